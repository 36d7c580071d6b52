import { setTimeout as sleep } from 'node:timers/promises';
import type { GitHubContext } from '../context.ts';
import type { Account } from '../model/accounts.ts';
import type { Environment, JobRecord, PendingDeployment, Reviewer, WorkflowRunRecord } from '../model/actions.ts';
import type { Repository } from '../model/repository.ts';
import { refusedBecause, Refusal } from '../refusal.ts';
import { EnvironmentRefusal } from '../workflow-host.ts';

/** How often the lab's clock, which can be moved, is looked at. */
const tick = 20;

/**
 * Lets a job pass as its environment's rules say.
 * @throws {EnvironmentRefusal} where the branch may not deploy or a reviewer says no
 */
export async function passEnvironment(
  context: GitHubContext,
  job: JobRecord,
  environment: Environment,
  onWaiting: () => void,
): Promise<void> {
  refuseBranch(job.run, environment);
  const since = context.clock.now();
  const waits = environment.waitTimer > 0 || environment.reviewers.length > 0;
  if (!waits) return;
  job.status = 'waiting';
  job.run.status = 'waiting';
  const verdict = Promise.withResolvers<{ readonly approved: boolean; readonly by: Account }>();
  const pending: PendingDeployment = {
    job,
    environment,
    since,
    reviewed: environment.reviewers.length === 0,
    settle: verdict.resolve,
  };
  job.run.pending.push(pending);
  onWaiting();
  try {
    if (environment.reviewers.length > 0) {
      const { approved, by } = await verdict.promise;
      if (!approved) throw new EnvironmentRefusal(`${by.login} rejected the deployment to ${environment.name}`);
    }
    while (context.clock.now().getTime() < since.getTime() + environment.waitTimer * 60_000)
      await sleep(tick, undefined, { ref: false });
  } finally {
    job.run.pending.splice(job.run.pending.indexOf(pending), 1);
    job.run.status = job.run.pending.length > 0 ? 'waiting' : 'in_progress';
  }
}

function refuseBranch({ event, repository }: WorkflowRunRecord, environment: Environment): void {
  if (mayDeploy(repository, environment, event.ref)) return;
  const name = event.ref.replace(/^refs\/heads\//, '');
  throw new EnvironmentRefusal(
    `Branch "${name}" is not allowed to deploy to ${environment.name} due to environment protection rules.`,
  );
}

function mayDeploy(repository: Repository, { branchPolicy }: Environment, ref: string): boolean {
  if (branchPolicy === null) return true;
  const name = ref.replace(/^refs\/(heads|tags)\//, '');
  if (branchPolicy === 'protected') return ref.startsWith('refs/heads/') && repository.protections.has(name);
  return branchPolicy.some((pattern) => globPattern(pattern).test(name));
}

/** As `File.fnmatch` with FNM_PATHNAME: `*` stays within one segment. */
const globPattern = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('[^/]*')}$`,
  );

export const isReviewer = (reviewers: readonly Reviewer[], account: Account): boolean =>
  reviewers.some((each) => (each.kind === 'User' ? each.account.id === account.id : each.team.members.has(account.id)));

/** Whether this person may approve what waits; who started the run may not where the environment says so. */
export const mayReview = (pending: PendingDeployment, account: Account): boolean =>
  isReviewer(pending.environment.reviewers, account) &&
  !(pending.environment.preventSelfReview && pending.job.run.actor.id === account.id);

export interface DeploymentReview {
  readonly environmentIds: readonly number[];
  readonly state: 'approved' | 'rejected';
  readonly comment: string;
}

/** Records a review of a run's waiting deployments and lets their jobs go on or end. */
export function reviewDeployments(run: WorkflowRunRecord, review: DeploymentReview, by: Account): readonly JobRecord[] {
  const waiting = run.pending.filter(
    (pending) => !pending.reviewed && review.environmentIds.includes(pending.environment.id),
  );
  if (waiting.length === 0 || review.environmentIds.length === 0)
    throw refusedBecause('There are no pending deployment requests for these environments');
  if (!waiting.every((pending) => mayReview(pending, by)))
    throw new Refusal(403, 'FORBIDDEN', 'You are not allowed to review these pending deployments');
  const environments = [...new Set(waiting.map((pending) => pending.environment))];
  run.approvals.push({ state: review.state, user: by, comment: review.comment, environments });
  settle(waiting, review.state === 'approved', by);
  return waiting.map((pending) => pending.job);
}

/** What an administrator's "start all waiting jobs" does: no review is recorded. */
export function bypassReviews(run: WorkflowRunRecord, by: Account): void {
  const open = run.pending.filter((pending) => !pending.reviewed && pending.environment.canAdminsBypass !== false);
  settle(open, true, by);
}

function settle(waiting: readonly PendingDeployment[], approved: boolean, by: Account): void {
  for (const pending of waiting) {
    pending.reviewed = true;
    pending.settle({ approved, by });
  }
}
