import assert from 'node:assert/strict';
import { rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { pushImage, readOciLayout } from '@bitvault/build';
import { mediaTypes, sha256Of } from '@bitvault/registry';
import { startRig } from '../registry/rig.ts';
import { tarEntry, unsafeEntries } from './unsafe-entries.ts';
import { asTar, asTree, blobPath, sampleLayout, scratchDirectory, writeTree } from './trees.ts';

async function archive(t: TestContext, bytes: Uint8Array): Promise<string> {
  const path = join(await scratchDirectory(t), 'layout.tar');
  await writeFile(path, bytes);
  return path;
}

const layoutDirectory = async (t: TestContext, files: ReadonlyMap<string, Buffer>): Promise<string> =>
  writeTree(await scratchDirectory(t), asTree(files));

suite('a layout is read whole', () => {
  const { files, index } = sampleLayout();
  const forms: Record<string, (t: TestContext) => Promise<string>> = {
    'as a directory': (t) => layoutDirectory(t, files),
    'as a tar archive': async (t) => archive(t, await asTar(files)),
    'as a tar archive with ./ before its names': async (t) =>
      archive(t, await asTar(new Map([...files].map(([path, bytes]) => [`./${path}`, bytes])))),
    'as a gzipped tar archive': async (t) => archive(t, gzipSync(await asTar(files))),
  };
  for (const [form, make] of Object.entries(forms)) {
    test(`${form}, and pushed with all its platforms`, async (t) => {
      const image = await readOciLayout(await make(t));
      assert.equal(image.digest, index.digest);
      assert.equal(image.mediaType, mediaTypes.index);
      const { open } = await startRig(t);
      const result = await pushImage(open(), image, { tags: ['v1'] });
      assert.deepEqual([result.digest, result.blobs.pushed], [index.digest, 4]);
      const read = await open().manifest('v1');
      assert.deepEqual(Buffer.from(read?.bytes ?? []), files.get(blobPath(index.digest)));
    });
  }

  test('one of several images is chosen by its name', async (t) => {
    const named = [
      { ...index, annotations: { 'org.opencontainers.image.ref.name': 'v1' } },
      { ...index, digest: sha256Of(Buffer.from('other')), annotations: { 'org.opencontainers.image.ref.name': 'v2' } },
    ];
    const several = new Map(files).set(
      'index.json',
      Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: named })),
    );
    const path = await layoutDirectory(t, several);
    assert.equal((await readOciLayout(path, { reference: 'v1' })).digest, index.digest);
    await assert.rejects(readOciLayout(path), { code: 'LAYOUT_AMBIGUOUS' });
    await assert.rejects(readOciLayout(path, { reference: 'v3' }), { code: 'LAYOUT_AMBIGUOUS' });
  });
});

suite('a broken layout is refused', () => {
  const { files, index } = sampleLayout();

  test('a changed blob', async (t) => {
    const [path = ''] = [...files.keys()];
    const changed = new Map(files).set(path, Buffer.from('changed'));
    await assert.rejects(readOciLayout(await layoutDirectory(t, changed)), { code: 'LAYOUT_CORRUPT' });
    await assert.rejects(readOciLayout(await archive(t, await asTar(changed))), { code: 'LAYOUT_CORRUPT' });
  });

  test('a missing blob', async (t) => {
    const directory = await layoutDirectory(t, files);
    const [path = ''] = [...files.keys()];
    await rm(join(directory, path));
    await assert.rejects(readOciLayout(directory), { code: 'LAYOUT_CORRUPT' });
  });

  test('a blob that is a link to a file outside', async (t) => {
    const directory = await layoutDirectory(t, files);
    const [path = '', bytes = Buffer.alloc(0)] = [...files][0] ?? [];
    const outside = join(await scratchDirectory(t), 'outside');
    await writeFile(outside, bytes);
    await rm(join(directory, path));
    await symlink(outside, join(directory, path));
    await assert.rejects(readOciLayout(directory), { code: 'LAYOUT_UNSAFE' });
  });

  test('another version, no index, no JSON, nothing at all', async (t) => {
    const version = new Map(files).set('oci-layout', Buffer.from('{"imageLayoutVersion":"2.0.0"}'));
    await assert.rejects(readOciLayout(await layoutDirectory(t, version)), { code: 'LAYOUT_INVALID' });
    const malformed = new Map(files).set('index.json', Buffer.from('{"manifests":'));
    await assert.rejects(readOciLayout(await layoutDirectory(t, malformed)), { code: 'LAYOUT_INVALID' });
    await assert.rejects(readOciLayout(await scratchDirectory(t)), { code: 'LAYOUT_MISSING' });
    await assert.rejects(readOciLayout('/no/such/layout'), { code: 'LAYOUT_MISSING' });
    await assert.rejects(readOciLayout(await archive(t, Buffer.from('not a tar archive'))), { code: 'LAYOUT_INVALID' });
  });

  test('a manifest that is listed under another media type than its own', async (t) => {
    const confused = { ...index, mediaType: mediaTypes.manifest };
    const other = new Map(files).set(
      'index.json',
      Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [confused] })),
    );
    await assert.rejects(readOciLayout(await layoutDirectory(t, other)), { code: 'LAYOUT_INVALID' });
  });

  test('a layer with foreign URLs', async (t) => {
    const layer = Buffer.from('layer');
    const descriptor = {
      mediaType: 'application/vnd.oci.image.layer.v1.tar',
      digest: sha256Of(layer),
      size: layer.length,
    };
    const manifest = Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: mediaTypes.manifest,
        config: descriptor,
        layers: [{ ...descriptor, urls: ['http://127.0.0.1:1/layer'] }],
      }),
    );
    const root = { mediaType: mediaTypes.manifest, digest: sha256Of(manifest), size: manifest.length };
    const foreign = new Map([
      ['oci-layout', Buffer.from('{"imageLayoutVersion":"1.0.0"}')],
      ['index.json', Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [root] }))],
      [blobPath(root.digest), manifest],
      [blobPath(descriptor.digest), layer],
    ]);
    await assert.rejects(readOciLayout(await layoutDirectory(t, foreign)), { code: 'FOREIGN_LAYER' });
  });
});

suite('an archive that attacks is refused', () => {
  const { files } = sampleLayout();
  for (const [what, attack] of Object.entries(unsafeEntries)) {
    test(what, async (t) => {
      await assert.rejects(readOciLayout(await archive(t, await asTar(files, [attack]))), { code: 'LAYOUT_UNSAFE' });
    });
  }

  test('a bomb', async (t) => {
    const zeros = Buffer.alloc(40 * 1024 * 1024);
    const bomb = gzipSync(await asTar(new Map(files).set('padding', zeros)), { level: 9 });
    await assert.rejects(readOciLayout(await archive(t, bomb)), { code: 'LAYOUT_UNSAFE' });
  });

  test('more content than the limit, in an archive and in a directory', async (t) => {
    const large = new Map(files).set('padding', Buffer.alloc(100_000));
    await assert.rejects(readOciLayout(await archive(t, await asTar(large)), { limit: 50_000 }), {
      code: 'LAYOUT_TOO_LARGE',
    });
    await assert.rejects(readOciLayout(await layoutDirectory(t, files), { limit: 100 }), { code: 'LAYOUT_TOO_LARGE' });
  });

  test('more entries than an image needs', async (t) => {
    const many = Array.from({ length: 10_001 }, (_, at) => tarEntry(`padding-${at}`));
    await assert.rejects(readOciLayout(await archive(t, await asTar(files, many))), { code: 'LAYOUT_TOO_LARGE' });
  });
});
