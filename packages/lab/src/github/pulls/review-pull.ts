import type { GitHubContext } from '../context.ts';
import type { Actor } from '../identity/identity.ts';
import type { PullRequest, Review, ReviewState } from '../model/pulls.ts';
import { notFound, refusedBecause } from '../refusal.ts';
import { checkBody } from './open-pull.ts';
import { emitReview } from './pull-events.ts';

export type ReviewVerdict = 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT';

const stateOf: Readonly<Record<ReviewVerdict, ReviewState>> = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
};

export interface ReviewDraft {
  /** Null leaves it pending. */
  readonly verdict: ReviewVerdict | null;
  readonly body: string;
  /** What the review is attributed to; the head by default. It is no precondition. */
  readonly commit?: string;
}

export async function reviewPull(
  context: GitHubContext,
  pull: PullRequest,
  draft: ReviewDraft,
  by: Actor,
): Promise<Review> {
  refuseVerdict(pull, draft, by);
  checkBody('PullRequestReview', draft.body);
  const commit = draft.commit ?? pull.headOid;
  if (!(await pull.repository.git.commit(commit))) throw refusedBecause('commit_id is not part of the pull request');
  const review: Review = {
    kind: 'review',
    id: context.store.nextId(),
    author: by.account,
    state: draft.verdict === null ? 'PENDING' : stateOf[draft.verdict],
    body: draft.body,
    commit,
    submittedAt: draft.verdict === null ? null : context.clock.now(),
  };
  pull.reviews.push(review);
  pull.updatedAt = context.clock.now();
  if (review.submittedAt) await emitReview(context, pull, review, 'submitted', by);
  return review;
}

function refuseVerdict(pull: PullRequest, { verdict, body }: ReviewDraft, by: Actor): void {
  const own = by.account.id === pull.author.id;
  if (verdict === 'APPROVE' && own) throw refusedBecause('Can not approve your own pull request');
  if (verdict === 'REQUEST_CHANGES' && own) throw refusedBecause('Can not request changes on your own pull request');
  if (verdict === 'APPROVE' && by.kind === 'job' && !pull.repository.settings.actionsMayApprove)
    throw refusedBecause('GitHub Actions is not permitted to approve pull requests.');
  if ((verdict === 'REQUEST_CHANGES' || verdict === 'COMMENT') && body.trim() === '')
    throw refusedBecause('Body cannot be blank');
}

export async function dismissReview(context: GitHubContext, pull: PullRequest, id: number, by: Actor): Promise<Review> {
  const review = pull.reviews.find((each) => each.id === id);
  if (!review) throw notFound();
  if (review.state !== 'APPROVED' && review.state !== 'CHANGES_REQUESTED')
    throw refusedBecause(`Can not dismiss a ${review.state.toLowerCase()} pull request review`);
  review.state = 'DISMISSED';
  await emitReview(context, pull, review, 'dismissed', by);
  return review;
}
