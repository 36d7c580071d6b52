import type { GitHubContext } from '../context.ts';
import { bringOver } from '../git/bring-over.ts';
import { isAncestor } from '../git/history.ts';
import { mergedTree } from '../git/merge.ts';
import type { RefChange } from '../git/refs.ts';
import type { Actor } from '../identity/identity.ts';
import type { PullRequest } from '../model/pulls.ts';
import { protectionOf, type Repository } from '../model/repository.ts';
import { emitPull } from './pull-events.ts';

/** Lets open pull requests follow branches that moved. */
export async function followRefs(
  context: GitHubContext,
  repository: Repository,
  changes: readonly RefChange[],
  by: Actor,
): Promise<void> {
  const all = context.store.repositories.flatMap(({ pulls }) => pulls).filter((pull) => pull.state === 'OPEN');
  const fromHere = all.filter((pull) => pull.headRepository === repository);
  const toHere = all.filter((pull) => pull.repository === repository);
  for (const { name, before, after } of changes) {
    for (const pull of fromHere.filter((each) => name === `refs/heads/${each.headBranch}`))
      await followHead(context, pull, after, by);
    for (const pull of toHere.filter((each) => name === `refs/heads/${each.baseBranch}`))
      if (after !== null) await noticeMerge(context, pull, { before, after }, by);
  }
}

async function followHead(context: GitHubContext, pull: PullRequest, after: string | null, by: Actor): Promise<void> {
  const { git } = pull.repository;
  const base = git.branch(pull.baseBranch);
  if (after === null) return endPull(context, pull, by);
  if (pull.headRepository && pull.headRepository !== pull.repository)
    await bringOver(pull.headRepository.git, git, after);
  const before = pull.headOid;
  if (!(await isAncestor(git, before, after))) pull.timeline.push('HeadRefForcePushedEvent');
  pull.headOid = after;
  pull.updatedAt = context.clock.now();
  pull.lastPusher = by.account;
  await git.refs.update([{ name: `refs/pull/${pull.number}/head`, before: undefined, after }]);
  if (base !== null && (await isAncestor(git, after, base))) return endPull(context, pull, by);
  await moveReviews(context, pull, before, after);
  pull.baseOid = base ?? pull.baseOid;
  await emitPull(context, pull, 'synchronize', by, { before, after });
}

/**
 * Approvals move along where the new head only merges the base in; otherwise they stay on the commit that they were given
 * for, or are dismissed where the branch asks for that.
 */
async function moveReviews(context: GitHubContext, pull: PullRequest, before: string, after: string): Promise<void> {
  const approvals = pull.reviews.filter((review) => review.state === 'APPROVED');
  if (await onlyMergesBase(pull, before, after)) {
    if (!context.rules.repointApprovals) return;
    for (const review of approvals) if (review.commit === before) review.commit = after;
    return;
  }
  if (!protectionOf(pull.repository, pull.baseBranch)?.dismissStaleReviews) return;
  for (const review of approvals) review.state = 'DISMISSED';
}

async function onlyMergesBase(pull: PullRequest, before: string, after: string): Promise<boolean> {
  const { git } = pull.repository;
  const commit = await git.mustCommit(after);
  const [first, second, ...more] = commit.parents;
  const base = git.branch(pull.baseBranch);
  if (first !== before || second === undefined || more.length > 0 || base === null) return false;
  return (await isAncestor(git, second, base)) && (await mergedTree(git, before, second)) === commit.tree;
}

/** A base that got hold of the head by a push has merged the pull request. */
async function noticeMerge(
  context: GitHubContext,
  pull: PullRequest,
  base: { readonly before: string | null; readonly after: string },
  by: Actor,
): Promise<void> {
  if (pull.state !== 'OPEN' || !(await isAncestor(pull.repository.git, pull.headOid, base.after))) return;
  pull.baseOid = base.before ?? pull.baseOid;
  pull.state = 'MERGED';
  pull.mergeCommit = pull.headOid;
  pull.mergedAt = context.clock.now();
  pull.closedAt = pull.mergedAt;
  pull.mergedBy = by.account;
  pull.updatedAt = pull.mergedAt;
  await emitPull(context, pull, 'closed', by);
}

/** Closes without merging. */
export async function endPull(context: GitHubContext, pull: PullRequest, by: Actor): Promise<void> {
  pull.baseOid = pull.repository.git.branch(pull.baseBranch) ?? pull.baseOid;
  pull.state = 'CLOSED';
  pull.closedAt = context.clock.now();
  pull.updatedAt = pull.closedAt;
  pull.autoMerge = null;
  await emitPull(context, pull, 'closed', by);
}
