import type { GitHubEvent, JobGrant, WorkflowHost } from '../github/workflow-host.ts';
import type { RunFacts } from './machine.ts';
import type { DispatchInput, Workflow } from './workflow.ts';
import { RunnerError } from './runner-error.ts';

/** Directories and files of one job. */
export interface JobPlaces {
  readonly workspace: string;
  readonly temporary: string;
  readonly toolCache: string;
  readonly home: string;
  readonly eventPath: string;
}

/** The `github` context before a job has started; a started job adds `startedJobContext`. */
export function githubContext(host: WorkflowHost, facts: RunFacts): Readonly<Record<string, unknown>> {
  const { event, run, workflow } = facts;
  const ids = host.repositoryIds(event.repository);
  const pull = pullRefs(event);
  return {
    actor: event.actor,
    actor_id: senderId(event),
    api_url: host.apiUrl,
    base_ref: pull.base,
    event: event.payload,
    event_name: event.name,
    graphql_url: host.graphqlUrl,
    head_ref: pull.head,
    ref: event.ref,
    ref_name: event.ref.replace(/^refs\/(?:heads|tags|pull)\//, ''),
    ref_type: event.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    ref_protected: false,
    repository: event.repository,
    repository_id: String(ids.repositoryId),
    repository_owner: event.repository.split('/')[0] ?? '',
    repository_owner_id: String(ids.ownerId),
    repositoryUrl: `${host.serverUrl.replace(/^http/, 'git')}/${event.repository}.git`,
    retention_days: '90',
    run_attempt: String(run.attempt),
    run_id: String(run.id),
    run_number: String(run.number),
    secret_source: 'Actions',
    server_url: host.serverUrl,
    sha: event.sha,
    triggering_actor: run.triggeringActor,
    workflow: workflow.name,
    workflow_ref: `${event.repository}/${workflow.path}@${workflowRef(event, ids.defaultBranch)}`,
    workflow_sha: event.workflowSha,
  };
}

export function startedJobContext(job: string, token: string, places: JobPlaces): Readonly<Record<string, unknown>> {
  return { job, token, workspace: places.workspace, event_path: places.eventPath };
}

export function runnerContext(places: JobPlaces): Readonly<Record<string, unknown>> {
  return {
    name: 'lab',
    os: 'Linux',
    arch: process.arch === 'arm64' ? 'ARM64' : 'X64',
    environment: 'github-hosted',
    temp: places.temporary,
    tool_cache: places.toolCache,
    workspace: places.workspace,
  };
}

/** Variables that every step has, whatever `env` says (docs.github.com, "Default environment variables"). */
export function defaultVariables(
  github: Readonly<Record<string, unknown>>,
  places: JobPlaces,
  grant: JobGrant,
  action: { readonly id: string; readonly repository?: string; readonly ref?: string },
): Record<string, string> {
  const notExported = ['event', 'token', 'secret_source', 'repositoryUrl'];
  const exported = Object.entries(github).filter(([name]) => !notExported.includes(name));
  const runner = Object.entries(runnerContext(places));
  return {
    ...Object.fromEntries(exported.map(([name, value]) => [`GITHUB_${name.toUpperCase()}`, String(value)])),
    ...Object.fromEntries(runner.map(([name, value]) => [`RUNNER_${name.toUpperCase()}`, String(value)])),
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: action.id,
    GITHUB_ACTION_REPOSITORY: action.repository ?? '',
    GITHUB_ACTION_REF: action.ref ?? '',
    ...(grant.oidc && {
      ACTIONS_ID_TOKEN_REQUEST_URL: grant.oidc.requestUrl,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: grant.oidc.requestToken,
    }),
  };
}

/** The `inputs` context of a dispatched run: typed, with defaults. Throws RunnerError `WORKFLOW_INVALID`. */
export function dispatchInputs(
  workflow: Workflow,
  event: GitHubEvent,
): Readonly<Record<string, string | number | boolean>> {
  if (event.name !== 'workflow_dispatch') return {};
  const given = (event.payload['inputs'] ?? {}) as Readonly<Record<string, unknown>>;
  const unexpected = Object.keys(given).find((name) => !workflow.inputs.some((input) => input.name === name));
  if (unexpected !== undefined) {
    throw new RunnerError('WORKFLOW_INVALID', `unexpected input "${unexpected}" was given`, 'Leave it out.');
  }
  return Object.fromEntries(workflow.inputs.map((input) => [input.name, dispatchInput(input, given[input.name])]));
}

function dispatchInput(input: DispatchInput, given: unknown): string | number | boolean {
  const value = given ?? input.default;
  if (value === undefined && input.required) {
    throw new RunnerError('WORKFLOW_INVALID', `input "${input.name}" is required`, 'Dispatch again with it.');
  }
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  if (input.type === 'boolean') return text === 'true';
  if (input.type === 'number') return Number(text);
  const plain = text === '""' ? '' : text;
  if (input.options !== undefined && !input.options.includes(plain)) {
    const options = input.options.join(', ');
    throw new RunnerError(
      'WORKFLOW_INVALID',
      `input "${input.name}" is "${plain}", not one of ${options}`,
      'Correct it.',
    );
  }
  return plain;
}

function pullRefs(event: GitHubEvent): { readonly base: string; readonly head: string } {
  const pull = event.payload['pull_request'] as
    | { readonly base?: { readonly ref?: string }; readonly head?: { readonly ref?: string } }
    | undefined;
  const exposes = event.name === 'pull_request' || event.name === 'pull_request_target';
  return { base: (exposes && pull?.base?.ref) || '', head: (exposes && pull?.head?.ref) || '' };
}

/** The ref that the workflow file was taken from: of `pull_request_target`, the default branch's. */
function workflowRef(event: GitHubEvent, defaultBranch: string): string {
  return event.name === 'pull_request_target' ? `refs/heads/${defaultBranch}` : event.ref;
}

function senderId(event: GitHubEvent): string {
  const sender = event.payload['sender'] as { readonly id?: number } | undefined;
  return sender?.id === undefined ? '' : String(sender.id);
}
