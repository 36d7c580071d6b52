import type { TreeFile } from '@bitvault/promotion';
import * as v from 'valibot';
import { answerInvalid } from './connection.ts';
import { folder, folderField, gitMode, proved, type Listing } from './folders.ts';
import type { QueryVariables } from './query-variables.ts';
import { blob, blobFields, treeFile } from './tree-files.ts';

const holdsFolder = 'holds';

/** Everything below `holds/`: its files, the files of its folders, and the names of what is nested deeper. */
export const holdsField = (revision: string, variables: QueryVariables): string =>
  folderField(
    revision,
    holdsFolder,
    `entries { name mode type object { ${blobFields} ... on Tree { entries { name mode type object { ${blobFields} } } } } }`,
    variables,
  );

const file = v.object({ type: v.literal('blob'), name: v.string(), mode: gitMode, object: blob });
const submodule = v.object({ type: v.literal('commit'), name: v.string(), mode: gitMode });
const nested = v.object({ type: v.literal('tree'), name: v.string(), mode: gitMode });
const environment = v.object({
  ...nested.entries,
  object: v.object({ entries: v.array(v.variant('type', [file, submodule, nested])) }),
});

export const holdsAnswer = folder(v.array(v.variant('type', [file, submodule, environment])));

/** Path → file of all that is below `holds/`; null where that was not given, or is not of the commit with this root. */
export function holdFiles(
  root: Listing,
  found: v.InferOutput<typeof holdsAnswer>,
): ReadonlyMap<string, TreeFile> | null {
  const holds = proved(root, holdsFolder, found);
  switch (holds.kind) {
    case 'absent':
      return new Map();
    case 'no-folder':
      return new Map([[holdsFolder, { mode: holds.mode, text: null, oid: null }]]);
    case 'folder':
      return new Map(holds.entries.flatMap((entry) => filesOf(entry)));
    case 'unproved':
      return null;
  }
}

/** @throws GitHubError where the folder of that very commit was not given. */
export function pinnedHoldFiles(
  root: Listing,
  found: v.InferOutput<typeof holdsAnswer>,
  about: string,
): ReadonlyMap<string, TreeFile> {
  const files = holdFiles(root, found);
  if (files === null) throw answerInvalid(about, `the folder ${holdsFolder} is missing from it`);
  return files;
}

type TopEntry = v.InferOutput<typeof file | typeof submodule | typeof environment>;

function filesOf(entry: TopEntry): readonly (readonly [path: string, file: TreeFile])[] {
  const path = `${holdsFolder}/${entry.name}`;
  if (entry.type !== 'tree') return [[path, fileOf(entry)]];
  return entry.object.entries.map((inner) => [`${path}/${inner.name}`, fileOf(inner)] as const);
}

const fileOf = (entry: v.InferOutput<typeof file | typeof submodule | typeof nested>): TreeFile =>
  entry.type === 'blob' ? treeFile(entry) : { mode: entry.mode, text: null, oid: null };
