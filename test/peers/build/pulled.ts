import { gunzipSync } from 'node:zlib';
import { parseManifest, type ImageManifest, type ImageRepository } from '@bitvault/registry';
import { unpackTar } from 'modern-tar';

export interface PulledImage {
  readonly manifest: ImageManifest;
  readonly config: {
    readonly created: string;
    readonly config: { readonly Labels?: Readonly<Record<string, string>>; readonly Entrypoint?: readonly string[] };
  };
  /** Of all layers, by path without a leading slash. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Everything in the image as text, to look for what must not be in it. */
  readonly texts: readonly string[];
}

/** Reads an image back as anybody would who runs it; the client checks every digest. */
export async function pulled(repository: ImageRepository, digest: string): Promise<PulledImage> {
  const stored = await repository.manifest(digest);
  if (!stored) throw new Error(`${digest} is not in ${repository.name}`);
  const manifest = parseManifest(stored.bytes);
  const config = Buffer.from(await repository.blob(manifest.config)).toString();
  const files = new Map<string, Buffer>();
  const texts = [Buffer.from(stored.bytes).toString(), config];
  for (const layer of manifest.layers) {
    const tar = gunzipSync(await repository.blob(layer, 1 << 26));
    texts.push(tar.toString('latin1'));
    for (const { header, data } of await unpackTar(tar))
      if (header.type === 'file') files.set(header.name.replace(/^\.?\//, ''), Buffer.from(data ?? []));
  }
  return { manifest, config: JSON.parse(config) as PulledImage['config'], files, texts };
}
