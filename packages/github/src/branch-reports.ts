import type { CommitOid, Further, ReportedCommit, Span } from '@bitvault/promotion';
import * as v from 'valibot';
import { commitOid, timestamp, wholeSeconds } from './answers.ts';
import type { GitHubConnection } from './connection.ts';
import { namedReports, namedReportsField, reportsNamed } from './named-reports.ts';
import { queryVariables, repositoryField } from './query-variables.ts';

/** GraphQL gives at most this many at once. */
const commitsPerRequest = 100;
const mostRequests = 10;
/** A time is read from its end, and most often the first reports say enough. */
const mostRequestsOfSpan = 5;

const page = v.object({
  repository: v.object({
    base: v.object({
      history: v.object({
        nodes: v.array(v.object({ oid: commitOid, committedDate: timestamp, status: namedReports })),
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
    const history: Page = await readPage(connection, base, contexts, { after });
    read.push(...commitsOf(history, contexts));
    for (const { oid } of history.nodes) missing.delete(oid);
    if (missing.size === 0) return { commits: read, exhausted: false };
    if (!history.pageInfo.hasNextPage) break;
    after = history.pageInfo.endCursor;
  }
  return { commits: read, exhausted: true };
}

/** The commits that were made in a time, newest first, as far as they can be read. */
export async function readSpan(
  connection: GitHubConnection,
  base: CommitOid,
  contexts: readonly string[],
  { since, until }: Span,
): Promise<Further['spans'][number]> {
  const commits: ReportedCommit[] = [];
  let after: string | null = null;
  for (let request = 0; request < mostRequestsOfSpan; request += 1) {
    const history: Page = await readPage(connection, base, contexts, { after, since, until });
    commits.push(...commitsOf(history, contexts));
    if (!history.pageInfo.hasNextPage) break;
    after = history.pageInfo.endCursor;
  }
  return { since, until, commits };
}

const title = 'query BranchReports';

const commitsOf = ({ nodes }: Page, contexts: readonly string[]): readonly ReportedCommit[] =>
  nodes.map(({ oid, committedDate: committedAt, status }) => ({
    oid,
    committedAt,
    statuses: reportsNamed(contexts, status, `${title}, commit ${oid}`),
  }));

async function readPage(
  connection: GitHubConnection,
  base: CommitOid,
  contexts: readonly string[],
  { after, since, until }: { readonly after: string | null } & Partial<Span>,
): Promise<Page> {
  const variables = queryVariables();
  const bounds = [
    `first: ${variables.add('Int!', commitsPerRequest)}`,
    `after: ${variables.add('String', after)}`,
    ...(since === undefined ? [] : [`since: ${variables.add('GitTimestamp', wholeSeconds(since))}`]),
    ...(until === undefined ? [] : [`until: ${variables.add('GitTimestamp', wholeSeconds(until))}`]),
  ];
  const nodes = `nodes { oid committedDate ${namedReportsField(contexts, variables)} } pageInfo { hasNextPage endCursor }`;
  const at = `object(oid: ${variables.add('GitObjectID!', base)})`;
  const history = `history(${bounds.join(', ')}) { ${nodes} }`;
  const field = `${repositoryField(connection, variables)} { base: ${at} { ... on Commit { ${history} } } }`;
  const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
  return (await connection.query(document, page)).data.repository.base.history;
}
