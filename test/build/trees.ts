import { chmod, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import type { ImageBlob } from '@bitvault/build';
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

export async function readAll({ descriptor, read }: ImageBlob): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of read(0, descriptor.size)) pieces.push(piece);
  return Buffer.concat(pieces);
}

export const blobPath = (digest: string): string => `blobs/${digest.replace(':', '/')}`;

export interface SampleLayout {
  readonly files: Map<string, Buffer>;
  readonly manifests: readonly Descriptor[];
  readonly index: Descriptor;
}

const adding =
  (files: Map<string, Buffer>) =>
  (mediaType: string, content: unknown): Descriptor => {
    // Indented as BuildKit writes it.
    const bytes = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content, undefined, 2));
    const descriptor = describe(mediaType, bytes);
    files.set(blobPath(descriptor.digest), bytes);
    return descriptor;
  };

/** The files of an OCI layout with a two-platform index, by path. */
export function sampleLayout(): SampleLayout {
  const files = new Map<string, Buffer>();
  const add = adding(files);
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
    // In the order of BuildKit, which is not the one that is parsed into.
    platform: { architecture, os: 'linux' },
  }));
  const index = add(mediaTypes.index, { schemaVersion: 2, mediaType: mediaTypes.index, manifests });
  files.set('oci-layout', Buffer.from('{"imageLayoutVersion":"1.0.0"}'));
  files.set('index.json', Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [index] })));
  return { files, manifests, index };
}

/** The same with SBOMs beside each image, stored as BuildKit stores what its scanner found. */
export function attested(layout: SampleLayout, sbomsOf: (index: number) => readonly unknown[]): SampleLayout {
  const files = new Map(layout.files);
  const add = adding(files);
  const attestations = layout.manifests.map((subject, index) => ({
    ...add(mediaTypes.manifest, {
      schemaVersion: 2,
      mediaType: mediaTypes.manifest,
      config: add('application/vnd.oci.image.config.v1+json', '{}'),
      layers: sbomsOf(index).map((predicate) => ({
        ...add('application/vnd.in-toto+json', {
          _type: 'https://in-toto.io/Statement/v1',
          predicateType: 'https://spdx.dev/Document',
          subject: [],
          predicate,
        }),
        annotations: { 'in-toto.io/predicate-type': 'https://spdx.dev/Document' },
      })),
    }),
    annotations: {
      'vnd.docker.reference.digest': subject.digest,
      'vnd.docker.reference.type': 'attestation-manifest',
    },
    platform: { architecture: 'unknown', os: 'unknown' },
  }));
  const manifests = [...layout.manifests, ...attestations];
  const index = add(mediaTypes.index, { schemaVersion: 2, mediaType: mediaTypes.index, manifests });
  files.set('index.json', Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [index] })));
  return { files, manifests, index };
}

export const asTree = (files: ReadonlyMap<string, Buffer>): Tree =>
  Object.fromEntries([...files].map(([path, bytes]) => [path, bytes.toString('utf8')]));

export const asTar = (files: ReadonlyMap<string, Buffer>, more: readonly TarEntry[] = []): Promise<Uint8Array> =>
  packTar([
    ...more,
    ...[...files].map(([name, body]) => ({ header: { name, size: body.length, mtime: new Date(0) }, body })),
  ]);
