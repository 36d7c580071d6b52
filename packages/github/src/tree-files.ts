import { exactText, type TreeFile } from '@bitvault/promotion';
import * as v from 'valibot';
import { gitMode } from './folders.ts';

export const blobFields = '... on Blob { oid isBinary isTruncated text }';

/** A TreeEntry with what is needed of its blob, for the selection of a `file` or of `entries`. */
export const entryFields = `name mode object { ${blobFields} }`;

export const blob = v.object({
  oid: v.pipe(v.string(), v.regex(/^(?:[a-f0-9]{40}|[a-f0-9]{64})$/)),
  isBinary: v.nullable(v.boolean()),
  isTruncated: v.boolean(),
  text: v.nullable(v.string()),
});

export const treeEntry = v.object({
  name: v.string(),
  mode: gitMode,
  // A submodule has no object; a directory's is an empty selection.
  object: v.nullable(v.union([blob, v.strictObject({})])),
});

export type TreeEntry = v.InferOutput<typeof treeEntry>;

/**
 * A file as the domain sees it. Its text is null unless GitHub gave all of it: GitHub cuts texts at 512,000 bytes, and
 * gives bytes that are no UTF-8 as other characters.
 */
export function treeFile({ mode, object }: Pick<TreeEntry, 'mode' | 'object'>): TreeFile {
  if (object === null || !('text' in object)) return { mode, text: null, oid: null };
  const { text, oid, isBinary, isTruncated } = object;
  const whole = !isTruncated && isBinary === false;
  return { mode, oid, text: whole ? exactText({ mode, oid, text }) : null };
}
