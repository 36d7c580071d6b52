import {
  sameLogin,
  type CommitOid,
  type MergeResult,
  type PullRequest,
  type PullRequestMerger,
} from '@bitvault/promotion';
import * as v from 'valibot';
import { account, commitOid } from './answers.ts';
import { answerInvalid, type GitHubConnection } from './connection.ts';
import { GitHubError, isUnclear } from './github-error.ts';
import { approve, withdrawApprovals } from './own-approvals.ts';
import { deleteBranch } from './refs.ts';

/** Approves and merges with the identity behind the connection's token. */
export function pullRequestMerger(connection: GitHubConnection): PullRequestMerger {
  return {
    approve: (pull, body) => approve(connection, pull, body),
    merge: async (pull, commit) => {
      const result = await merge(connection, pull, commit);
      if (result.kind === 'merged') await deleteBranch(connection, pull.headBranch, pull.head);
      if (result.kind === 'head-moved') await withdrawApprovals(connection, pull);
      return result;
    },
    hasMerged: (pull) => hasMerged(connection, pull.number),
    deleteBranch: (pull) => deleteBranch(connection, pull.headBranch, pull.head),
  };
}

type Mergeable = Pick<PullRequest, 'number' | 'head' | 'headBranch'>;

const mergeAnswer = v.object({ merged: v.literal(true), sha: commitOid });

async function merge(
  connection: GitHubConnection,
  { number, head }: Mergeable,
  commit: { readonly title: string; readonly message: string },
): Promise<MergeResult> {
  const route = 'PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge';
  const parameters = {
    pull_number: number,
    sha: head,
    merge_method: 'squash',
    commit_title: commit.title,
    commit_message: commit.message,
  };
  try {
    const { sha } = await connection.rest('once', route, parameters, mergeAnswer);
    return { kind: 'merged', commit: sha };
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    return afterFailure(error, await readOutcome(connection, number), head);
  }
}

interface Outcome {
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED';
  readonly head: CommitOid;
  readonly mergeCommit: CommitOid | null;
}

const outcomeAnswer = v.object({
  repository: v.object({
    pullRequest: v.object({
      state: v.picklist(['OPEN', 'CLOSED', 'MERGED']),
      headRefOid: commitOid,
      mergeCommit: v.nullable(v.object({ oid: commitOid })),
    }),
  }),
});

async function readOutcome(connection: GitHubConnection, number: number): Promise<Outcome> {
  const { owner, name } = connection;
  const title = 'query MergeOutcome';
  const text = `${title}($owner: String!, $name: String!, $number: Int!) {
    repository(owner: $owner, name: $name) {
      pullRequest(number: $number) { state headRefOid mergeCommit { oid } }
    }
  }`;
  const { data } = await connection.query({ title, text, variables: { owner, name, number } }, outcomeAnswer);
  const { state, headRefOid, mergeCommit } = data.repository.pullRequest;
  return { state, head: headRefOid, mergeCommit: mergeCommit?.oid ?? null };
}

/** GitHub can say that it did not merge what it has merged: what is there now goes before what was said. */
function afterFailure(failure: GitHubError, now: Outcome, head: CommitOid): MergeResult {
  if (now.head !== head) return { kind: 'head-moved' };
  switch (now.state) {
    case 'MERGED':
      if (now.mergeCommit === null) throw answerInvalid('the merge', 'GitHub names no merge commit yet');
      return { kind: 'merged', commit: now.mergeCommit };
    case 'CLOSED':
      return { kind: 'forbidden', message: 'the pull request is closed' };
    case 'OPEN':
      return refusal(failure);
  }
}

/** What GitHub says with a 405 when the same merge may succeed a moment later. */
const passing = /^(?:Base branch was modified|Pull Request is not mergeable)/i;

function refusal(failure: GitHubError): MergeResult {
  // A merge of which nothing was heard may yet land: the caller looks again and judges again.
  if (isUnclear(failure)) return { kind: 'base-moved' };
  if (failure.status === 409) return { kind: 'head-moved' };
  if (failure.status !== 405) throw failure;
  return passing.test(failure.answer) ? { kind: 'base-moved' } : { kind: 'forbidden', message: failure.answer };
}

const mergedByAnswer = v.object({
  viewer: v.object({ login: v.string() }),
  repository: v.object({ pullRequest: v.object({ mergedBy: account }) }),
});

/** GitHub gives an App as `viewer` with the login that REST gives it, `[bot]` included. */
async function hasMerged(connection: GitHubConnection, number: number): Promise<boolean> {
  const { owner, name } = connection;
  const title = 'query MergedBy';
  const text = `${title}($owner: String!, $name: String!, $number: Int!) {
    viewer { login }
    repository(owner: $owner, name: $name) { pullRequest(number: $number) { mergedBy { __typename login } } }
  }`;
  const { data } = await connection.query({ title, text, variables: { owner, name, number } }, mergedByAnswer);
  const { mergedBy } = data.repository.pullRequest;
  return mergedBy !== null && sameLogin(mergedBy.login, data.viewer.login);
}
