import { exactText, type TreeFile } from '@bitvault/promotion';
import * as v from 'valibot';

/** A TreeEntry with what is needed of its blob, for the selection of a `file` or of `entries`. */
export const entryFields = 'name mode object { ... on Blob { oid isBinary isTruncated text } }';

const blob = v.object({
  oid: v.pipe(v.string(), v.regex(/^(?:[a-f0-9]{40}|[a-f0-9]{64})$/)),
  isBinary: v.nullable(v.boolean()),
  isTruncated: v.boolean(),
  text: v.nullable(v.string()),
});

export const treeEntry = v.object({
  name: v.string(),
  mode: v.pipe(
    v.number(),
    v.integer(),
    // GraphQL gives Git's octal mode as the number that it is: 33188 is 100644.
    v.transform((mode) => mode.toString(8).padStart(6, '0')),
  ),
  // A submodule has no object; a directory's is an empty selection.
  object: v.nullable(v.union([blob, v.strictObject({})])),
});

export type TreeEntry = v.InferOutput<typeof treeEntry>;

/**
 * A file as the domain sees it. Its text is null unless GitHub gave all of it: GitHub cuts texts at 512,000 bytes, and
 * gives bytes that are no UTF-8 as other characters.
 */
export function treeFile({ mode, object }: TreeEntry): TreeFile {
  if (object === null || !('text' in object)) return { mode, text: null, oid: null };
  const { text, oid, isBinary, isTruncated } = object;
  const whole = !isTruncated && isBinary === false;
  return { mode, oid, text: whole ? exactText({ mode, oid, text }) : null };
}

/** Selected as `file(path: …) { object { ... on Tree { entries { entryFields } } } }`: null where there is no such path. */
export const directory = v.nullable(
  v.object({ object: v.nullable(v.object({ entries: v.optional(v.nullable(v.array(treeEntry)), null) })) }),
);

export type Directory = v.InferOutput<typeof directory>;

export function directoryFiles(path: string, found: Directory | undefined): ReadonlyMap<string, TreeFile> {
  const entries = found?.object?.entries ?? [];
  return new Map(entries.map((entry) => [`${path}/${entry.name}`, treeFile(entry)]));
}

export const directoryFields = `object { ... on Tree { entries { ${entryFields} } } }`;
