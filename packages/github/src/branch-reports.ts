import type { CommitOid, Further, ReportedCommit, StatusReport } from '@bitvault/promotion';
import * as v from 'valibot';
import { commitOid, timestamp } from './answers.ts';
import { reportFields, statusReport } from './base-facts.ts';
import { answerInvalid, type GitHubConnection } from './connection.ts';
import { aliased, queryVariables, repositoryField, unaliased } from './query-variables.ts';

/** GraphQL gives at most this many at once. */
const commitsPerRequest = 100;
const mostRequests = 10;

const page = v.object({
  repository: v.object({
    base: v.object({
      history: v.object({
        nodes: v.array(
          v.object({
            oid: commitOid,
            committedDate: timestamp,
            status: v.nullable(v.record(v.string(), v.nullable(statusReport))),
          }),
        ),
        pageInfo: v.object({ hasNextPage: v.boolean(), endCursor: v.nullable(v.string()) }),
      }),
    }),
  }),
});

type Page = v.InferOutput<typeof page>['repository']['base']['history'];

/** The branch from `base` back to all of `commits`, with the last report of each of the contexts. */
export async function readBranchReports(
  connection: GitHubConnection,
  base: CommitOid,
  contexts: readonly string[],
  commits: readonly CommitOid[],
): Promise<Further['branch']> {
  const missing = new Set(commits);
  const read: ReportedCommit[] = [];
  let after: string | null = null;
  for (let request = 0; request < mostRequests; request += 1) {
    const history: Page = await readPage(connection, base, contexts, after);
    for (const node of history.nodes) {
      missing.delete(node.oid);
      read.push({ oid: node.oid, committedAt: node.committedDate, statuses: reportsIn(node, contexts) });
    }
    if (missing.size === 0) return { commits: read, exhausted: false };
    if (!history.pageInfo.hasNextPage) break;
    after = history.pageInfo.endCursor;
  }
  return { commits: read, exhausted: true };
}

const title = 'query BranchReports';

function reportsIn({ oid, status }: Page['nodes'][number], contexts: readonly string[]): readonly StatusReport[] {
  if (status === null) return [];
  return unaliased('context', contexts.length, status).flatMap((report) => {
    if (report === undefined) throw answerInvalid(title, `a status of ${oid} is missing from it`);
    return report === null ? [] : [report];
  });
}

async function readPage(
  connection: GitHubConnection,
  base: CommitOid,
  contexts: readonly string[],
  after: string | null,
): Promise<Page> {
  const variables = queryVariables();
  const reports = aliased(
    'context',
    contexts,
    (context) => `context(name: ${variables.add('String!', context)}) { ${reportFields} }`,
  );
  const bounds = `first: ${variables.add('Int!', commitsPerRequest)}, after: ${variables.add('String', after)}`;
  const nodes = `nodes { oid committedDate status { ${reports} } } pageInfo { hasNextPage endCursor }`;
  const at = `object(oid: ${variables.add('GitObjectID!', base)})`;
  const field = `${repositoryField(connection, variables)} { base: ${at} { ... on Commit { history(${bounds}) { ${nodes} } } } }`;
  const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
  return (await connection.query(document, page)).data.repository.base.history;
}
