import { isIndexType, parseManifest, type ImageRepository, type PushedManifest, type Sha256 } from '@bitvault/registry';
import type { ImageBlob, ImageDocument, PushableImage } from './pushable-image.ts';

export interface PushOptions {
  readonly tags?: readonly string[];
  /** Called after each blob. */
  readonly onProgress?: (progress: PushProgress) => void;
  /** Called while blobs go out, more often than a person can read. */
  readonly onBytes?: (bytes: BytesProgress) => void;
}

export interface PushProgress {
  readonly digest: Sha256;
  /** Bytes. */
  readonly size: number;
  readonly existed: boolean;
  readonly done: number;
  readonly total: number;
}

/** Over all blobs, in bytes; what the registry has already counts as sent. */
export interface BytesProgress {
  readonly sent: number;
  readonly total: number;
}

export interface PushResult {
  readonly digest: Sha256;
  readonly mediaType: string;
  /** Bytes of the root manifest. */
  readonly size: number;
  /** Whether the registry had the root manifest already, under all tags. */
  readonly existed: boolean;
  /** Whether it had no manifest of that digest before. */
  readonly isNew: boolean;
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
  const absent = await absentOf(repository, image.documents);
  const blobs = await pushBlobs(repository, image.blobs, configsOf(absent), options);
  let root: PushedManifest | undefined;
  for (const document of image.documents) {
    const tags = document.digest === image.digest ? options.tags : undefined;
    root = await repository.pushManifest(document.bytes, document.mediaType, tags);
  }
  const { digest, mediaType, size } = image;
  const isNew = absent.some((document) => document.digest === digest);
  return { digest, mediaType, size, existed: root?.existed ?? false, isNew, blobs };
}

async function absentOf(
  repository: ImageRepository,
  documents: readonly ImageDocument[],
): Promise<readonly ImageDocument[]> {
  const lacks = await Promise.all(documents.map(({ digest }) => repository.lacksManifest(digest)));
  return documents.filter((_, at) => lacks[at]);
}

/** A configuration says what its layers hold, so that it is hardly anywhere where its manifest is not. */
const configsOf = (documents: readonly ImageDocument[]): ReadonlySet<Sha256> =>
  new Set(
    documents.flatMap(({ mediaType, bytes }) => (isIndexType(mediaType) ? [] : [parseManifest(bytes).config.digest])),
  );

async function pushBlobs(
  repository: ImageRepository,
  blobs: readonly ImageBlob[],
  newBlobs: ReadonlySet<Sha256>,
  { onProgress, onBytes }: PushOptions,
): Promise<PushResult['blobs']> {
  const result = { pushed: 0, existed: 0, bytesPushed: 0 };
  const total = blobs.reduce((sum, { descriptor }) => sum + descriptor.size, 0);
  const sent = new Map<Sha256, number>();
  const onSent = (digest: Sha256, bytes: number): void => {
    sent.set(digest, bytes);
    onBytes?.({ sent: [...sent.values()].reduce((sum, each) => sum + each, 0), total });
  };
  await Promise.all(
    blobs.map(async ({ descriptor: { digest, size }, read, from }) => {
      const source = { digest, size, read, ...(from !== undefined && { from }) };
      const { existed } = await repository.pushBlob(source, {
        isNew: newBlobs.has(digest),
        onSent: (bytes) => onSent(digest, bytes),
      });
      onSent(digest, size);
      result[existed ? 'existed' : 'pushed'] += 1;
      if (!existed) result.bytesPushed += size;
      onProgress?.({ digest, size, existed, done: result.pushed + result.existed, total: blobs.length });
    }),
  );
  return result;
}
