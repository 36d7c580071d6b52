import type { CommitOid, FileVersion, Past, WantedPast } from '@bitvault/promotion';
import * as v from 'valibot';
import { commitOid, timestamp } from './answers.ts';
import type { GitHubConnection } from './connection.ts';
import { namedReports, namedReportsField, reportsNamed } from './named-reports.ts';
import { queryVariables, repositoryField, type QueryVariables } from './query-variables.ts';
import { entryFields, treeEntry, treeFile, type TreeEntry } from './tree-files.ts';

/** GraphQL gives at most this many at once. */
const versionsPerRequest = 100;
/** Of the hold: nobody rolls one service back more often in so many versions. */
const holdsRead = 100;

const history = v.object({
  nodes: v.array(
    v.object({ oid: commitOid, committedDate: timestamp, file: v.nullable(treeEntry), status: namedReports }),
  ),
  pageInfo: v.object({ hasNextPage: v.boolean(), endCursor: v.nullable(v.string()) }),
});
const holdHistory = v.object({ nodes: v.array(v.object({ oid: commitOid, file: v.nullable(treeEntry) })) });

const page = v.object({
  repository: v.object({ base: v.object({ history, holds: v.optional(holdHistory) }) }),
});

type Page = v.InferOutput<typeof page>['repository']['base'];

/** What ran in a slot up to `base`: a request for every hundred versions of its file. */
export async function readPast(
  connection: GitHubConnection,
  base: CommitOid,
  contexts: readonly string[],
  wanted: WantedPast,
): Promise<Past> {
  const versions: FileVersion[] = [];
  let holds: Past['holds'] = [];
  let after: string | null = null;
  let complete = false;
  while (!complete && versions.length < wanted.depth) {
    const read: Page = await readPage(connection, base, contexts, { ...wanted, after });
    versions.push(...versionsOf(read, contexts));
    if (read.holds !== undefined)
      holds = read.holds.nodes.map(({ oid: commit, file }) => ({ commit, file: fileOf(file) }));
    complete = !read.history.pageInfo.hasNextPage;
    after = read.history.pageInfo.endCursor;
  }
  return { versions, complete, holds };
}

const fileOf = (entry: TreeEntry | null) => (entry === null ? null : treeFile(entry));

const title = 'query SlotPast';

const versionsOf = ({ history: { nodes } }: Page, contexts: readonly string[]): readonly FileVersion[] =>
  nodes.map(({ oid: commit, committedDate: committedAt, file, status }) => ({
    commit,
    committedAt,
    file: fileOf(file),
    statuses: reportsNamed(contexts, status, `${title}, commit ${commit}`),
  }));

async function readPage(
  connection: GitHubConnection,
  base: CommitOid,
  contexts: readonly string[],
  { file, hold, after }: WantedPast & { readonly after: string | null },
): Promise<Page> {
  const variables = queryVariables();
  const path = variables.add('String!', file);
  const bounds = `first: ${variables.add('Int!', versionsPerRequest)}, after: ${variables.add('String', after)}`;
  const nodes = `nodes { oid committedDate file(path: ${path}) { ${entryFields} } ${namedReportsField(contexts, variables)} }`;
  const versions = `history(${bounds}, path: ${path}) { ${nodes} pageInfo { hasNextPage endCursor } }`;
  const holds = after === null ? holdsField(hold, variables) : '';
  const at = `object(oid: ${variables.add('GitObjectID!', base)})`;
  const field = `${repositoryField(connection, variables)} { base: ${at} { ... on Commit { ${versions} ${holds} } } }`;
  const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
  return (await connection.query(document, page)).data.repository.base;
}

/** They come with the first page. */
function holdsField(hold: string, variables: QueryVariables): string {
  const path = variables.add('String!', hold);
  const nodes = `nodes { oid file(path: ${path}) { ${entryFields} } }`;
  return `holds: history(first: ${variables.add('Int!', holdsRead)}, path: ${path}) { ${nodes} }`;
}
