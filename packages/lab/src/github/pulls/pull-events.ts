import type { GitHubContext } from '../context.ts';
import type { Actor } from '../identity/identity.ts';
import type { PullRequest, Review } from '../model/pulls.ts';
import { fullName } from '../model/repository.ts';
import { commonPayload } from '../shapes/event-payload.ts';
import { pullShape, reviewShape } from '../shapes/pull-shapes.ts';
import { testMerge } from './pull-facts.ts';

export type PullAction = 'opened' | 'synchronize' | 'edited' | 'closed' | 'reopened' | 'ready_for_review' | 'labeled';

/** Tells of a pull request, as `pull_request_target` on the default branch and as `pull_request` on the test merge. */
export async function emitPull(
  context: GitHubContext,
  pull: PullRequest,
  action: PullAction,
  by: Actor,
  extra: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const { events } = context;
  if (!events.wants(by, 'pull_request')) return;
  const { repository } = pull;
  const payload = {
    action,
    number: pull.number,
    pull_request: await pullShape(context, pull),
    ...extra,
    ...commonPayload(context, repository, by.account),
  };
  const about = { action, repository: fullName(repository), actor: by.account.login, payload };
  const base = repository.git.branch(repository.defaultBranch);
  if (base !== null) {
    const ref = `refs/heads/${repository.defaultBranch}`;
    events.emit({ ...about, name: 'pull_request_target', ref, sha: base, workflowSha: base }, by);
  }
  const at = await runPoint(context, pull);
  if (at) events.emit({ ...about, name: 'pull_request', ...at }, by);
}

export async function emitReview(
  context: GitHubContext,
  pull: PullRequest,
  review: Review,
  action: 'submitted' | 'dismissed',
  by: Actor,
): Promise<void> {
  if (!context.events.wants(by, 'pull_request_review')) return;
  const at = await runPoint(context, pull);
  if (!at) return;
  const payload = {
    action,
    review: { ...reviewShape(context, pull, review), state: review.state.toLowerCase() },
    pull_request: await pullShape(context, pull),
    ...commonPayload(context, pull.repository, by.account),
  };
  const { account } = by;
  context.events.emit(
    {
      name: 'pull_request_review',
      action,
      repository: fullName(pull.repository),
      ...at,
      actor: account.login,
      payload,
    },
    by,
  );
}

/** Where runs of a pull request's own events happen; nowhere while it conflicts. */
async function runPoint(context: GitHubContext, pull: PullRequest) {
  if (pull.state === 'MERGED' && pull.mergeCommit !== null) {
    const sha = pull.mergeCommit;
    return { ref: `refs/heads/${pull.baseBranch}`, sha, workflowSha: sha };
  }
  const sha = await testMerge(context, pull);
  return sha === null ? null : { ref: `refs/pull/${pull.number}/merge`, sha, workflowSha: sha };
}
