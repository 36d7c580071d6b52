import type { CommitOid, Past, WantedPast } from '@bitvault/promotion';
import * as v from 'valibot';
import { commitOid, timestamp } from './answers.ts';
import type { GitHubConnection } from './connection.ts';
import { namedReports, namedReportsField, reportsNamed } from './named-reports.ts';
import { pageFields, pageInfo, readPages } from './pages.ts';
import { queryVariables, repositoryField } from './query-variables.ts';
import { entryFields, treeEntry, treeFile, type TreeEntry } from './tree-files.ts';

/** GraphQL gives at most this many at once. */
const versionsPerRequest = 100;

const version = v.object({
  oid: commitOid,
  committedDate: timestamp,
  file: v.nullable(treeEntry),
  hold: v.nullable(treeEntry),
  status: namedReports,
});
const history = v.object({ nodes: v.array(version), pageInfo });
const page = v.object({ repository: v.object({ base: v.object({ history }) }) });

/** What ran in a slot up to `base`, and what was held there: a request for every hundred versions of its file. */
export async function readPast(
  connection: GitHubConnection,
  base: CommitOid,
  contexts: readonly string[],
  wanted: WantedPast,
): Promise<Past> {
  const { nodes, complete } = await readPages(title, { most: Math.ceil(wanted.depth / versionsPerRequest) }, (after) =>
    readPage(connection, base, contexts, { ...wanted, after }),
  );
  const versions = nodes.map(({ oid: commit, committedDate: committedAt, file, status }) => ({
    commit,
    committedAt,
    file: fileOf(file),
    statuses: reportsNamed(contexts, status, `${title}, commit ${commit}`),
  }));
  const held = nodes.filter(({ hold }) => hold !== null);
  return { versions, complete, holds: held.map(({ oid: commit, hold }) => ({ commit, file: fileOf(hold) })) };
}

const fileOf = (entry: TreeEntry | null) => (entry === null ? null : treeFile(entry));

const title = 'query SlotPast';

/** The hold comes with each version: its own history may be longer, and has no end that the versions would tell. */
async function readPage(
  connection: GitHubConnection,
  base: CommitOid,
  contexts: readonly string[],
  { file, hold, after }: WantedPast & { readonly after: string | null },
): Promise<v.InferOutput<typeof history>> {
  const variables = queryVariables();
  const path = variables.add('String!', file);
  const bounds = `first: ${variables.add('Int!', versionsPerRequest)}, after: ${variables.add('String', after)}`;
  const files = `file(path: ${path}) { ${entryFields} } hold: file(path: ${variables.add('String!', hold)}) { ${entryFields} }`;
  const nodes = `nodes { oid committedDate ${files} ${namedReportsField(contexts, variables)} }`;
  const versions = `history(${bounds}, path: ${path}) { ${nodes} ${pageFields} }`;
  const at = `object(oid: ${variables.add('GitObjectID!', base)})`;
  const field = `${repositoryField(connection, variables)} { base: ${at} { ... on Commit { ${versions} } } }`;
  const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
  return (await connection.query(document, page)).data.repository.base.history;
}
