import { openRepository } from '@bitvault/registry';

/** Pushes a tiny image as anyone with the registry's password could, without signing it; gives its digest. */
export async function pushUnsignedImage(name: string): Promise<string> {
  const repository = openRepository(name);
  const config = Buffer.from(
    JSON.stringify({ architecture: 'amd64', os: 'linux', rootfs: { type: 'layers', diff_ids: [] } }),
  );
  const { digest } = await repository.pushBlob(config);
  const manifest = {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest, size: config.length },
    layers: [],
  };
  return (await repository.pushManifest(Buffer.from(JSON.stringify(manifest)), manifest.mediaType)).digest;
}
