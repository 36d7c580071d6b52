import type { CommitOid, FileVersion, PromotionStateReader } from '@bitvault/promotion';
import * as v from 'valibot';
import { versions, versionsField } from './base-facts.ts';
import type { GitHubConnection } from './connection.ts';
import { readFurther } from './further-reader.ts';
import { readLook, readStateOfMerge } from './look-reader.ts';
import { readProposalState } from './proposal-reader.ts';
import { queryVariables, repositoryField } from './query-variables.ts';
import { readState, readStateOfPull } from './state-reader.ts';

/** Reads promotions from the base `branch`, or the default branch. Everything of a decision is read at one commit. */
export function promotionStateReader(
  connection: GitHubConnection,
  { branch }: { readonly branch?: string } = {},
): PromotionStateReader {
  return {
    proposal: (environment, head) => readProposalState(connection, branch, environment, head),
    state: () => readState(connection, branch),
    stateOfPull: (number) => readStateOfPull(connection, branch, number),
    look: (judged, merge) => readLook(connection, judged, merge),
    stateOfMerge: (judged, merge) => readStateOfMerge(connection, judged, merge),
    further: (base, wanted) => readFurther(connection, base, wanted),
    versions: (path, base, limit) => readVersions(connection, path, base, limit),
  };
}

/** GraphQL gives at most this many at once. */
const versionsPerRequest = 100;

const answer = v.object({ repository: v.object({ base: v.object({ history: versions }) }) });

async function readVersions(
  connection: GitHubConnection,
  path: string,
  base: CommitOid,
  limit: number,
): Promise<readonly FileVersion[]> {
  const variables = queryVariables();
  const title = 'query FileVersions';
  const history = versionsField(path, Math.min(limit, versionsPerRequest), variables);
  const at = `object(oid: ${variables.add('GitObjectID!', base)})`;
  const field = `${repositoryField(connection, variables)} { base: ${at} { ... on Commit { ${history} } } }`;
  const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
  const { data } = await connection.query(document, answer);
  return data.repository.base.history.nodes;
}
