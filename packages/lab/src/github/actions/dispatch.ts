import { parse } from 'yaml';
import type { GitHubContext } from '../context.ts';
import type { Actor } from '../identity/identity.ts';
import type { Account } from '../model/accounts.ts';
import { fullName, type Repository, type Workflow } from '../model/repository.ts';
import { isRecord, type Json } from '../rest/body-reader.ts';
import { notFound, unprocessable } from '../refusal.ts';
import { nodeId } from '../node-ids.ts';
import { commonPayload } from '../shapes/event-payload.ts';
import { findWorkflow, workflowOf } from './runs.ts';

export interface WorkflowDispatch {
  /** Id or file name. */
  readonly workflow: string;
  readonly ref: string;
  readonly inputs: Json;
}

const folder = '.github/workflows/';

/** Starts a workflow by hand, from the file as it is at `ref`. Returns the id of the run, which starts after that. */
export async function dispatchWorkflow(
  context: GitHubContext,
  repository: Repository,
  { workflow: named, ref: name, inputs }: WorkflowDispatch,
  by: Actor,
): Promise<number> {
  const { git } = repository;
  // Which one GitHub takes where a tag and a branch share a name is told nowhere; git takes the tag.
  const places = name.startsWith('refs/') ? [name] : [`refs/tags/${name}`, `refs/heads/${name}`];
  const ref = places.find((place) => git.refs.get(place) !== null);
  const sha = ref === undefined ? null : git.refs.get(ref);
  if (ref === undefined || sha === null) throw unprocessable(`No ref found for: ${name}`);
  const workflow = await mustWorkflow(context, repository, named);
  const text = await fileText(repository, sha, workflow.path);
  const trigger = text === null ? undefined : dispatchTrigger(text);
  if (trigger === undefined) throw unprocessable("Workflow does not have 'workflow_dispatch' trigger");
  checkInputs(trigger, inputs);
  const payload = {
    inputs,
    ref,
    workflow: workflow.path,
    ...commonPayload(context, repository, by.account),
  };
  const about = { repository: fullName(repository), ref, sha, workflowSha: sha, actor: by.account.login, payload };
  const runId = context.store.nextId();
  context.events.emit({ ...about, name: 'workflow_dispatch', runId }, by);
  return runId;
}

/** A file on the default branch is a workflow even before its first run. */
export async function mustWorkflow(context: GitHubContext, repository: Repository, named: string): Promise<Workflow> {
  const known = findWorkflow(repository, named);
  if (known) return known;
  const head = repository.git.branch(repository.defaultBranch);
  const path = `${folder}${named}`;
  const text = head === null || named.includes('/') ? null : await fileText(repository, head, path);
  if (text === null) throw notFound();
  return workflowOf(context, repository, path, path);
}

async function fileText({ git }: Repository, commit: string, path: string): Promise<string | null> {
  const entry = await git.entryAt((await git.mustCommit(commit)).tree, path);
  return entry?.type === 'blob' ? ((await git.blob(entry.oid))?.toString('utf8') ?? null) : null;
}

/** The `workflow_dispatch` part of a workflow file, or undefined. */
function dispatchTrigger(text: string): Json | undefined {
  const workflow: unknown = parse(text);
  const on = isRecord(workflow) ? workflow['on'] : undefined;
  if (on === 'workflow_dispatch') return {};
  if (Array.isArray(on)) return on.includes('workflow_dispatch') ? {} : undefined;
  if (!isRecord(on) || !('workflow_dispatch' in on)) return undefined;
  return isRecord(on['workflow_dispatch']) ? on['workflow_dispatch'] : {};
}

function checkInputs(trigger: Json, given: Json): void {
  const known = isRecord(trigger['inputs']) ? trigger['inputs'] : {};
  const strange = Object.keys(given).filter((name) => !(name in known));
  if (strange.length > 0) throw unprocessable(`Unexpected inputs provided: ${JSON.stringify(strange)}`);
  for (const [name, input] of Object.entries(known)) {
    const required = isRecord(input) && input['required'] === true && input['default'] === undefined;
    if (required && given[name] === undefined) throw unprocessable(`Required input '${name}' not provided`);
  }
}

/** Tells of something that happened outside; workflows of the default branch may start. */
export function dispatchRepository(
  context: GitHubContext,
  repository: Repository,
  { type, client }: { readonly type: string; readonly client: Json },
  by: Actor,
): void {
  const payload = {
    action: type,
    branch: repository.defaultBranch,
    client_payload: client,
    ...(by.kind === 'installation'
      ? { installation: { id: by.installation.id, node_id: nodeId('App', by.installation.id) } }
      : {}),
  };
  emitOnDefaultBranch(context, repository, { name: 'repository_dispatch', sender: by.account, by, payload });
}

/** Starts the workflows that are scheduled with exactly this cron line. */
export function fireSchedule(context: GitHubContext, repository: Repository, cron: string, by: Actor): void {
  const payload = { schedule: cron, workflow: '' };
  emitOnDefaultBranch(context, repository, { name: 'schedule', sender: by.account, by, payload });
}

export interface BranchEvent {
  readonly name: 'repository_dispatch' | 'schedule' | 'status' | 'workflow_run';
  readonly sender: Account;
  /** Whose doing it is; null where events follow from whatever anybody did. */
  readonly by: Actor | null;
  readonly payload: Json;
}

export function emitOnDefaultBranch(
  context: GitHubContext,
  repository: Repository,
  { name, sender, by, payload }: BranchEvent,
): void {
  const sha = repository.git.branch(repository.defaultBranch);
  if (sha === null) return;
  const action = payload['action'];
  context.events.emit(
    {
      name,
      ...(typeof action === 'string' ? { action } : {}),
      repository: fullName(repository),
      ref: `refs/heads/${repository.defaultBranch}`,
      sha,
      workflowSha: sha,
      actor: sender.login,
      payload: { ...payload, ...commonPayload(context, repository, sender) },
    },
    by,
  );
}
