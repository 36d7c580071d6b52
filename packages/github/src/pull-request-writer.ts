import type { PullRequest, PullRequestWriter } from '@bitvault/promotion';
import * as v from 'valibot';
import { absent } from './answers.ts';
import type { GitHubConnection } from './connection.ts';
import { isUnclear } from './github-error.ts';
import { propose } from './propose.ts';
import { deleteBranch } from './refs.ts';

/** Writes pull requests with the identity behind the connection's token. */
export function pullRequestWriter(connection: GitHubConnection): PullRequestWriter {
  return {
    propose: (state, proposal) => propose(connection, state, proposal),
    close: async (pull, comment) => {
      await close(connection, pull, comment);
      await deleteBranch(connection, pull.headBranch, pull.head);
    },
  };
}

type Closable = Pick<PullRequest, 'id' | 'number'>;

/** Closes and says why, in one request: with two, a run that dies in between would leave it unsaid. */
async function close(connection: GitHubConnection, pull: Closable, comment: string): Promise<void> {
  const before = await readStanding(connection, pull, comment);
  if (!before.open) return;
  const subject = before.said ? '' : 'said: addComment(input: $comment) { clientMutationId }';
  const declared = before.said ? '' : ', $comment: AddCommentInput!';
  const title = 'mutation ClosePullRequest';
  const text = `${title}($close: ClosePullRequestInput!${declared}) {
    closed: closePullRequest(input: $close) { clientMutationId } ${subject}
  }`;
  const variables = {
    close: { pullRequestId: pull.id },
    ...(before.said ? {} : { comment: { subjectId: pull.id, body: comment } }),
  };
  try {
    const { failure } = await connection.mutate({ title, text, variables }, v.object({ closed: absent, said: absent }));
    if (failure !== null) throw failure;
  } catch (error) {
    if (!isUnclear(error)) throw error;
    const now = await readStanding(connection, pull, comment);
    if (now.open) throw error;
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

async function readStanding(connection: GitHubConnection, { number }: Closable, comment: string): Promise<Standing> {
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
