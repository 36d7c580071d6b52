import { mediaTypes, sha256Of } from '@bitvault/registry';
import { BuildError } from './build-error.ts';
import { platformText, type Platform } from './platform.ts';
import type { PushableImage } from './pushable-image.ts';

/**
 * One index of images that were built for several platforms, in the order given. Throws `OPTION_INVALID` where there is
 * none, or two for one platform.
 */
export function combinePlatforms(images: readonly (PushableImage & { readonly platform: Platform })[]): PushableImage {
  const platforms = images.map(({ platform }) => platformText(platform));
  if (images.length === 0 || new Set(platforms).size < images.length)
    throw new BuildError('OPTION_INVALID', `not one image for each platform: ${platforms.join(', ') || 'none'}`);
  const bytes = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: mediaTypes.index,
      manifests: images.map(({ mediaType, digest, size, platform }) => ({ mediaType, digest, size, platform })),
    }),
  );
  const root = { mediaType: mediaTypes.index, digest: sha256Of(bytes), bytes };
  const blobs = new Map(images.flatMap((image) => image.blobs).map((blob) => [blob.descriptor.digest, blob]));
  return {
    digest: root.digest,
    mediaType: root.mediaType,
    size: bytes.length,
    documents: [...images.flatMap(({ documents }) => documents), root],
    blobs: [...blobs.values()],
  };
}
