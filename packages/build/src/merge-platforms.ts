import { BuildError } from './build-error.ts';
import { imageIndex } from './image-index.ts';
import { canonicalText, parsePlatform, platformText } from './platform.ts';
import type { PlatformImage } from './platform-image.ts';
import type { PushableImage } from './pushable-image.ts';

export interface MergeOptions {
  readonly annotations?: Readonly<Record<string, string>>;
  /** Platforms such as `linux/amd64` that there must be an image for, and no other. */
  readonly platforms?: readonly string[];
}

/** An index of images that the registry has already. */
export interface MergedImage extends PushableImage {
  /** In the order of the index. */
  readonly images: readonly PlatformImage[];
}

/**
 * One index of images that were pushed before, sorted by platform: the order in which they are given makes no difference.
 * @throws BuildError PLATFORM_REPEATED, PLATFORMS_DIFFER
 */
export function mergePlatforms(given: readonly PlatformImage[], options: MergeOptions = {}): MergedImage {
  const images = given.toSorted((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
  refuseRepetition(images);
  if (options.platforms) refuseOthers(images, options.platforms);
  const root = imageIndex(images, options.annotations);
  const { digest, mediaType, bytes } = root;
  return { digest, mediaType, size: bytes.length, documents: [root], blobs: [], images };
}

/** Of Windows there may be images for several versions under one platform. */
const keyOf = ({ platform }: PlatformImage): string =>
  [canonicalText(platform), platform['os.version'] ?? ''].join(' ').trim();

function refuseRepetition(images: readonly PlatformImage[]): void {
  for (const [index, image] of images.entries()) {
    const before = images[index - 1];
    if (before === undefined || keyOf(before) !== keyOf(image)) continue;
    throw new BuildError(
      'PLATFORM_REPEATED',
      `${before.digest} and ${image.digest} are both for ${platformText(image.platform)}`,
    );
  }
}

function refuseOthers(images: readonly PlatformImage[], platforms: readonly string[]): void {
  const wanted = new Set(platforms.map((name) => canonicalText(parsePlatform(name))));
  const there = new Set(images.map(({ platform }) => canonicalText(platform)));
  if (wanted.size === there.size && [...wanted].every((platform) => there.has(platform))) return;
  throw new BuildError(
    'PLATFORMS_DIFFER',
    `expected images for ${[...wanted].join(', ')}, found ${[...there].join(', ')}`,
  );
}
