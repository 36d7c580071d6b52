import { setTimeout as sleep } from 'node:timers/promises';
import type { CommitOid, Proposal, ProposalState, ProposeResult } from '@bitvault/promotion';
import * as v from 'valibot';
import { absent, commitOid } from './answers.ts';
import { blockage } from './blocking-branch.ts';
import { commitFiles } from './commit-files.ts';
import { answerInvalid, type GitHubConnection } from './connection.ts';
import { GitHubError, isUnclear } from './github-error.ts';
import { branchPullFields, branchPulls, pullTo, type branchPull } from './branch-pulls.ts';
import { queryVariables, repositoryField, type QueryVariables } from './query-variables.ts';
import { updateRefField } from './refs.ts';

/** See `PullRequestWriter.propose`. */
export async function propose(
  connection: GitHubConnection,
  state: ProposalState,
  proposal: Proposal,
): Promise<ProposeResult> {
  const head = await commitFiles(connection, state.base, proposal, parentsOf(state));
  const attempt = { connection, state, proposal, head };
  let failure: GitHubError;
  try {
    const written = await write(attempt);
    if (written.kind === 'landed') return landed(attempt, written);
    failure = written.failure;
  } catch (error) {
    if (!(error instanceof GitHubError) || !isUnclear(error)) throw error;
    failure = error;
  }
  return settle(attempt, failure);
}

interface Attempt {
  readonly connection: GitHubConnection;
  readonly state: ProposalState;
  readonly proposal: Proposal;
  /** The commit that is to become the branch's head. */
  readonly head: CommitOid;
}

/**
 * A branch is only ever appended to, and always ends on top of the base. One without a pull request is left over from an
 * earlier life and is created again.
 */
function parentsOf({ base, head, pull }: ProposalState): readonly CommitOid[] {
  if (head === null || pull === null) return [base.oid];
  return head.parents.includes(base.oid) ? [head.oid] : [head.oid, base.oid];
}

const writtenPull = v.nullish(
  v.object({ pullRequest: v.nullable(v.object({ number: v.number(), url: v.string(), state: v.string() })) }),
);
const writeAnswer = v.object({ cleared: absent, moved: absent, pull: writtenPull });

interface PullAddress {
  readonly number: number;
  readonly url: string;
}

type Written =
  | ({ readonly kind: 'landed' } & PullAddress)
  | { readonly kind: 'doubtful'; readonly failure: GitHubError };

/** Moves the branch and writes the pull request in one request. Fields run in order, but one that fails stops no other. */
async function write({ connection, state, proposal, head }: Attempt): Promise<Written> {
  const { branch } = proposal;
  const { repositoryId } = state.base;
  const variables = queryVariables();
  const leftOver = state.pull === null ? (state.head?.oid ?? null) : null;
  const cleared =
    leftOver === null
      ? ''
      : `cleared: ${updateRefField(repositoryId, { branch, from: leftOver, to: null }, variables)}`;
  const from = state.pull === null ? null : (state.head?.oid ?? null);
  const moved = `moved: ${updateRefField(repositoryId, { branch, from, to: head }, variables)}`;
  const pull = `pull: ${pullField({ state, proposal }, variables)}`;
  const title = 'mutation Propose';
  const text = `${variables.head(title)} { ${cleared} ${moved} ${pull} }`;
  const { data, failure } = await connection.mutate({ title, text, variables: variables.values }, writeAnswer);
  const written = data.pull?.pullRequest ?? null;
  if (failure === null && written?.state === 'OPEN')
    return { kind: 'landed', number: written.number, url: written.url };
  return { kind: 'doubtful', failure: failure ?? closedMeanwhile(branch) };
}

/** The texts of a pull request that is there, or a new one. */
function pullField({ state, proposal }: Pick<Attempt, 'state' | 'proposal'>, variables: QueryVariables): string {
  const { title, body, branch } = proposal;
  const selection = '{ pullRequest { number url state } }';
  if (state.pull !== null) {
    const input = { pullRequestId: state.pull.id, title, body };
    return `updatePullRequest(input: ${variables.add('UpdatePullRequestInput!', input)}) ${selection}`;
  }
  const { repositoryId, branch: base } = state.base;
  const input = { repositoryId, baseRefName: base, headRefName: branch, title, body, maintainerCanModify: false };
  return `createPullRequest(input: ${variables.add('CreatePullRequestInput!', input)}) ${selection}`;
}

const closedMeanwhile = (branch: string): GitHubError =>
  new GitHubError('GITHUB_REFUSED', `the pull request of ${branch} was closed meanwhile`, { next: 'Run again.' });

/** Reads may lag behind writes by a moment, and a new branch behind its pull request. */
const looks = 4;
const firstPause = 200;

/** What became of a write that failed, or of which nothing was heard, is told by what is there now and nothing else. */
async function settle(attempt: Attempt, reported: GitHubError): Promise<ProposeResult> {
  let failure = reported;
  let isThere = true;
  for (let look = 1; look <= looks; look += 1) {
    if (look > 1) await sleep(firstPause * 2 ** look);
    const now = await readBranch(attempt);
    if (now.head !== attempt.head) {
      if (hasMoved(attempt.state, now) || isUnclear(failure)) return raced(attempt, failure);
    } else if (now.pull !== undefined) {
      return landed(attempt, await describe(attempt, now.pull));
    } else if (attempt.state.pull !== null) {
      return raced(attempt, closedMeanwhile(attempt.proposal.branch));
    } else {
      const opened = await open(attempt);
      if (opened.kind === 'landed') return landed(attempt, opened);
      failure = opened.failure;
    }
    if (failure.code === 'GITHUB_DENIED') break;
    isThere = now.head !== null;
  }
  throw (isThere ? null : await blockage(attempt.connection, attempt.proposal.branch)) ?? failure;
}

interface BranchNow {
  readonly head: CommitOid | null;
  readonly pull: v.InferOutput<typeof branchPull> | undefined;
}

const branchAnswer = v.object({
  repository: v.object({
    head: v.nullable(v.object({ target: v.object({ oid: commitOid }), associatedPullRequests: branchPulls })),
  }),
});

async function readBranch({ connection, state, proposal }: Attempt): Promise<BranchNow> {
  const variables = queryVariables();
  const title = 'query ProposedBranch';
  const ref = `ref(qualifiedName: ${variables.add('String!', `refs/heads/${proposal.branch}`)})`;
  const field = `${repositoryField(connection, variables)} { head: ${ref} { target { oid } ${branchPullFields} } }`;
  const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
  const { data } = await connection.query(document, branchAnswer);
  const { head } = data.repository;
  if (head === null) return { head: null, pull: undefined };
  return { head: head.target.oid, pull: pullTo(state.base.branch, proposal.branch, head.associatedPullRequests) };
}

function hasMoved(before: ProposalState, now: BranchNow): boolean {
  return now.head !== (before.head?.oid ?? null) || now.pull?.id !== before.pull?.id;
}

function raced({ proposal }: Attempt, failure: GitHubError): ProposeResult {
  return { kind: 'raced', detail: `${proposal.branch} was written by another meanwhile (${failure.message})` };
}

function landed({ state, head }: Attempt, { number, url }: PullAddress): ProposeResult {
  return { kind: state.pull === null ? 'opened' : 'updated', number, url, head };
}

/** Another's write may have put its own texts over a branch that is ours. */
async function describe(
  { connection, proposal }: Attempt,
  pull: v.InferOutput<typeof branchPull>,
): Promise<PullAddress> {
  const { title: subject, body } = proposal;
  if (pull.title === subject && pull.body === body) return pull;
  const title = 'mutation DescribeProposal';
  const text = `${title}($input: UpdatePullRequestInput!) { pull: updatePullRequest(input: $input) { pullRequest { number url state } } }`;
  const input = { pullRequestId: pull.id, title: subject, body };
  const { failure } = await connection.mutate({ title, text, variables: { input } }, v.object({ pull: writtenPull }));
  if (failure !== null) throw failure;
  return pull;
}

async function open({ connection, state, proposal }: Attempt): Promise<Written> {
  const variables = queryVariables();
  const title = 'mutation OpenProposal';
  const field = `pull: ${pullField({ state, proposal }, variables)}`;
  const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
  try {
    const { data, failure } = await connection.mutate(document, v.object({ pull: writtenPull }));
    const pull = data.pull?.pullRequest ?? null;
    if (failure === null && pull !== null) return { kind: 'landed', number: pull.number, url: pull.url };
    return { kind: 'doubtful', failure: failure ?? answerInvalid(title, 'no pull request came of it') };
  } catch (error) {
    if (!(error instanceof GitHubError) || !isUnclear(error)) throw error;
    return { kind: 'doubtful', failure: error };
  }
}
