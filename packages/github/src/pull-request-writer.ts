import type { PullRequest, PullRequestWriter } from '@bitvault/promotion';
import * as v from 'valibot';
import { absent } from './answers.ts';
import type { GitHubConnection } from './connection.ts';
import { GitHubError, isUnclear } from './github-error.ts';
import { propose } from './propose.ts';
import { queryVariables } from './query-variables.ts';
import { deleteBranch, readRepositoryId, updateRefField } from './refs.ts';

/** Writes pull requests with the identity behind the connection's token. */
export function pullRequestWriter(connection: GitHubConnection): PullRequestWriter {
  return {
    propose: (state, proposal) => propose(connection, state, proposal),
    close: (pull, comment) => close(connection, pull, comment),
  };
}

type Closable = Pick<PullRequest, 'id' | 'number' | 'headBranch' | 'head'>;

/** Closes, says why and deletes the branch in one request: with more, a run that dies in between would leave it undone. */
async function close(connection: GitHubConnection, pull: Closable, comment: string): Promise<void> {
  const before = await readStanding(connection, pull, comment);
  if (!before.open) return deleteBranch(connection, pull.headBranch, pull.head);
  const failure = await tryToClose(connection, pull, before.said ? null : comment);
  if (failure === null) return;
  const now = await readStanding(connection, pull, comment);
  // A branch that is not deleted has moved on, or is replaced by the next proposal.
  if (now.open || !now.said) throw failure;
}

const closeAnswer = v.object({ closed: absent, said: absent, deleted: absent });

/** What went wrong, as far as GitHub says; a part may have taken effect. */
async function tryToClose(
  connection: GitHubConnection,
  { id, headBranch, head }: Closable,
  comment: string | null,
): Promise<GitHubError | null> {
  const variables = queryVariables();
  const repositoryId = await readRepositoryId(connection);
  const closed = `closePullRequest(input: ${variables.add('ClosePullRequestInput!', { pullRequestId: id })}) { clientMutationId }`;
  const said =
    comment === null
      ? ''
      : `said: addComment(input: ${variables.add('AddCommentInput!', { subjectId: id, body: comment })}) { clientMutationId }`;
  const deleted = updateRefField(repositoryId, { branch: headBranch, from: head, to: null }, variables);
  const title = 'mutation ClosePullRequest';
  const text = `${variables.head(title)} { closed: ${closed} ${said} deleted: ${deleted} }`;
  try {
    return (await connection.mutate({ title, text, variables: variables.values }, closeAnswer)).failure;
  } catch (error) {
    if (error instanceof GitHubError && isUnclear(error)) return error;
    throw error;
  }
}

interface Standing {
  readonly open: boolean;
  /** Whether this identity has said the same thing among the last comments. */
  readonly said: boolean;
}

const standingAnswer = v.object({
  repository: v.object({
    pullRequest: v.object({
      state: v.string(),
      comments: v.object({ nodes: v.array(v.object({ viewerDidAuthor: v.boolean(), body: v.string() })) }),
    }),
  }),
});

async function readStanding(
  connection: GitHubConnection,
  { number }: Pick<Closable, 'number'>,
  comment: string,
): Promise<Standing> {
  const { owner, name } = connection;
  const title = 'query PullRequestStanding';
  const text = `${title}($owner: String!, $name: String!, $number: Int!) {
    repository(owner: $owner, name: $name) {
      pullRequest(number: $number) { state comments(last: 20) { nodes { viewerDidAuthor body } } }
    }
  }`;
  const { data } = await connection.query({ title, text, variables: { owner, name, number } }, standingAnswer);
  const { state, comments } = data.repository.pullRequest;
  return { open: state === 'OPEN', said: comments.nodes.some((said) => said.viewerDidAuthor && said.body === comment) };
}
