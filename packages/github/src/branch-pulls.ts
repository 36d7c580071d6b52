import * as v from 'valibot';
import { account } from './answers.ts';
import { GitHubError } from './github-error.ts';

/** A branch has at most one open pull request to each base. */
const basesPerBranch = 20;

/**
 * Open pull requests from a branch of this repository. Asked of the ref itself: a search by name would also find those
 * that forks open from branches of the same name, and could be flooded with them.
 */
export const branchPullFields = `associatedPullRequests(states: OPEN, first: ${basesPerBranch}) {
  totalCount nodes { id number url title body baseRefName author { __typename login } }
}`;

export const branchPull = v.object({
  id: v.string(),
  number: v.number(),
  url: v.string(),
  title: v.string(),
  body: v.string(),
  baseRefName: v.string(),
  author: account,
});

export const branchPulls = v.object({ totalCount: v.number(), nodes: v.array(branchPull) });

/**
 * The one open pull request from a branch to the base branch.
 *
 * @throws GitHubError `GITHUB_BRANCH_TAKEN` where there are others only: the branch is then no left-over to be replaced.
 */
export function pullTo(
  base: string,
  branch: string,
  pulls: v.InferOutput<typeof branchPulls>,
): v.InferOutput<typeof branchPull> | undefined {
  if (pulls.nodes.length < pulls.totalCount) {
    throw new GitHubError('GITHUB_TOO_MUCH', `branch ${branch} has ${pulls.totalCount} open pull requests`, {
      next: 'Close all but the one to the base branch.',
    });
  }
  const [other] = pulls.nodes;
  const pull = pulls.nodes.find(({ baseRefName }) => baseRefName === base);
  if (pull !== undefined || other === undefined) return pull;
  const found = `branch ${branch} carries pull request #${other.number} to ${other.baseRefName}, not to ${base}`;
  throw new GitHubError('GITHUB_BRANCH_TAKEN', found, { next: 'Merge or close that pull request first.' });
}
