import type { GitHubContext } from '../context.ts';
import type { PermissionLevel, PermissionSet } from '../model/accounts.ts';
import type { Deployment, DeploymentStatus, Environment, JobRecord, WorkflowRunRecord } from '../model/actions.ts';
import type { CheckRun, Repository } from '../model/repository.ts';
import { environmentOf } from '../setup.ts';
import type {
  Conclusion,
  GitHubEvent,
  JobGrant,
  JobStart,
  Permissions,
  RunStart,
  WorkflowHost,
  WorkflowRun,
} from '../workflow-host.ts';
import { passEnvironment } from './environment-gate.ts';
import { emitFinished } from './finished-run.ts';
import type { ActionsOidc } from './oidc.ts';
import { startRun } from './runs.ts';

/** The side of this GitHub that whatever runs workflows sees. */
export class ActionsHost implements WorkflowHost {
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly #context: GitHubContext;
  readonly #oidc: ActionsOidc;
  readonly #jobs = new Map<number, { readonly job: JobRecord; readonly token: string }>();

  constructor(context: GitHubContext, oidc: ActionsOidc) {
    this.#context = context;
    this.#oidc = oidc;
    this.serverUrl = context.links.origin;
    this.apiUrl = context.links.api;
    this.graphqlUrl = context.links.graphql;
  }

  subscribe(listener: (event: GitHubEvent) => void): () => void {
    return this.#context.events.subscribe(listener);
  }

  async workflowFiles(repository: string, commit: string) {
    const { git } = this.#context.store.mustRepository(repository);
    const { tree } = await git.mustCommit(commit);
    const folder = await git.entryAt(tree, '.github/workflows');
    const entries = (folder?.type === 'tree' ? await git.tree(folder.oid) : null) ?? [];
    const files = entries.filter((entry) => entry.type === 'blob' && /\.ya?ml$/.test(entry.name));
    return Promise.all(
      files.map(async (entry) => ({
        path: `.github/workflows/${entry.name}`,
        text: ((await git.blob(entry.oid)) ?? Buffer.alloc(0)).toString('utf8'),
      })),
    );
  }

  repositoryIds(repository: string) {
    const { id, owner, defaultBranch } = this.#context.store.mustRepository(repository);
    return { repositoryId: id, ownerId: owner.id, defaultBranch };
  }

  startRun(start: RunStart): WorkflowRun {
    const { id, number, attempt, triggeringActor } = startRun(this.#context, start);
    return { id, number, attempt, triggeringActor: triggeringActor.login };
  }

  nameRun(run: WorkflowRun, title: string): void {
    this.#run(run).displayTitle = title;
  }

  async finishRun(run: WorkflowRun, conclusion: Conclusion): Promise<void> {
    const record = this.#run(run);
    record.status = 'completed';
    record.conclusion = conclusion;
    record.updatedAt = this.#context.clock.now();
    record.pending.splice(0);
    await emitFinished(this.#context, record);
  }

  async startJob(start: JobStart): Promise<JobGrant> {
    const run = this.#run(start.run);
    const environment =
      start.environment === undefined ? null : environmentOf(this.#context, run.repository, start.environment);
    const job = this.#newJob(run, start, environment);
    if (run.status === 'queued') run.status = 'in_progress';
    if (environment) {
      this.#report(job, 'waiting');
      await passEnvironment(this.#context, job, environment, start.onWaiting ?? (() => undefined)).catch(
        (cause: unknown) => {
          this.#end(job, 'failure');
          throw cause;
        },
      );
    }
    job.status = 'in_progress';
    job.checkRun.status = 'in_progress';
    if (environment) this.#report(job, 'in_progress');
    return this.#grant(job, start.permissions);
  }

  finishJob(grant: JobGrant, conclusion: Conclusion): void {
    const known = this.#jobs.get(grant.jobId);
    if (!known) return;
    this.#context.tokens.revoke(known.token);
    this.#oidc.dismiss(known.job);
    this.#jobs.delete(grant.jobId);
    this.#end(known.job, conclusion);
  }

  #grant(job: JobRecord, permissions: Permissions): JobGrant {
    const { store, tokens } = this.#context;
    const { repository, event } = job.run;
    const trusted = !isFromFork(event);
    const { token } = tokens.issue({
      kind: 'job',
      account: store.actions.bot,
      repository,
      permissions: tokenPermissions(permissions, trusted),
      job,
    });
    this.#jobs.set(job.id, { job, token });
    const { environment } = job;
    const shared = store.organizationVariables.get(repository.owner.id) ?? [];
    const sharedSecrets = store.organizationSecrets.get(repository.owner.id) ?? [];
    const secrets = [...sharedSecrets, ...repository.secrets, ...(environment?.secrets ?? [])];
    return {
      jobId: job.id,
      checkRunId: job.checkRun.id,
      token,
      secrets: trusted ? Object.fromEntries(secrets) : {},
      variables: Object.fromEntries([...shared, ...repository.variables, ...(environment?.variables ?? [])]),
      ...(trusted && permissions['id-token'] === 'write' ? { oidc: this.#oidc.admit(job) } : {}),
    };
  }

  #newJob(run: WorkflowRunRecord, start: JobStart, environment: Environment | null): JobRecord {
    const { store, clock, links } = this.#context;
    const id = store.nextId();
    const checkRun: CheckRun = {
      id: store.nextId(),
      name: start.name,
      headSha: run.headSha,
      status: environment ? 'waiting' : 'queued',
      conclusion: null,
      startedAt: clock.now(),
      completedAt: null,
      detailsUrl: links.repoPage(run.repository, `actions/runs/${run.id}/job/${id}`),
      app: null,
      externalId: '',
      output: null,
    };
    run.repository.checkRuns.push(checkRun);
    const deployment = environment && this.#deployment(run, environment);
    const job: JobRecord = {
      id,
      run,
      name: start.name,
      environment,
      permissions: start.permissions,
      checkRun,
      deployment,
      status: 'in_progress',
      conclusion: null,
    };
    run.jobs.push(job);
    return job;
  }

  #deployment(run: WorkflowRunRecord, environment: Environment): Deployment {
    const { store, clock } = this.#context;
    const deployment: Deployment = {
      id: store.nextId(),
      sha: run.event.sha,
      ref: run.event.ref.replace(/^refs\/heads\//, ''),
      task: 'deploy',
      environment: environment.name,
      description: null,
      payload: {},
      creator: run.actor,
      createdAt: clock.now(),
      statuses: [],
    };
    run.repository.deployments.push(deployment);
    return deployment;
  }

  #report(job: JobRecord, state: 'waiting' | DeploymentStatus['state']): void {
    const { store, clock, links } = this.#context;
    job.deployment?.statuses.push({
      id: store.nextId(),
      state: state === 'waiting' ? 'queued' : state,
      description: '',
      environmentUrl: '',
      logUrl: links.repoPage(job.run.repository, `actions/runs/${job.run.id}/job/${job.id}`),
      creator: store.actions.bot,
      createdAt: clock.now(),
    });
  }

  #end(job: JobRecord, conclusion: Conclusion): void {
    job.status = 'completed';
    job.conclusion = conclusion;
    job.checkRun.status = 'completed';
    job.checkRun.conclusion = conclusion;
    job.checkRun.completedAt = this.#context.clock.now();
    if (job.deployment) this.#report(job, conclusion === 'success' ? 'success' : 'failure');
  }

  #run({ id }: WorkflowRun): WorkflowRunRecord {
    const found = allRuns(this.#context.store.repositories).find((run) => run.id === id);
    if (!found) throw new TypeError(`there is no run ${id}`);
    return found;
  }
}

const allRuns = (repositories: readonly Repository[]): WorkflowRunRecord[] =>
  repositories.flatMap((repository) => repository.runs);

/** Runs of a fork's own pull request get no secrets, no ID tokens and a token that only reads. */
function isFromFork({ name, payload, repository }: GitHubEvent): boolean {
  if (name !== 'pull_request' && name !== 'pull_request_review') return false;
  const pull = payload['pull_request'] as { readonly head?: { readonly repo: { readonly full_name: string } | null } };
  return pull?.head?.repo?.full_name !== repository;
}

/** Workflow files say `pull-requests`, the API `pull_requests`; `none` is no permission. */
const tokenPermissions = (permissions: Permissions, mayWrite: boolean): PermissionSet =>
  Object.fromEntries(
    Object.entries(permissions)
      .filter((entry): entry is [string, Exclude<PermissionLevel, 'admin'>] => entry[1] !== 'none')
      .map(([name, level]) => [name.replaceAll('-', '_'), mayWrite ? level : 'read']),
  );
