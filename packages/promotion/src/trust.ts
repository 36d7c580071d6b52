import type { Policy } from './policy.ts';
import type { Reason } from './reason.ts';
import type { BaseSnapshot, CommitFacts, PullRequest, Review } from './state.ts';

export const sameLogin = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

/**
 * Whether GitHub itself vouches that `bot` made this commit. The name is free text, so the address decides: GitHub signs
 * only what the authenticated identity authored, and `<id>+<login>@users.noreply.<host>` cannot be claimed by another
 * where the host is the server's own.
 * What it does not tell: squashing a pull request of the bot's by hand gives a commit in the bot's name as well, whatever
 * it holds. So a commit of the bot is necessary, never enough.
 */
export function isCommitOf(bot: string, commit: CommitFacts, host: string): boolean {
  const { login, domain } = /^[0-9]+\+(?<login>[^@]+)@(?<domain>[^@]+)$/.exec(commit.authorEmail ?? '')?.groups ?? {};
  if (login === undefined || domain === undefined) return false;
  return commit.signedByGitHub && sameLogin(login, bot) && noreplyDomains(host).includes(domain);
}

/**
 * GitHub Desktop (app/src/lib/email.ts) gives `users.noreply.github.com` to tenants of ghe.com, whose mail otherwise comes
 * from `noreply.<host>`. GitHub documents neither for commits, and nobody but GitHub has either.
 */
const noreplyDomains = (host: string): readonly string[] => [
  `users.noreply.${host}`,
  ...(host.endsWith('.ghe.com') ? ['users.noreply.github.com'] : []),
];

/** Why this pull request may not be one of the bot's own, whatever it changes. */
export function provenanceReasons(pull: PullRequest, base: BaseSnapshot, policy: Policy): Reason[] {
  const reasons: Reason[] = [];
  if (pull.state !== 'OPEN') reasons.push({ code: 'PULL_NOT_OPEN', state: pull.state });
  if (pull.isDraft) reasons.push({ code: 'PULL_IS_DRAFT' });
  if (pull.isCrossRepository || pull.headRepository === null) {
    reasons.push({ code: 'PULL_FROM_FORK', repository: pull.headRepository });
  }
  if (pull.baseBranch !== base.branch) {
    reasons.push({ code: 'PULL_BASE_UNEXPECTED', found: pull.baseBranch, expected: base.branch });
  }
  reasons.push(...pull.rewrites.map((how): Reason => ({ code: 'PULL_REWRITTEN', how })));
  if (pull.author === null || pull.author.kind !== 'Bot' || !sameLogin(pull.author.login, policy.bot)) {
    reasons.push({ code: 'AUTHOR_UNEXPECTED', found: pull.author?.login ?? null, expected: policy.bot });
  }
  if (pull.commits.items.length < pull.commits.total) {
    reasons.push({ code: 'COMMITS_UNREAD', total: pull.commits.total, read: pull.commits.items.length });
  }
  for (const commit of pull.commits.items.filter((candidate) => !isCommitOf(policy.bot, candidate, base.host))) {
    reasons.push({ code: 'COMMIT_UNVERIFIED', commit: commit.oid, author: commit.authorName, expected: policy.bot });
  }
  return reasons;
}

/** Whether the bot opened this pull request and made all its commits, whatever has become of it since. */
export function isPullOf(pull: PullRequest, base: BaseSnapshot, policy: Policy): boolean {
  return provenanceReasons(pull, base, policy).every((reason) => reason.code === 'PULL_NOT_OPEN');
}

/** Why the reviews speak against a merge, however many approve. */
export function objectionReasons(pull: PullRequest): Reason[] {
  if (pull.reviews.items.length < pull.reviews.total) {
    return [{ code: 'REVIEWS_UNREAD', total: pull.reviews.total, read: pull.reviews.items.length }];
  }
  const objector = pull.reviews.items.find((review) => review.state === 'CHANGES_REQUESTED');
  return objector === undefined ? [] : [{ code: 'CHANGES_REQUESTED', by: objector.author?.login ?? 'a deleted user' }];
}

/**
 * Logins, in lower case, of the people whose approval counts: once per person with write access, who is not the author,
 * for this head, and not from before this head was made, since GitHub may re-point an older approval to a newer head.
 */
export function approversOf(pull: PullRequest): readonly string[] {
  const made = pull.commits.items.find((commit) => commit.oid === pull.head)?.committedAt;
  if (made === undefined) return [];
  const counted = pull.reviews.items.filter((review) => countsAsApproval(review, pull, made));
  return [...new Set(counted.flatMap((review) => (review.author === null ? [] : [review.author.login.toLowerCase()])))];
}

function countsAsApproval(review: Review, pull: PullRequest, headMade: Date): boolean {
  return (
    review.state === 'APPROVED' &&
    review.author?.kind === 'User' &&
    review.authorCanPush &&
    (pull.author === null || !sameLogin(review.author.login, pull.author.login)) &&
    review.commit === pull.head &&
    review.submittedAt !== null &&
    review.submittedAt >= headMade
  );
}
