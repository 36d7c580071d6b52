import { after } from 'node:test';
import { startRegistry, type RegistryLab } from '@bitvault/lab';
import { openRepository, type Descriptor, type ImageRepository } from '@bitvault/registry';
import type { AnyRig } from '../../signing/rig.ts';

/** A registry with one image that nobody signed yet. */
export interface Bench {
  readonly registry: RegistryLab;
  readonly repository: ImageRepository;
  readonly image: Descriptor;
  /** `host/name@sha256:…` */
  readonly reference: string;
}

export async function startBench(rig: AnyRig, referrers: boolean): Promise<Bench> {
  const registry = await startRegistry({ traffic: rig.traffic, clock: rig.clock, referrers });
  after(() => registry.close());
  const repository = openRepository(`${registry.host}/bitvault/bitvaultd`);
  const { digest } = await repository.pushBlob(Buffer.from('{}'));
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const config = { mediaType: 'application/vnd.oci.image.config.v1+json', digest, size: 2 };
  const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, config, layers: [] }));
  const { existed: _, ...image } = await repository.pushManifest(manifest, mediaType);
  return { registry, repository, image, reference: `${repository.name}@${image.digest}` };
}
