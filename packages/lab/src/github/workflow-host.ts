/** The events that start workflows here. Payloads have GitHub's webhook shapes. */
export type EventName =
  | 'push'
  | 'pull_request'
  | 'pull_request_target'
  | 'pull_request_review'
  | 'status'
  | 'schedule'
  | 'workflow_dispatch'
  | 'workflow_run'
  | 'repository_dispatch';

export interface GitHubEvent {
  readonly name: EventName;
  /** `opened`, `synchronize`, `submitted` … where the event has one. */
  readonly action?: string;
  /** `owner/name` of the repository whose workflows it may start. */
  readonly repository: string;
  /** What `github.ref` and `github.sha` are for runs of this event (the default branch for most, the merge ref for `pull_request`). */
  readonly ref: string;
  readonly sha: string;
  /** Commit whose `.github/workflows` apply. */
  readonly workflowSha: string;
  /** Login of who caused it. Events caused by a GITHUB_TOKEN are not delivered at all, dispatches excepted. */
  readonly actor: string;
  /**
   * What `github.event` is. `workflow_dispatch` has `workflow` (the file's path) and `inputs`, `schedule` has `schedule`
   * (the cron line that is due), a push that deletes a ref has `deleted: true`: by these a workflow is chosen.
   */
  readonly payload: Readonly<Record<string, unknown>>;
  /** Of a `workflow_dispatch`: the id that its run will have, which GitHub may have told already. */
  readonly runId?: number;
}

export interface RunStart {
  /** `owner/repo/path@ref` of a workflow that this one calls to run its jobs. */
  readonly calledWorkflow?: string;
  readonly event: GitHubEvent;
  /** `.github/workflows/promote.yml` */
  readonly workflowPath: string;
  readonly workflowName: string;
}

export interface WorkflowRun {
  readonly id: number;
  readonly number: number;
  readonly attempt: number;
  /** Login of whoever started this attempt. */
  readonly triggeringActor: string;
}

export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped';

export type Permissions = Readonly<Record<string, 'read' | 'write' | 'none'>>;

export interface JobStart {
  readonly run: WorkflowRun;
  readonly name: string;
  /** What the job's GITHUB_TOKEN may do, after workflow and job `permissions` are combined. */
  readonly permissions: Permissions;
  readonly environment?: string;
  /** Called before the job has to wait for its environment's timer or reviewers, if it has to. */
  readonly onWaiting?: () => void;
}

/** What a job gets from GitHub when it starts. */
export interface JobGrant {
  readonly jobId: number;
  readonly checkRunId: number;
  /** GITHUB_TOKEN */
  readonly token: string;
  /** Repository secrets, overlaid with the environment's. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  /** Present with `id-token: write`. */
  readonly oidc?: { readonly requestUrl: string; readonly requestToken: string };
}

/** What the lab's GitHub offers to whatever runs workflows. */
export interface WorkflowHost {
  /** GITHUB_SERVER_URL, GITHUB_API_URL and GITHUB_GRAPHQL_URL. */
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** Called after the change that an event reports is in effect. Returns the way to unsubscribe. */
  subscribe(listener: (event: GitHubEvent) => void): () => void;
  workflowFiles(
    repository: string,
    commit: string,
  ): Promise<readonly { readonly path: string; readonly text: string }[]>;
  repositoryIds(repository: string): {
    readonly repositoryId: number;
    readonly ownerId: number;
    readonly defaultBranch: string;
  };
  startRun(start: RunStart): WorkflowRun;
  /** Tells what `run-name` came to; until then, and without one, a run is titled after its workflow. */
  nameRun?(run: WorkflowRun, title: string): void;
  /** Resolves when the `workflow_run` event of it has been delivered. */
  finishRun(run: WorkflowRun, conclusion: Conclusion): Promise<void>;
  /**
   * Resolves when the job may start: at once, or after its environment's wait timer and reviewers have let it pass; also
   * records the deployment that a job with an environment creates. An environment that does not exist is created without
   * protection, as GitHub does. Rejects with `EnvironmentRefusal` when a reviewer or the branch policy says no.
   */
  startJob(start: JobStart): Promise<JobGrant>;
  finishJob(grant: JobGrant, conclusion: Conclusion): void;
}

export class EnvironmentRefusal extends Error {
  override readonly name = 'EnvironmentRefusal';
}
