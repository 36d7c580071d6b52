import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Descriptor } from '@bitvault/registry';
import { piecesOfBlob } from '../blob-content.ts';
import type { PushableImage } from '../pushable-image.ts';

/** Writes an image as an OCI layout, and gives how to make one of its manifests the only one that it lists. */
export async function writeLayout(
  image: PushableImage,
  directory: string,
): Promise<(descriptor: Descriptor) => Promise<void>> {
  const blobs = join(directory, 'blobs', 'sha256');
  await mkdir(blobs, { recursive: true });
  const write = (digest: string, bytes: Uint8Array | AsyncIterable<Uint8Array>) =>
    writeFile(join(blobs, digest.slice('sha256:'.length)), bytes);
  for (const { digest, bytes } of image.documents) await write(digest, bytes);
  for (const blob of image.blobs) await write(blob.descriptor.digest, piecesOfBlob(blob));
  await writeFile(join(directory, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  return ({ mediaType, digest, size }) =>
    writeFile(
      join(directory, 'index.json'),
      JSON.stringify({ schemaVersion: 2, manifests: [{ mediaType, digest, size }] }),
    );
}
