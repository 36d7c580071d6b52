import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { sha256Of } from '@bitvault/registry';
import fc from 'fast-check';
import { unpackTar } from 'modern-tar';
import { packLayer } from './layer.ts';

const options = { prefix: ['app'], parents: true, createdAt: 1 };

suite('a layer', () => {
  test('gives back every name, however long or foreign, and every content', async () => {
    const part = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 90 })
      .filter((text) => !/[/\0\uD800-\uDFFF]/.test(text));
    const path = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));
    const files = fc.dictionary(path, fc.uint8Array({ maxLength: 2_000 }), { maxKeys: 5, noNullPrototype: true });
    await fc.assert(
      fc.asyncProperty(files, async (contents) => {
        const entries = Object.entries(contents).map(
          ([name, bytes]) => ({ kind: 'file', path: name, executable: false, bytes }) as const,
        );
        const layer = await packLayer(entries, options);
        const tar = gunzipSync(layer.bytes);
        assert.equal(sha256Of(tar), layer.diffId);
        const [prefix, ...read] = await unpackTar(tar, { strict: true });
        assert.equal(prefix?.header.name, 'app/');
        assert.deepEqual(
          read.map(({ header, data }) => [header.name, Buffer.from(data ?? [])]),
          Object.entries(contents).map(([name, bytes]) => [`app/${name}`, Buffer.from(bytes)]),
        );
      }),
      { numRuns: 50 },
    );
  });

  test('without entries is still a layer', async () => {
    const layer = await packLayer([], { ...options, prefix: [] });
    assert.deepEqual(await unpackTar(gunzipSync(layer.bytes)), []);
  });
});
