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
import { isAttestation } from './attestation-manifest.ts';
import { BuildError } from './build-error.ts';
import { configFacts, type ConfigFacts } from './config-facts.ts';
import type { IndexEntry } from './image-index.ts';

/** An image in a registry, and what it is for. */
export type PlatformImage = IndexEntry & ConfigFacts;

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

async function listedImage(repository: ImageRepository, { digest }: Descriptor, index: Sha256): Promise<PlatformImage> {
  const manifest = await repository.manifest(digest);
  if (manifest === undefined) throw notMergeable(index, `lists ${digest}, which is not in the repository`);
  return platformImage(repository, manifest);
}

const configTypes = [
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
] as const;

async function platformImage(repository: ImageRepository, manifest: StoredManifest): Promise<PlatformImage> {
  const { digest, mediaType, bytes } = manifest;
  if (!isManifestType(mediaType)) throw notMergeable(digest, 'is neither an image nor an index of images');
  const { config: descriptor, artifactType } = parseManifest(bytes);
  if (artifactType !== undefined || !configTypes.some((type) => type === descriptor.mediaType))
    throw notMergeable(digest, 'is an artifact, not an image');
  const facts = configFacts(await repository.blob(descriptor));
  if (facts === undefined) throw notMergeable(digest, 'does not say in its configuration what platform it is for');
  return { mediaType, digest, size: bytes.length, ...facts };
}

const notMergeable = (digest: Sha256, why: string): BuildError => new BuildError('NOT_MERGEABLE', `${digest} ${why}`);
