import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import { buildkitSboms, hasBuildkitSbom, layersByPlatform, readOciLayout } from '@bitvault/build';
import { sha256Of } from '@bitvault/registry';
import fc from 'fast-check';
import { asTar, asTree, attested, blobPath, sampleLayout, writeTree } from '../build/trees.ts';
import { fuzz } from './fuzz.ts';
import { byteChanges, valueChanges } from './mutations.ts';
import { assertUnpolluted, refusalOf } from './refusal.ts';

const scratch = await mkdtemp(join(tmpdir(), 'fuzz-layout-'));
after(() => rm(scratch, { recursive: true }));

const { files } = attested(sampleLayout(), (index) => [{ spdxVersion: 'SPDX-2.3', name: `image ${index}` }]);
const archive = Buffer.from(await asTar(files));
const documents = [...files.keys()].filter((path) => files.get(path)?.[0] === '{'.charCodeAt(0)).toSorted();

/** The layout with something else in this file, and all that leads to it by digest and size led to that. */
function withOther(path: string, bytes: Buffer, all: ReadonlyMap<string, Buffer> = files): Map<string, Buffer> {
  const changed = new Map(all);
  if (!path.startsWith('blobs/')) return changed.set(path, bytes);
  const old = path.slice('blobs/'.length).replace('/', ':');
  const digest = sha256Of(bytes);
  changed.delete(path);
  changed.set(blobPath(digest), bytes);
  if (digest === old) return changed;
  const leads = [...changed].filter(([each, text]) => each !== blobPath(digest) && text.includes(old));
  return leads.reduce<Map<string, Buffer>>((layout, [each, text]) => {
    const again = JSON.stringify(JSON.parse(text.toString()), (_, value: unknown) =>
      isDescriptor(value) && value.digest === old ? { ...value, digest, size: bytes.length } : value,
    );
    return layout.has(each) ? withOther(each, Buffer.from(again), layout) : layout;
  }, changed);
}

const isDescriptor = (value: unknown): value is { readonly digest: unknown } =>
  typeof value === 'object' && value !== null && 'digest' in value && 'size' in value;

/** What is taken is what its digests say, and is read to its end. */
async function read(path: string): Promise<void> {
  await using image = await readOciLayout(path, { temporary: scratch });
  for (const { bytes, digest } of image.documents) assert.equal(sha256Of(bytes), digest);
  assert.equal(image.documents.at(-1)?.digest, image.digest);
  await layersByPlatform(image);
  if (hasBuildkitSbom(image)) for (const { bytes } of await buildkitSboms(image)) JSON.parse(bytes.toString());
}

async function holds(write: (path: string) => Promise<unknown>): Promise<void> {
  const folder = await mkdtemp(join(scratch, 'each-'));
  try {
    const path = join(folder, 'layout');
    await write(path);
    await refusalOf({ honest: [], read: () => read(path) }, '');
    assertUnpolluted();
  } finally {
    await rm(folder, { recursive: true });
  }
}

const inFolder = (layout: ReadonlyMap<string, Buffer>) => holds((path) => writeTree(path, asTree(layout)));
const document = fc.constantFrom(...documents);
const contentOf = (path: string): Buffer => files.get(path) ?? assert.fail(path);

suite('an OCI layout, spoilt in any way, is refused with a code or is what its digests say', () => {
  test('an honest one is taken', async () => {
    const folder = await mkdtemp(join(scratch, 'honest-'));
    await read(await writeTree(folder, asTree(files)));
    await writeFile(join(folder, 'layout.tar'), archive);
    await read(join(folder, 'layout.tar'));
    assert.ok(documents.length > 6);
  });
  fuzz('a document, in its parts', fc.tuple(document, valueChanges), ([path, spoil]) =>
    inFolder(withOther(path, Buffer.from(JSON.stringify(spoil(JSON.parse(contentOf(path).toString())))))),
  );
  fuzz('a document, in its text', fc.tuple(document, byteChanges), ([path, spoil]) =>
    inFolder(withOther(path, Buffer.from(spoil(contentOf(path)).toString('utf8')))),
  );
  fuzz('an archive, in its bytes', byteChanges, (spoil) => holds((path) => writeFile(path, spoil(archive))));
});
