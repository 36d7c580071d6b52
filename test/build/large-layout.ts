import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { mediaTypes, sha256Of, type Descriptor } from '@bitvault/registry';
import { createTarPacker } from 'modern-tar';
import { blobPath } from './trees.ts';

export interface LargeLayout {
  readonly directory: string;
  readonly layer: Descriptor;
  readonly files: readonly string[];
}

/** A layout of one image whose one layer is that large; on disk it takes hardly anything, being a hole with an end. */
export async function largeLayout(directory: string, size: number): Promise<LargeLayout> {
  await mkdir(join(directory, 'blobs', 'sha256'), { recursive: true });
  const layer = await sparseBlob(directory, size);
  const put = async (mediaType: string, content: object): Promise<Descriptor> => {
    const bytes = Buffer.from(JSON.stringify(content));
    const digest = sha256Of(bytes);
    await writeFile(join(directory, blobPath(digest)), bytes);
    return { mediaType, digest, size: bytes.length };
  };
  const config = await put('application/vnd.oci.image.config.v1+json', {
    os: 'linux',
    architecture: 'amd64',
    rootfs: { type: 'layers', diff_ids: [] },
  });
  const manifest = await put(mediaTypes.manifest, {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config,
    layers: [layer],
  });
  await writeFile(join(directory, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  await writeFile(join(directory, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [manifest] }));
  const blobs = [config, manifest, layer].map(({ digest }) => blobPath(digest));
  return { directory, layer, files: ['oci-layout', 'index.json', ...blobs] };
}

async function sparseBlob(directory: string, size: number): Promise<Descriptor> {
  const path = join(directory, 'layer');
  {
    await using file = await open(path, 'w');
    await file.truncate(size - 3);
    await file.write(Buffer.from('end'), 0, 3, size - 3);
  }
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  const digest = `sha256:${hash.digest('hex')}` as const;
  await rename(path, join(directory, blobPath(digest)));
  return { mediaType: 'application/vnd.oci.image.layer.v1.tar', digest, size };
}

/** Writes the layout as a tar archive, gzipped where `path` says so. */
export async function packLarge({ directory, files }: LargeLayout, path: string): Promise<string> {
  const { readable, controller } = createTarPacker();
  const packing = async (): Promise<void> => {
    for (const name of files) {
      await using file = await open(join(directory, name));
      const { size } = await file.stat();
      const body = controller.add({ name, size, mtime: new Date(0) });
      await (file.readableWebStream() as ReadableStream<Uint8Array>).pipeTo(body);
    }
    controller.finalize();
  };
  const source = Readable.fromWeb(readable as Parameters<typeof Readable.fromWeb>[0]);
  const target = createWriteStream(path);
  const written = path.endsWith('.gz') ? pipeline(source, createGzip({ level: 0 }), target) : pipeline(source, target);
  await Promise.all([packing(), written]);
  return path;
}
