import { diffTrees, type FileChange } from '../git/diff.ts';
import { commitsBetween, mergeBase } from '../git/history.ts';
import { mergedTree } from '../git/merge.ts';
import type { Commit } from '../git/objects.ts';
import type { GitHubContext } from '../context.ts';
import type { PullRequest } from '../model/pulls.ts';
import { webFlow } from './web-flow.ts';

/** The base that a pull request is compared with: the branch while it is open, where it stood when it ended after that. */
export const comparedBase = (pull: PullRequest): string =>
  pull.state === 'OPEN' ? (pull.repository.git.branch(pull.baseBranch) ?? pull.baseOid) : pull.baseOid;

export const pullCommits = (pull: PullRequest): Promise<Commit[]> =>
  commitsBetween(pull.repository.git, comparedBase(pull), pull.headOid);

/** Against the point where the branches parted, as GitHub shows it. */
export async function pullFiles(pull: PullRequest): Promise<readonly FileChange[]> {
  const { git } = pull.repository;
  const base = comparedBase(pull);
  const common = (await mergeBase(git, base, pull.headOid)) ?? base;
  return diffTrees(git, common, pull.headOid);
}

/** Merges in advance, as GitHub does, and moves `refs/pull/<n>/merge` there. Null where the branches conflict. */
export async function testMerge(context: GitHubContext, pull: PullRequest): Promise<string | null> {
  const { git } = pull.repository;
  const base = comparedBase(pull);
  if (pull.testMerge?.base === base && pull.testMerge.head === pull.headOid) return pull.testMerge.commit;
  const head = pull.headOid;
  const tree = await mergedTree(git, base, head);
  const by = webFlow(context.clock.now());
  const message = `Merge ${head} into ${base}`;
  const commit = tree && (await git.writeCommit({ tree, parents: [base, head], author: by, committer: by, message }));
  if (commit !== null)
    await git.refs.update([{ name: `refs/pull/${pull.number}/merge`, before: undefined, after: commit }]);
  pull.testMerge = { base, head, commit };
  return commit;
}

export async function isMergeable(pull: PullRequest): Promise<boolean> {
  return (await mergedTree(pull.repository.git, comparedBase(pull), pull.headOid)) !== null;
}
