import type { GitHubContext } from '../context.ts';
import { roleOf } from '../identity/access.ts';
import type { Actor } from '../identity/identity.ts';
import { hasRole, type Account } from '../model/accounts.ts';
import type { PullRequest, Review } from '../model/pulls.ts';
import { protectionOf, type BranchProtection, type Repository } from '../model/repository.ts';

/** Whether someone could push, by account alone: an App by the permissions that it is registered with. */
export function accountMayPush({ store }: GitHubContext, account: Account, repository: Repository): boolean {
  if (account.id === store.actions.bot.id) return true;
  const app = store.apps.find((each) => each.bot.id === account.id);
  if (app) return app.permissions['contents'] === 'write';
  return hasRole(roleOf(store, account, repository), 'write');
}

/** The last approval, rejection or dismissal of each reviewer, by when they first reviewed. */
export function opinionatedReviews(pull: PullRequest): readonly Review[] {
  const latest = new Map<number, Review>();
  for (const review of pull.reviews)
    if (['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED'].includes(review.state)) latest.set(review.author.id, review);
  return [...latest.values()];
}

function countedReviews(context: GitHubContext, pull: PullRequest, protection: BranchProtection): readonly Review[] {
  return opinionatedReviews(pull).filter(
    ({ author }) =>
      accountMayPush(context, author, pull.repository) &&
      (author.kind === 'User' || context.rules.appApprovalsCount) &&
      !(protection.requireLastPushApproval && author.id === pull.lastPusher.id),
  );
}

export type ReviewDecision = 'APPROVED' | 'CHANGES_REQUESTED' | 'REVIEW_REQUIRED';

/** Null where no rule asks for reviews. */
export function reviewDecision(context: GitHubContext, pull: PullRequest): ReviewDecision | null {
  const protection = protectionOf(pull.repository, pull.baseBranch);
  if (!protection || protection.requiredApprovals === 0) return null;
  const reviews = countedReviews(context, pull, protection);
  if (reviews.some((review) => review.state === 'CHANGES_REQUESTED')) return 'CHANGES_REQUESTED';
  const approvals = reviews.filter((review) => review.state === 'APPROVED').length;
  return approvals >= protection.requiredApprovals ? 'APPROVED' : 'REVIEW_REQUIRED';
}

/** The state of every context of a commit, the newest report of each. */
export function contextStates(repository: Repository, sha: string): ReadonlyMap<string, string> {
  const states = new Map<string, string>();
  for (const status of repository.statuses.get(sha) ?? []) states.set(status.context, status.state);
  for (const check of repository.checkRuns.filter((each) => each.headSha === sha)) {
    const passed = check.conclusion !== null && ['success', 'skipped', 'neutral'].includes(check.conclusion);
    const ended = passed ? 'success' : 'failure';
    states.set(check.name, check.conclusion === null ? 'pending' : ended);
  }
  return states;
}

export function bypasses({ store }: GitHubContext, protection: BranchProtection, repository: Repository, by: Actor) {
  if (by.kind === 'installation') return protection.bypassApps.includes(by.installation.app.slug);
  return by.kind === 'user' && !protection.enforceAdmins && roleOf(store, by.account, repository) === 'admin';
}

/** Whether the branch takes commits from this identity at all; people and bypasses are bound as well. */
export const mayUpdate = ({ updatesBy }: BranchProtection, by: Actor): boolean =>
  updatesBy === null || (by.kind === 'installation' && updatesBy.includes(by.installation.app.slug));

/** GitHub's words for who is not let through. */
export const updateRestricted = 'Cannot update this protected ref.';

/** What the base branch's rules still ask of this pull request, in GitHub's words. */
export function unmetRules(context: GitHubContext, pull: PullRequest): readonly string[] {
  const protection = protectionOf(pull.repository, pull.baseBranch);
  if (!protection) return [];
  const decision = reviewDecision(context, pull);
  const unmet: string[] = [];
  if (decision === 'REVIEW_REQUIRED') unmet.push(approvalsRequired(protection.requiredApprovals));
  if (decision === 'CHANGES_REQUESTED') unmet.push('Changes have been requested by reviewers with write access.');
  const states = contextStates(pull.repository, pull.headOid);
  for (const required of protection.requiredContexts) {
    const state = states.get(required);
    if (state === undefined) unmet.push(`Required status check "${required}" is expected.`);
    else if (state !== 'success')
      unmet.push(`Required status check "${required}" is ${state === 'pending' ? 'pending' : 'failing'}.`);
  }
  return unmet;
}

function approvalsRequired(count: number): string {
  const are = count === 1 ? 'approving review is' : 'approving reviews are';
  return `At least ${count} ${are} required by reviewers with write access.`;
}

export type MergeState = 'CLEAN' | 'UNSTABLE' | 'BLOCKED' | 'DIRTY' | 'DRAFT' | 'UNKNOWN';

export function mergeState(context: GitHubContext, pull: PullRequest, mergeable: boolean): MergeState {
  if (pull.state !== 'OPEN' || context.rules.mergeabilityUnknown) return 'UNKNOWN';
  if (!mergeable) return 'DIRTY';
  if (pull.draft) return 'DRAFT';
  if (unmetRules(context, pull).length > 0) return 'BLOCKED';
  const states = [...contextStates(pull.repository, pull.headOid).values()];
  return states.every((state) => state === 'success') ? 'CLEAN' : 'UNSTABLE';
}
