import type { GitHubContext } from '../context.ts';
import type { WorkflowRunRecord } from '../model/actions.ts';
import type { Account } from '../model/accounts.ts';
import type { Repository, Workflow } from '../model/repository.ts';
import type { GitHubEvent, RunStart } from '../workflow-host.ts';

/** The workflow of a file; made when first asked for. */
export function workflowOf({ store }: GitHubContext, repository: Repository, path: string, name: string): Workflow {
  const known = repository.workflows.get(path) ?? { id: store.nextId(), path, name };
  known.name = name;
  repository.workflows.set(path, known);
  return known;
}

/** The workflow that `{workflow_id}` names: by id or file name. */
export const findWorkflow = (repository: Repository, idOrFile: string): Workflow | undefined =>
  [...repository.workflows.values()].find(
    ({ id, path }) => String(id) === idOrFile || path.slice(path.lastIndexOf('/') + 1) === idOrFile,
  );

export function startRun(context: GitHubContext, start: RunStart): WorkflowRunRecord {
  const { event } = start;
  const repository = context.store.mustRepository(event.repository);
  const workflow = workflowOf(context, repository, start.workflowPath, start.workflowName);
  const { rerun } = context.rules;
  const { runId: promised } = event;
  const now = context.clock.now();
  const run: WorkflowRunRecord = {
    id: promised === undefined || repository.runs.some(({ id }) => id === promised) ? context.store.nextId() : promised,
    number: repository.runs.filter((each) => each.workflow === workflow).length + 1,
    attempt: rerun?.attempt ?? 1,
    repository,
    workflow,
    ...(start.calledWorkflow !== undefined && { calledWorkflow: start.calledWorkflow }),
    event,
    actor: actorOf(context, event.actor),
    triggeringActor: actorOf(context, rerun?.by ?? event.actor),
    ...headOf(event),
    displayTitle: start.workflowName,
    status: 'queued',
    conclusion: null,
    createdAt: now,
    updatedAt: now,
    jobs: [],
    approvals: [],
    pending: [],
  };
  repository.runs.push(run);
  return run;
}

function actorOf({ store }: GitHubContext, login: string): Account {
  const found = store.account(login);
  if (!found) throw new TypeError(`a run by ${login}, who has no account`);
  return found;
}

/** The head that the API tells of a run: a pull request's, where it is about one. */
function headOf(event: GitHubEvent): { readonly headBranch: string | null; readonly headSha: string } {
  const pull = event.payload['pull_request'] as { readonly head?: { readonly ref: string; readonly sha: string } };
  if (pull?.head) return { headBranch: pull.head.ref, headSha: pull.head.sha };
  return { headBranch: event.ref.replace(/^refs\/(heads|tags)\//, ''), headSha: event.sha };
}
