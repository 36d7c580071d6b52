import { isManifestType, isSha256, parseManifest } from '@bitvault/registry';
import type { PushableImage } from '../pushable-image.ts';
import type { BuildMaterial } from './build-material.ts';
import type { DockerfileBuild } from './dockerfile-build.ts';

const baseName = 'org.opencontainers.image.base.name';
const baseDigest = 'org.opencontainers.image.base.digest';

/**
 * The bases that buildah wrote on the manifests: that of the final stage; of other stages it says nothing. Where the
 * build itself sets these annotations, they are claims of whoever wrote it, and not taken.
 */
export function annotatedBases(
  { documents }: PushableImage,
  build: Pick<DockerfileBuild, 'annotations'>,
): readonly BuildMaterial[] {
  if (build.annotations.some(([name]) => name === baseName || name === baseDigest)) return [];
  const found = new Map<string, BuildMaterial>();
  for (const { bytes, mediaType } of documents) {
    const annotations = isManifestType(mediaType) ? parseManifest(bytes).annotations : undefined;
    const [name = '', digest = ''] = [annotations?.[baseName], annotations?.[baseDigest]];
    if (name === '' || !isSha256(digest)) continue;
    const uri = `oci://${name.split('@', 1)[0]}`;
    found.set(`${uri} ${digest}`, { uri, digest: { sha256: digest.slice('sha256:'.length) } });
  }
  return [...found.values()];
}
