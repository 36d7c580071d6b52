import { chmod, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { sha256Of, mediaTypes, type Descriptor } from '@bitvault/registry';
import { packTar, type TarEntry } from 'modern-tar';

/** A directory that ends with the test. */
export async function scratchDirectory(t: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'build-'));
  t.after(() => rm(directory, { recursive: true }));
  return directory;
}

export type Tree = Readonly<Record<string, string | { readonly link: string } | { readonly run: string }>>;

/** Writes a tree in the order given. `run` is an executable file. */
export async function writeTree(directory: string, tree: Tree, mtime?: Date): Promise<string> {
  for (const [path, content] of Object.entries(tree)) {
    const absolute = join(directory, path);
    await mkdir(dirname(absolute), { recursive: true });
    if (typeof content === 'object' && 'link' in content) {
      await symlink(content.link, absolute);
      continue;
    }
    await writeFile(absolute, typeof content === 'string' ? content : content.run);
    if (typeof content === 'object') await chmod(absolute, 0o700);
    if (mtime) await utimes(absolute, mtime, mtime);
  }
  return directory;
}

const describe = (mediaType: string, bytes: Uint8Array): Descriptor => ({
  mediaType,
  digest: sha256Of(bytes),
  size: bytes.length,
});

export const blobPath = (digest: string): string => `blobs/${digest.replace(':', '/')}`;

/** The files of an OCI layout with a two-platform index, by path. */
export function sampleLayout(): { readonly files: Map<string, Buffer>; readonly index: Descriptor } {
  const files = new Map<string, Buffer>();
  const add = (mediaType: string, content: unknown): Descriptor => {
    const bytes = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
    const descriptor = describe(mediaType, bytes);
    files.set(blobPath(descriptor.digest), bytes);
    return descriptor;
  };
  const manifests = ['amd64', 'arm64'].map((architecture) => ({
    ...add(mediaTypes.manifest, {
      schemaVersion: 2,
      mediaType: mediaTypes.manifest,
      config: add('application/vnd.oci.image.config.v1+json', {
        os: 'linux',
        architecture,
        rootfs: { type: 'layers', diff_ids: [] },
      }),
      layers: [add('application/vnd.oci.image.layer.v1.tar', `layer for ${architecture}`)],
    }),
    platform: { os: 'linux', architecture },
  }));
  const index = add(mediaTypes.index, { schemaVersion: 2, mediaType: mediaTypes.index, manifests });
  files.set('oci-layout', Buffer.from('{"imageLayoutVersion":"1.0.0"}'));
  files.set('index.json', Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [index] })));
  return { files, index };
}

export const asTree = (files: ReadonlyMap<string, Buffer>): Tree =>
  Object.fromEntries([...files].map(([path, bytes]) => [path, bytes.toString('utf8')]));

export const asTar = (files: ReadonlyMap<string, Buffer>, more: readonly TarEntry[] = []): Promise<Uint8Array> =>
  packTar([
    ...more,
    ...[...files].map(([name, body]) => ({ header: { name, size: body.length, mtime: new Date(0) }, body })),
  ]);
