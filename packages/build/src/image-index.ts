import { mediaTypes, sha256Of, type Descriptor } from '@bitvault/registry';
import type { Platform } from './platform.ts';
import type { ImageDocument } from './pushable-image.ts';

/** An image as an index lists it. */
export interface IndexEntry extends Pick<Descriptor, 'mediaType' | 'digest' | 'size'> {
  readonly platform: Platform;
}

/** An OCI image index (image-spec, image-index.md) of these images, in the order given. */
export function imageIndex(
  images: readonly IndexEntry[],
  annotations: Readonly<Record<string, string>> = {},
): ImageDocument {
  const bytes = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: mediaTypes.index,
      manifests: images.map(({ mediaType, digest, size, platform }) => ({ mediaType, digest, size, platform })),
      ...(Object.keys(annotations).length > 0 && { annotations }),
    }),
  );
  return { mediaType: mediaTypes.index, digest: sha256Of(bytes), bytes };
}
