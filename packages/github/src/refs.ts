import type { CommitOid } from '@bitvault/promotion';
import * as v from 'valibot';
import { absent } from './answers.ts';
import type { GitHubConnection } from './connection.ts';
import { GitHubError } from './github-error.ts';
import { queryVariables, type QueryVariables } from './query-variables.ts';

/** `updateRefs` reads it as "must not exist" before and "delete" after (docs.github.com, RefUpdate). */
const noCommit = '0'.repeat(40);

export interface RefMove {
  readonly branch: string;
  /** Where it must stand; null where it must not exist. */
  readonly from: CommitOid | null;
  /** Where it shall stand; null deletes it. */
  readonly to: CommitOid | null;
}

/** A compare-and-swap of one branch, never forced: the only such operation that GitHub has. */
export function updateRefField(repositoryId: string, move: RefMove, variables: QueryVariables): string {
  const input = {
    repositoryId,
    refUpdates: [
      {
        name: `refs/heads/${move.branch}`,
        beforeOid: move.from ?? noCommit,
        afterOid: move.to ?? noCommit,
        force: false,
      },
    ],
  };
  return `updateRefs(input: ${variables.add('UpdateRefsInput!', input)}) { clientMutationId }`;
}

/** Deletes a branch if it still stands at `from`; one that moved on, or is gone, is somebody else's business. */
export async function deleteBranch(connection: GitHubConnection, branch: string, from: CommitOid): Promise<void> {
  try {
    const variables = queryVariables();
    const field = updateRefField(await readRepositoryId(connection), { branch, from, to: null }, variables);
    const title = 'mutation DeleteBranch';
    const text = `${variables.head(title)} { deleted: ${field} }`;
    await connection.mutate({ title, text, variables: variables.values }, v.object({ deleted: absent }));
  } catch (error) {
    // A branch that is left over is replaced by the next proposal; what it was left over from has succeeded.
    if (!(error instanceof GitHubError)) throw error;
  }
}

const idAnswer = v.object({ repository: v.object({ id: v.string() }) });

/** Its node id, which most reads tell in passing. */
export async function readRepositoryId(connection: GitHubConnection): Promise<string> {
  if (connection.recollection.repositoryId !== null) return connection.recollection.repositoryId;
  const { owner, name } = connection;
  const title = 'query RepositoryId';
  const text = `${title}($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { id } }`;
  const { data } = await connection.query({ title, text, variables: { owner, name } }, idAnswer);
  connection.recollection.repositoryId = data.repository.id;
  return data.repository.id;
}
