import type { CommitOid, Further, ReportedCommit, Span } from '@bitvault/promotion';
import * as v from 'valibot';
import { commitOid, timestamp, wholeSeconds } from './answers.ts';
import type { GitHubConnection } from './connection.ts';
import { namedReports, namedReportsField, reportsNamed } from './named-reports.ts';
import { pageFields, pageInfo, readPages } from './pages.ts';
import { queryVariables, repositoryField } from './query-variables.ts';

/** GraphQL gives at most this many at once. */
const commitsPerRequest = 100;
const mostRequests = 10;
/** A time is read from its end, and most often the first reports say enough. */
const mostRequestsOfSpan = 5;

const commit = v.object({ oid: commitOid, committedDate: timestamp, status: namedReports });
const history = v.object({ nodes: v.array(commit), pageInfo });
const page = v.object({ repository: v.object({ base: v.object({ history }) }) });

/** The branch from `base` back to all of `commits`, with the last report of each of the contexts. */
export async function readBranchReports(
  connection: GitHubConnection,
  base: CommitOid,
  contexts: readonly string[],
  commits: readonly CommitOid[],
): Promise<Further['branch']> {
  const hasAll = (nodes: readonly { readonly oid: CommitOid }[]) => {
    const read = new Set(nodes.map(({ oid }) => oid));
    return commits.every((oid) => read.has(oid));
  };
  const { nodes } = await readPages(title, { most: mostRequests, enough: hasAll }, (after) =>
    readPage(connection, base, contexts, { after }),
  );
  return { commits: commitsOf(nodes, contexts), exhausted: !hasAll(nodes) };
}

/** The commits that were made in a time, newest first, as far as they can be read. */
export async function readSpan(
  connection: GitHubConnection,
  base: CommitOid,
  contexts: readonly string[],
  { since, until }: Span,
): Promise<Further['spans'][number]> {
  const { nodes } = await readPages(title, { most: mostRequestsOfSpan }, (after) =>
    readPage(connection, base, contexts, { after, since, until }),
  );
  return { since, until, commits: commitsOf(nodes, contexts) };
}

const title = 'query BranchReports';

const commitsOf = (
  nodes: readonly v.InferOutput<typeof commit>[],
  contexts: readonly string[],
): readonly ReportedCommit[] =>
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
): Promise<v.InferOutput<typeof history>> {
  const variables = queryVariables();
  const bounds = [
    `first: ${variables.add('Int!', commitsPerRequest)}`,
    `after: ${variables.add('String', after)}`,
    ...(since === undefined ? [] : [`since: ${variables.add('GitTimestamp', wholeSeconds(since))}`]),
    ...(until === undefined ? [] : [`until: ${variables.add('GitTimestamp', wholeSeconds(until))}`]),
  ];
  const nodes = `nodes { oid committedDate ${namedReportsField(contexts, variables)} } ${pageFields}`;
  const at = `object(oid: ${variables.add('GitObjectID!', base)})`;
  const commits = `history(${bounds.join(', ')}) { ${nodes} }`;
  const field = `${repositoryField(connection, variables)} { base: ${at} { ... on Commit { ${commits} } } }`;
  const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
  return (await connection.query(document, page)).data.repository.base.history;
}
