import { blobOf, mediaTypes, sha256Of, type Descriptor, type Sha256 } from '@bitvault/registry';
import { readBase, type Base, type BaseImage } from './base-image.ts';
import { BuildError } from './build-error.ts';
import { readContext, type ContextEntry } from './context.ts';
import { extendConfig, timestamp, type ImageConfig, type RunConfig } from './image-config.ts';
import { packLayer, type Layer } from './layer.ts';
import { parsePlatform, type Platform } from './platform.ts';
import type { PushableImage } from './pushable-image.ts';

export interface AppendOptions {
  readonly base: Base;
  /** A directory; its `.dockerignore` is heeded. */
  readonly context: string;
  /** Where in the image the context goes: an absolute path such as `/app`, or `/`. */
  readonly prefix: string;
  /** `linux/amd64` */
  readonly platform: string;
  readonly config: RunConfig;
  /** Seconds since 1970, as in `SOURCE_DATE_EPOCH`: the time of the image and of everything in its layer. */
  readonly createdAt: number;
}

export interface AppendedImage extends PushableImage {
  readonly config: ImageConfig;
  readonly platform: Platform;
  /** The layer that was added, and what is in it, with paths below the prefix. */
  readonly layer: Descriptor;
  readonly contents: readonly ContextEntry[];
  /** The manifest that it was built upon; absent for scratch. */
  readonly baseDigest?: Sha256;
}

/**
 * Builds an image by adding a directory as one layer to a base, without a daemon and without running anything. The same
 * options and content give the same digest on every machine.
 */
export async function appendLayer(options: AppendOptions): Promise<AppendedImage> {
  const platform = parsePlatform(options.platform);
  const prefix = parsePrefix(options.prefix);
  checkTime(options.createdAt);
  const base = await readBase(options.base, platform);
  const entries = await readContext(options.context);
  const layer = await packLayer(entries, {
    prefix,
    parents: options.base === 'scratch',
    createdAt: options.createdAt,
  });
  const config = extendConfig(base.config, layer, options.config, options.createdAt);
  return { ...assemble(base, layer, config, options.createdAt), platform, contents: entries };
}

function assemble(
  base: BaseImage,
  layer: Layer,
  config: ImageConfig,
  createdAt: number,
): Omit<AppendedImage, 'platform' | 'contents'> {
  const configBytes = Buffer.from(JSON.stringify(config));
  const configDescriptor: Descriptor = {
    mediaType: 'application/vnd.oci.image.config.v1+json',
    digest: sha256Of(configBytes),
    size: configBytes.length,
  };
  const manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: configDescriptor,
    layers: [...base.layers.map(({ descriptor }) => descriptor), layer.descriptor],
    annotations: {
      'org.opencontainers.image.created': timestamp(createdAt),
      ...(base.digest && { 'org.opencontainers.image.base.digest': base.digest }),
      ...(base.name !== undefined && { 'org.opencontainers.image.base.name': base.name }),
    },
  };
  const bytes = Buffer.from(JSON.stringify(manifest));
  const root = { mediaType: mediaTypes.manifest, digest: sha256Of(bytes), bytes };
  return {
    digest: root.digest,
    mediaType: root.mediaType,
    size: bytes.length,
    documents: [root],
    blobs: [
      ...base.layers,
      { descriptor: layer.descriptor, read: blobOf(layer.bytes).read },
      { descriptor: configDescriptor, read: blobOf(configBytes).read },
    ],
    config,
    layer: layer.descriptor,
    ...(base.digest && { baseDigest: base.digest }),
  };
}

function parsePrefix(prefix: string): readonly string[] {
  const parts = prefix.replace(/^\//, '').replace(/\/$/, '').split('/');
  const wellFormed = prefix.startsWith('/') && parts.every((part) => !/^\.{0,2}$|[\0\\]/.test(part));
  if (prefix === '/') return [];
  if (!wellFormed)
    throw new BuildError('OPTION_INVALID', `not an absolute path in an image: ${JSON.stringify(prefix)}`);
  return parts;
}

/** Eleven octal digits are what a tar header holds. */
function checkTime(createdAt: number): void {
  if (!Number.isSafeInteger(createdAt) || createdAt < 0 || createdAt >= 8 ** 11)
    throw new BuildError('OPTION_INVALID', `not a time in whole seconds since 1970: ${createdAt}`);
}
