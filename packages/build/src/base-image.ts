import {
  isIndexType,
  isManifestType,
  parseIndex,
  parseManifest,
  type Descriptor,
  type ImageRepository,
  type Sha256,
} from '@bitvault/registry';
import { BuildError } from './build-error.ts';
import { parseImageConfig, scratchConfig, type ImageConfig } from './image-config.ts';
import { offeredPlatforms, platformText, suits, type Platform } from './platform.ts';
import type { ImageBlob } from './pushable-image.ts';

/** What an image is built upon: nothing, or an image or index by digest. */
export type Base = 'scratch' | { readonly repository: ImageRepository; readonly digest: Sha256 };

export interface BaseImage {
  readonly config: ImageConfig;
  readonly layers: readonly ImageBlob[];
  /** Of the manifest for the platform; absent for scratch. */
  readonly digest?: Sha256;
  readonly name?: string;
}

/** Docker's names for what OCI has too; the bytes are the same. */
const layerTypes: Readonly<Record<string, string>> = {
  'application/vnd.docker.image.rootfs.diff.tar.gzip': 'application/vnd.oci.image.layer.v1.tar+gzip',
  'application/vnd.docker.image.rootfs.diff.tar': 'application/vnd.oci.image.layer.v1.tar',
  'application/vnd.oci.image.layer.v1.tar+gzip': 'application/vnd.oci.image.layer.v1.tar+gzip',
  'application/vnd.oci.image.layer.v1.tar+zstd': 'application/vnd.oci.image.layer.v1.tar+zstd',
  'application/vnd.oci.image.layer.v1.tar': 'application/vnd.oci.image.layer.v1.tar',
};

/** Reads the base for one platform: documents now, layers only when a registry lacks them. */
export async function readBase(base: Base, platform: Platform): Promise<BaseImage> {
  if (base === 'scratch') return { config: scratchConfig(platform), layers: [] };
  const { repository } = base;
  const { digest, bytes } = await readManifest(base, platform);
  const manifest = parseManifest(bytes);
  const config = parseImageConfig(await repository.blob(manifest.config));
  if (!suits(withVariant(config), platform))
    throw new BuildError(
      'PLATFORM_MISSING',
      `${repository.name}@${digest} is for ${platformText(withVariant(config))}, not ${platformText(platform)}`,
    );
  if (config.rootfs.diff_ids.length !== manifest.layers.length)
    throw new BuildError(
      'BASE_INVALID',
      `${repository.name}@${digest} has ${manifest.layers.length} layers, but its configuration ${config.rootfs.diff_ids.length}`,
    );
  const layers = manifest.layers.map((layer): ImageBlob => {
    const descriptor = ownLayer(layer, repository.name);
    return {
      descriptor,
      read: (start, end) => repository.blobPieces(descriptor, start, end),
      from: repository.name,
    };
  });
  return { config, layers, digest, name: repository.name };
}

const withVariant = ({ os, architecture, variant }: ImageConfig): Platform => ({
  os,
  architecture,
  ...(variant !== undefined && { variant }),
});

async function readManifest({ repository, digest }: Exclude<Base, 'scratch'>, platform: Platform) {
  const root = await repository.manifest(digest);
  if (!root) throw new BuildError('BASE_MISSING', `${repository.name} has no ${digest}`);
  if (isManifestType(root.mediaType)) return root;
  if (!isIndexType(root.mediaType))
    throw new BuildError('BASE_INVALID', `${repository.name}@${digest} is neither an image nor an index`);
  const { manifests } = parseIndex(root.bytes);
  const chosen = manifests.find(
    (each) => each.platform && isManifestType(each.mediaType) && suits(each.platform, platform),
  );
  if (!chosen)
    throw new BuildError(
      'PLATFORM_MISSING',
      `${repository.name}@${digest} is not for ${platformText(platform)}; it is for ${offeredPlatforms(manifests)}`,
    );
  const manifest = await repository.manifest(chosen.digest);
  if (!manifest || !isManifestType(manifest.mediaType))
    throw new BuildError('BASE_INVALID', `${repository.name} lacks ${chosen.digest}, which ${digest} lists`);
  return manifest;
}

/** A layer as this suite writes it down. Throws `FOREIGN_LAYER` where its bytes are not the registry's to give. */
function ownLayer({ mediaType, digest, size, urls }: Descriptor, name: string): Descriptor {
  const ownType = Object.hasOwn(layerTypes, mediaType) ? layerTypes[mediaType] : undefined;
  if (ownType === undefined || (urls?.length ?? 0) > 0)
    throw new BuildError('FOREIGN_LAYER', `layer ${digest} of ${name} is not an ordinary layer of its registry`);
  return { mediaType: ownType, digest, size };
}
