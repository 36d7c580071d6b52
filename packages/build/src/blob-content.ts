import { createHash } from 'node:crypto';
import { RegistryError } from '@bitvault/registry';
import type { ImageBlob } from './pushable-image.ts';

/** All of a blob, in pieces; throws `DIGEST_MISMATCH` after the last where they are not what the descriptor says. */
export async function* piecesOfBlob({ descriptor, read }: ImageBlob): AsyncGenerator<Uint8Array, void> {
  const hash = createHash('sha256');
  for await (const piece of read(0, descriptor.size)) {
    hash.update(piece);
    yield piece;
  }
  if (`sha256:${hash.digest('hex')}` !== descriptor.digest)
    throw new RegistryError('DIGEST_MISMATCH', `what was read for blob ${descriptor.digest} is not it`);
}

/** All of a blob that is known to be small, checked. */
export async function contentOf(blob: ImageBlob): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of piecesOfBlob(blob)) pieces.push(piece);
  return Buffer.concat(pieces);
}
