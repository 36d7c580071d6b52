import {
  isIndexType,
  isManifestType,
  parseIndex,
  parseManifest,
  type Descriptor,
  type ImageRepository,
  type Sha256,
  type StoredManifest,
} from '@bitvault/registry';
import * as v from 'valibot';
import { BuildError } from './build-error.ts';
import type { IndexEntry } from './image-index.ts';
import { isPlatform, platformText, type Platform } from './platform.ts';

/** An image in a registry, and what it is for. */
export interface PlatformImage extends IndexEntry {
  /** Also with what tells images for several versions of Windows apart (image-spec, image-index.md). */
  readonly platform: Platform & { readonly 'os.version'?: string; readonly 'os.features'?: readonly string[] };
  /** When it says that it was made. */
  readonly createdAt: Date | undefined;
}

export interface PlatformImages {
  /** One for an image, all of them for an index. */
  readonly images: readonly PlatformImage[];
  /** Manifests of an index that are no images, such as BuildKit's attestations. */
  readonly leftOut: readonly Sha256[];
}

/**
 * Reads an image, or an index of images as buildx pushes it even for one platform. For what platform an image is, its own
 * configuration tells.
 * @throws BuildError NOT_MERGEABLE where it is neither
 */
export async function readPlatformImages(repository: ImageRepository, digest: Sha256): Promise<PlatformImages> {
  const root = await repository.manifest(digest);
  if (root === undefined) throw notMergeable(digest, 'is not in the repository');
  if (!isIndexType(root.mediaType)) return { images: [await platformImage(repository, root)], leftOut: [] };
  const { manifests } = parseIndex(root.bytes);
  const [attestations, images] = [manifests.filter(isAttestation), manifests.filter((each) => !isAttestation(each))];
  if (images.length === 0) throw notMergeable(digest, 'is an index without an image');
  return {
    images: await Promise.all(images.map((each) => listedImage(repository, each, digest))),
    leftOut: attestations.map((each) => each.digest),
  };
}

/** BuildKit files attestations in the index (moby/buildkit, docs/attestations/attestation-storage.md). */
const isAttestation = ({ annotations, platform }: Descriptor): boolean =>
  annotations?.['vnd.docker.reference.type'] !== undefined || platform?.os === 'unknown';

async function listedImage(repository: ImageRepository, { digest }: Descriptor, index: Sha256): Promise<PlatformImage> {
  const manifest = await repository.manifest(digest);
  if (manifest === undefined) throw notMergeable(index, `lists ${digest}, which is not in the repository`);
  return platformImage(repository, manifest);
}

const configTypes = [
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
] as const;

const configSchema = v.object({
  os: v.string(),
  architecture: v.string(),
  variant: v.optional(v.string()),
  'os.version': v.optional(v.string()),
  'os.features': v.optional(v.array(v.string())),
  created: v.nullish(v.string()),
});

async function platformImage(repository: ImageRepository, manifest: StoredManifest): Promise<PlatformImage> {
  const { digest, mediaType, bytes } = manifest;
  if (!isManifestType(mediaType)) throw notMergeable(digest, 'is neither an image nor an index of images');
  const { config: descriptor, artifactType } = parseManifest(bytes);
  if (artifactType !== undefined || !configTypes.some((type) => type === descriptor.mediaType))
    throw notMergeable(digest, 'is an artifact, not an image');
  const config = readConfig(await repository.blob(descriptor));
  const platform = config.success ? platformOf(config.output) : undefined;
  if (!config.success || platform === undefined)
    throw notMergeable(digest, 'does not say in its configuration what platform it is for');
  return { mediaType, digest, size: bytes.length, platform, createdAt: timeOf(config.output.created) };
}

const readConfig = (bytes: Uint8Array) =>
  v.safeParse(v.pipe(v.string(), v.parseJson(), configSchema), Buffer.from(bytes).toString('utf8'));

/** The platform that an image's configuration names; `undefined` where it names none. */
export function platformOfConfig(bytes: Uint8Array): Platform | undefined {
  const config = readConfig(bytes);
  return config.success ? platformOf(config.output) : undefined;
}

/** `undefined` where it is none, as that of BuildKit's attestations. */
function platformOf(config: v.InferOutput<typeof configSchema>): PlatformImage['platform'] | undefined {
  const { os, architecture, variant, 'os.version': version, 'os.features': features } = config;
  const platform = {
    os,
    architecture,
    ...(version !== undefined && { 'os.version': version }),
    ...(features !== undefined && { 'os.features': features }),
    ...(variant !== undefined && { variant }),
  };
  return isPlatform(platformText(platform)) ? platform : undefined;
}

function timeOf(created: string | null | undefined): Date | undefined {
  const time = new Date(created ?? '');
  return Number.isNaN(time.valueOf()) ? undefined : time;
}

const notMergeable = (digest: Sha256, why: string): BuildError => new BuildError('NOT_MERGEABLE', `${digest} ${why}`);
