import type { ImageRepository, Sha256 } from '@bitvault/registry';
import type { PushableImage } from './pushable-image.ts';

export interface PushOptions {
  readonly tags?: readonly string[];
  /** Called after each blob. */
  readonly onProgress?: (progress: PushProgress) => void;
}

export interface PushProgress {
  readonly digest: Sha256;
  /** Bytes. */
  readonly size: number;
  readonly existed: boolean;
  readonly done: number;
  readonly total: number;
}

export interface PushResult {
  readonly digest: Sha256;
  readonly mediaType: string;
  /** Bytes of the root manifest. */
  readonly size: number;
  /** Whether the registry had the root manifest already. */
  readonly existed: boolean;
  readonly blobs: { readonly pushed: number; readonly existed: number; readonly bytesPushed: number };
}

/**
 * Pushes blobs, then manifests, children before parents, then tags: whatever is interrupted, no reference ever names an
 * image that is not whole. Running it again sends only what is missing.
 */
export async function pushImage(
  repository: ImageRepository,
  image: PushableImage,
  options: PushOptions = {},
): Promise<PushResult> {
  const blobs = { pushed: 0, existed: 0, bytesPushed: 0 };
  await Promise.all(
    image.blobs.map(async ({ descriptor: { digest, size }, read, from }) => {
      const { existed } = await repository.pushBlob({ digest, read, ...(from !== undefined && { from }) });
      blobs[existed ? 'existed' : 'pushed'] += 1;
      if (!existed) blobs.bytesPushed += size;
      options.onProgress?.({ digest, size, existed, done: blobs.pushed + blobs.existed, total: image.blobs.length });
    }),
  );
  let existed = false;
  for (const document of image.documents) {
    const tags = document.digest === image.digest ? options.tags : undefined;
    ({ existed } = await repository.pushManifest(document.bytes, document.mediaType, tags));
  }
  return { digest: image.digest, mediaType: image.mediaType, size: image.size, existed, blobs };
}
