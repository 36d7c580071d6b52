import { BuildError } from './build-error.ts';
import { imageIndex } from './image-index.ts';
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
  const root = imageIndex(images);
  const blobs = new Map(images.flatMap((image) => image.blobs).map((blob) => [blob.descriptor.digest, blob]));
  return {
    digest: root.digest,
    mediaType: root.mediaType,
    size: root.bytes.length,
    documents: [...images.flatMap(({ documents }) => documents), root],
    blobs: [...blobs.values()],
  };
}
