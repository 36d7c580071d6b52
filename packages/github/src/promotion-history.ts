import type { CommitOid, PromotionHistory, PromotionHistoryReader } from '@bitvault/promotion';
import * as v from 'valibot';
import { commitOid, timestamp, wholeSeconds } from './answers.ts';
import { answerInvalid, type GitHubConnection } from './connection.ts';
import { pageFields, pageInfo, readPages } from './pages.ts';
import { queryVariables, repositoryField } from './query-variables.ts';

/** GraphQL gives at most this many at once. */
const commitsPerRequest = 100;
const mostRequests = 10;

const page = v.object({
  repository: v.object({
    base: v.nullable(
      v.object({
        history: v.object({
          nodes: v.array(v.object({ oid: commitOid, committedDate: timestamp, message: v.string() })),
          pageInfo,
        }),
      }),
    ),
  }),
});

/** Reads what the commits of a branch say of themselves, a hundred a request. */
export function promotionHistoryReader(connection: GitHubConnection): PromotionHistoryReader {
  return { history: (base, since) => readHistory(connection, base, since) };
}

async function readHistory(connection: GitHubConnection, base: CommitOid, since: Date): Promise<PromotionHistory> {
  const { nodes, complete } = await readPages(title, { most: mostRequests }, (after) =>
    readPage(connection, base, since, after),
  );
  return {
    commits: nodes.map(({ oid, committedDate, message }) => ({ oid, committedAt: committedDate, message })),
    complete,
  };
}

const title = 'query PromotionHistory';

async function readPage(connection: GitHubConnection, base: CommitOid, since: Date, after: string | null) {
  const variables = queryVariables();
  const bounds = [
    `first: ${variables.add('Int!', commitsPerRequest)}`,
    `since: ${variables.add('GitTimestamp!', wholeSeconds(since))}`,
    `after: ${variables.add('String', after)}`,
  ].join(', ');
  const history = `history(${bounds}) { nodes { oid committedDate message } ${pageFields} }`;
  const at = `object(oid: ${variables.add('GitObjectID!', base)})`;
  const field = `${repositoryField(connection, variables)} { base: ${at} { ... on Commit { ${history} } } }`;
  const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
  const { data } = await connection.query(document, page);
  if (data.repository.base === null) throw answerInvalid(title, `commit ${base} is missing from it`);
  return data.repository.base.history;
}
