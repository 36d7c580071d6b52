import type { GitHubContext } from '../context.ts';
import { mergedTree } from '../git/merge.ts';
import type { Commit, CommitDraft } from '../git/objects.ts';
import { RefConflict } from '../git/refs.ts';
import type { Actor } from '../identity/identity.ts';
import type { MergeMethod, PullRequest } from '../model/pulls.ts';
import { protectionOf } from '../model/repository.ts';
import { settle } from '../push.ts';
import { Refusal } from '../refusal.ts';
import { bypasses, mayUpdate, unmetRules, updateRestricted } from './protection.ts';
import { emitPull } from './pull-events.ts';
import { pullCommits } from './pull-facts.ts';
import { personOf, webFlow } from './web-flow.ts';

export interface MergeRequest {
  readonly method: MergeMethod;
  /** The head that the caller means. */
  readonly sha?: string;
  readonly title?: string;
  readonly message?: string;
}

const notAllowed = (message: string): Refusal => new Refusal(405, 'UNPROCESSABLE', message);

/**
 * Merges now, or says why not with the codes of `PUT /repos/{owner}/{repo}/pulls/{number}/merge`. There is no
 * precondition on the base, except that it must not move while this works.
 * @returns the commit that the base branch is at
 */
export async function mergePull(
  context: GitHubContext,
  pull: PullRequest,
  request: MergeRequest,
  by: Actor,
): Promise<string> {
  const { repository } = pull;
  const { git } = repository;
  const base = git.branch(pull.baseBranch);
  const head = pull.headOid;
  if (pull.state !== 'OPEN' || base === null) throw notAllowed('Pull Request is not mergeable');
  if (request.sha !== undefined && request.sha !== head)
    throw new Refusal(409, 'UNPROCESSABLE', 'Head branch was modified. Review and try the merge again.');
  if (pull.draft) throw notAllowed('Pull Request is still a draft');
  refuseMethod(pull, request.method);
  const tree = await mergedTree(git, base, head);
  if (tree === null) throw notAllowed('Pull Request is not mergeable');
  refuseByRules(context, pull, by);
  await context.rules.beforeMerge?.(pull);
  const after = await writeMerge(context, pull, { request, base, head, tree, by });
  if (pull.headOid !== head)
    throw new Refusal(409, 'UNPROCESSABLE', 'Head branch was modified. Review and try the merge again.');
  const changes = await git.refs
    .update([{ name: `refs/heads/${pull.baseBranch}`, before: base, after }])
    .catch((cause: unknown) => {
      if (cause instanceof RefConflict) throw notAllowed('Base branch was modified. Review and try the merge again.');
      throw cause;
    });
  markMerged(context, pull, { base, after, by });
  await settle(context, repository, changes, by);
  await emitPull(context, pull, 'closed', by);
  if (repository.settings.deleteBranchOnMerge) await deleteHead(context, pull, head, by);
  return after;
}

function refuseMethod({ repository: { settings } }: PullRequest, method: MergeMethod): void {
  if (method === 'squash' && !settings.allowSquashMerge)
    throw notAllowed('Squash merges are not allowed on this repository.');
  if (method === 'merge' && !settings.allowMergeCommit)
    throw notAllowed('Merge commits are not allowed on this repository.');
  if (method === 'rebase' && !settings.allowRebaseMerge)
    throw notAllowed('Rebase merges are not allowed on this repository.');
}

function refuseByRules(context: GitHubContext, pull: PullRequest, by: Actor): void {
  const protection = protectionOf(pull.repository, pull.baseBranch);
  if (!protection) return;
  const restricted = mayUpdate(protection, by) ? [] : [updateRestricted];
  const unmet = [
    ...restricted,
    ...(bypasses(context, protection, pull.repository, by) ? [] : unmetRules(context, pull)),
  ];
  if (unmet.length > 0) throw notAllowed(`Repository rule violations found\n\n${unmet.join('\n\n')}\n\n`);
}

interface MergePlan {
  readonly request: MergeRequest;
  readonly base: string;
  readonly head: string;
  readonly tree: string;
  readonly by: Actor;
}

async function writeMerge(context: GitHubContext, pull: PullRequest, plan: MergePlan): Promise<string> {
  const { git } = pull.repository;
  const { request, base, head, tree, by } = plan;
  const now = context.clock.now();
  const commits = await pullCommits(pull);
  switch (request.method) {
    case 'merge': {
      const title =
        request.title ?? `Merge pull request #${pull.number} from ${pull.headOwner.login}/${pull.headBranch}`;
      const message = messageOf(title, request.message ?? pull.title);
      const author = personOf(by.account, now);
      return git.writeCommit({ tree, parents: [base, head], author, committer: webFlow(now), message }, context.signer);
    }
    case 'squash': {
      const defaults = squashDefaults(pull, commits);
      const message = messageOf(request.title ?? defaults.title, request.message ?? defaults.message);
      const author = personOf(pull.author, now);
      return git.writeCommit({ tree, parents: [base], author, committer: webFlow(now), message }, context.signer);
    }
    case 'rebase':
      return rebase(context, pull, base, commits);
  }
}

function squashDefaults(pull: PullRequest, commits: readonly Commit[]): { title: string; message: string } {
  const [only, ...more] = commits;
  if (only && more.length === 0) {
    const [title = '', ...rest] = only.message.trimEnd().split('\n');
    return { title: `${title} (#${pull.number})`, message: rest.join('\n').trim() };
  }
  const message = commits.map((commit) => `* ${commit.message.trimEnd()}`).join('\n\n');
  return { title: `${pull.title} (#${pull.number})`, message };
}

const messageOf = (title: string, message: string): string => (message === '' ? title : `${title}\n\n${message}`);

/** Replays the commits one by one; GitHub does not sign these. */
async function rebase(
  context: GitHubContext,
  pull: PullRequest,
  base: string,
  commits: readonly Commit[],
): Promise<string> {
  const { git } = pull.repository;
  let onto = base;
  for (const commit of commits.filter((each) => each.parents.length < 2)) {
    const tree = await mergedTree(git, onto, commit.oid);
    if (tree === null) throw notAllowed('Pull Request is not mergeable');
    const { author, message } = commit;
    const draft: CommitDraft = { tree, parents: [onto], author, committer: webFlow(context.clock.now()), message };
    onto = await git.writeCommit(draft);
  }
  return onto;
}

function markMerged(
  context: GitHubContext,
  pull: PullRequest,
  merged: { readonly base: string; readonly after: string; readonly by: Actor },
): void {
  const now = context.clock.now();
  pull.state = 'MERGED';
  pull.baseOid = merged.base;
  pull.mergeCommit = merged.after;
  pull.mergedAt = now;
  pull.closedAt = now;
  pull.updatedAt = now;
  pull.mergedBy = merged.by.account;
  pull.autoMerge = null;
}

async function deleteHead(context: GitHubContext, pull: PullRequest, head: string, by: Actor): Promise<void> {
  const { git } = pull.repository;
  if (pull.headRepository !== pull.repository || git.branch(pull.headBranch) !== head) return;
  const changes = await git.refs.update([{ name: `refs/heads/${pull.headBranch}`, before: head, after: null }]);
  await settle(context, pull.repository, changes, by);
}
