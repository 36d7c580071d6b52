import type { CommitOid, TreeFile } from '@bitvault/promotion';
import * as v from 'valibot';
import { answerInvalid, type GitHubConnection } from './connection.ts';
import { aliased, queryVariables, repositoryField, unaliased, type QueryVariables } from './query-variables.ts';
import { entryFields, treeEntry, treeFile } from './tree-files.ts';

export interface PinnedPaths {
  readonly commit: CommitOid;
  readonly paths: readonly string[];
}

/** Commit → path → file. A path that is absent from the commit's tree is absent here. */
export type PinnedFiles = ReadonlyMap<CommitOid, ReadonlyMap<string, TreeFile>>;

/** More files than this are asked for in several requests, so that none is too big for GitHub to answer. */
const filesPerRequest = 100;

/** Reads files at commits, all in one request up to a hundred files. */
export async function readPinnedFiles(
  connection: GitHubConnection,
  wanted: readonly PinnedPaths[],
): Promise<PinnedFiles> {
  const read = await Promise.all(inRequests(wanted).map((portion) => readPortion(connection, portion)));
  return mergedFiles(read);
}

export function mergedFiles(parts: readonly PinnedFiles[]): PinnedFiles {
  const files = new Map<CommitOid, Map<string, TreeFile>>();
  for (const [commit, found] of parts.flatMap((part) => [...part])) {
    files.set(commit, new Map([...(files.get(commit) ?? []), ...found]));
  }
  return files;
}

/** What is wanted, cut into what one request may ask for. */
export function inRequests(wanted: readonly PinnedPaths[]): readonly (readonly PinnedPaths[])[] {
  const portions: PinnedPaths[][] = [];
  let room = 0;
  for (const { commit, paths } of wanted) {
    for (let start = 0; start < paths.length;) {
      if (room === 0) {
        portions.push([]);
        room = filesPerRequest;
      }
      const taken = paths.slice(start, start + room);
      portions.at(-1)?.push({ commit, paths: taken });
      start += taken.length;
      room -= taken.length;
    }
  }
  return portions;
}

/** A selection on Repository; read its answer with `pinnedAnswer` and `pinnedFiles`. */
export function pinnedFields(portion: readonly PinnedPaths[], variables: QueryVariables): string {
  return aliased('commit', portion, ({ commit, paths }) => {
    const files = aliased('file', paths, (path) => `file(path: ${variables.add('String!', path)}) { ${entryFields} }`);
    return `object(oid: ${variables.add('GitObjectID!', commit)}) { ... on Commit { ${files} } }`;
  });
}

export const pinnedAnswer = v.record(v.string(), v.nullable(v.record(v.string(), v.nullable(treeEntry))));

/** @throws GitHubError `GITHUB_ANSWER_INVALID` where the answer leaves out what was asked for. */
export function pinnedFiles(
  portion: readonly PinnedPaths[],
  answer: v.InferOutput<typeof pinnedAnswer>,
  about: string,
): PinnedFiles {
  const trees = unaliased('commit', portion.length, answer);
  const parts = portion.map(({ commit, paths }, index): PinnedFiles => {
    const tree = trees[index];
    if (!tree) throw answerInvalid(about, `commit ${commit} is not there`);
    const entries = unaliased('file', paths.length, tree);
    const files = paths.flatMap((path, position) => {
      const entry = entries[position];
      if (entry === undefined) throw answerInvalid(about, `${path} is missing from it`);
      return entry === null ? [] : [[path, treeFile(entry)] as const];
    });
    return new Map([[commit, new Map(files)]]);
  });
  return mergedFiles(parts);
}

async function readPortion(connection: GitHubConnection, portion: readonly PinnedPaths[]): Promise<PinnedFiles> {
  const variables = queryVariables();
  const title = 'query PinnedFiles';
  const field = `${repositoryField(connection, variables)} { ${pinnedFields(portion, variables)} }`;
  const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
  const { data } = await connection.query(document, v.object({ repository: pinnedAnswer }));
  return pinnedFiles(portion, data.repository, title);
}
