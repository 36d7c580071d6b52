import { createHash } from 'node:crypto';
import type { TreeFile } from './state.ts';

/** Git's own name of a blob, in hexadecimal: 40 digits in a SHA-1 repository, 64 in a SHA-256 one. */
export type BlobOid = string;

/** Git's hash of `text` in UTF-8 (gitformat-loose and hash-function-transition: `blob <length>\0<bytes>`), as long as `oid`. */
function blobOidOf(text: string, oid: BlobOid): BlobOid {
  const bytes = Buffer.from(text);
  const hash = createHash(oid.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** Whether a file holds exactly the bytes of `text`. Decoded texts can be equal where the bytes are not. */
export const holdsExactly = ({ oid }: Pick<TreeFile, 'oid'>, text: string): boolean =>
  oid !== null && blobOidOf(text, oid) === oid;

/** The text of a file of which every byte is known from it; null of any other. */
export function exactText(file: TreeFile | undefined): string | null {
  return file !== undefined && file.text !== null && holdsExactly(file, file.text) ? file.text : null;
}

/** A file with these bytes in UTF-8, as a SHA-1 repository has it. */
export function textFile(text: string, mode = '100644'): TreeFile {
  return { text, mode, oid: blobOidOf(text, '') };
}
