import type { GitHubEvent, Permissions } from '../github/workflow-host.ts';
import { executeJob } from './job.ts';
import type { Machine } from './machine.ts';
import { listedPermissions } from './permissions.ts';
import { newStepRecord, type Annotation, type JobRecord, type RunRecord, type StepRecord } from './records.ts';
import { literal, type Template } from './template.ts';
import type { UsesStep } from './workflow.ts';

/** How to run one action. */
export interface ActionRequest {
  readonly repository: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Scopes that are not listed are none; by default only contents can be read. */
  readonly permissions?: Permissions;
  readonly environment?: string;
  /** What differs from a push to the default branch. */
  readonly event?: Partial<GitHubEvent>;
  /** `.github/workflows/test.yml` by default. */
  readonly workflowPath?: string;
  /** `owner/repo/path@ref` of the workflow whose job this is, where that one calls it. */
  readonly calledWorkflow?: string;
  /** Kills the action at once, as a crash of the machine would; nothing runs after it. */
  readonly signal?: AbortSignal;
  /** Used as `github.token` in place of the job's own. */
  readonly token?: string;
}

/** All that came out of an action's step. */
export interface StepResult {
  readonly exitCode: number | undefined;
  readonly conclusion: 'success' | 'failure' | 'cancelled' | 'skipped';
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Masked, as GitHub shows it; of `pre` and `post` too. */
  readonly log: string;
  readonly rawLog: string;
  /** The values that the action asked to be hidden. */
  readonly masks: readonly string[];
  readonly annotations: readonly Annotation[];
  readonly state: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly paths: readonly string[];
  /** Why there was no step, or why the job failed beside it. */
  readonly message: string | undefined;
}

/** Runs `bitvault/actions/<name>`, or any `uses` that has a slash in it, as the only step of a job. */
export async function runAction(machine: Machine, name: string, request: ActionRequest): Promise<StepResult> {
  const { host } = machine;
  const event = syntheticEvent(machine, request);
  const workflow = { path: request.workflowPath ?? '.github/workflows/test.yml', name: 'test' };
  const { calledWorkflow } = request;
  const run = host.startRun({
    event,
    workflowPath: workflow.path,
    workflowName: workflow.name,
    ...(calledWorkflow !== undefined && { calledWorkflow }),
  });
  const record: JobRecord = { id: 'test', name: 'test', status: 'queued', outputs: {}, steps: [] };
  const runRecord: RunRecord = {
    id: run.id,
    number: run.number,
    repository: request.repository,
    workflow,
    displayTitle: name,
    startedAt: machine.clock.now(),
    event,
    status: 'in_progress',
    jobs: [record],
  };
  const working = executeJob(machine, {
    facts: { run, event, workflow, inputs: {} },
    runRecord,
    record,
    job: {
      id: 'test',
      needs: [],
      condition: 'success()',
      defaults: {},
      ...(request.environment !== undefined && { environment: { name: literal(request.environment) } }),
      steps: [actionStep(name, request)],
    },
    workflowDefaults: {},
    permissions: listedPermissions(request.permissions ?? { contents: 'read' }),
    needs: {},
    matrix: {},
    strategy: {},
    cancel: machine.closing,
    ...(request.signal !== undefined && { kill: request.signal }),
    ...(request.token !== undefined && { token: request.token }),
  });
  const conclusion = await machine.activity.during(working);
  await host.finishRun(run, conclusion);
  return result(record, conclusion);
}

function actionStep(name: string, request: ActionRequest): UsesStep {
  return {
    kind: 'uses',
    id: 'action',
    named: true,
    condition: 'success()',
    uses: name.includes('/') ? name : `bitvault/actions/${name}@lab`,
    ...(request.with && { with: texts(request.with) }),
    ...(request.env && { env: texts(request.env) }),
  };
}

const texts = (values: Readonly<Record<string, string>>): Template => ({
  kind: 'mapping',
  entries: new Map(Object.entries(values).map(([key, value]) => [key, literal(value)])),
});

function syntheticEvent({ host }: Machine, { repository, event }: ActionRequest): GitHubEvent {
  const sha = event?.sha ?? '0'.repeat(40);
  return {
    name: 'push',
    repository,
    ref: `refs/heads/${host.repositoryIds(repository).defaultBranch}`,
    sha,
    workflowSha: sha,
    actor: repository.split('/')[0] ?? 'lab',
    payload: {},
    ...event,
  };
}

function result(record: JobRecord, conclusion: StepResult['conclusion']): StepResult {
  const main = record.steps.find((step) => step.id === 'action') ?? newStepRecord('action', 'action');
  const every = <T>(take: (step: StepRecord) => readonly T[]) => record.steps.flatMap(take);
  const failed = record.steps.some((step) => step.annotations.some(({ level }) => level === 'error'));
  return {
    exitCode: main.exitCode,
    conclusion,
    outputs: main.outputs,
    summary: every((step) => [step.summary]).join(''),
    log: every((step) => [step.log]).join(''),
    rawLog: every((step) => [step.rawLog]).join(''),
    masks: every((step) => step.masks),
    annotations: every((step) => step.annotations),
    state: main.state,
    env: main.env,
    paths: main.paths,
    message: failed ? undefined : record.message,
  };
}
