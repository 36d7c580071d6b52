import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { sha256Of, type BlobSource, type ImageRepository } from '@bitvault/registry';
import { account, startRig } from './rig.ts';

const bytes = Buffer.from('0123456789');
const descriptor = { mediaType: 'x/y', digest: sha256Of(bytes), size: bytes.length };
const chunked = { chunkBytes: 4 };

const copyOf = (repository: ImageRepository): BlobSource => ({
  digest: descriptor.digest,
  size: descriptor.size,
  read: (start, end) => repository.blobPieces(descriptor, start, end),
});

suite('a blob that goes from one registry to another', () => {
  test('is read in the parts in which it is sent, whether or not the first serves parts', async (t) => {
    for (const servesParts of [true, false]) {
      const from = await startRig(t, { auth: { ...account, bearer: true } });
      const to = await startRig(t);
      from.registry.store.repository('team/app').putBlob(bytes);
      const asked: (string | undefined)[] = [];
      from.registry.tamper((request, answer) => {
        if (answer.status === 206) asked.push(request.headers.range);
        if (answer.status !== 206 || servesParts) return answer;
        return { status: 200, body: bytes };
      });
      await to.open('team/app', chunked).pushBlob(copyOf(from.open()));
      assert.equal(to.registry.store.repository('team/app').blobs.get(descriptor.digest)?.toString(), '0123456789');
      assert.deepEqual(asked, ['bytes=0-3', 'bytes=4-7', 'bytes=8-9']);
    }
  });

  const faults = (['reset', 429, 503] as const).map((how) => ({ when: 'after', how }) as const);
  for (const fault of faults) {
    test(`is whole, though the first fails with ${String(fault.how)} once for each part`, async (t) => {
      const from = await startRig(t);
      const to = await startRig(t);
      from.registry.store.repository('team/app').putBlob(bytes);
      for (const k of [1, 3, 5]) from.traffic.failAt(k, fault);
      await to.open('team/app', chunked).pushBlob(copyOf(from.open()));
      assert.equal(to.registry.store.repository('team/app').blobs.get(descriptor.digest)?.toString(), '0123456789');
    });
  }

  test('is not stored where the first serves other bytes, or has it no more', async (t) => {
    for (const [body, status, code] of [
      ['012345678', 200, 'DIGEST_MISMATCH'],
      ['abcdefghij', 200, 'DIGEST_MISMATCH'],
      ['{}', 404, 'BLOB_UNKNOWN'],
    ] as const) {
      const from = await startRig(t);
      const to = await startRig(t);
      from.registry.tamper(() => ({ status, body }));
      await assert.rejects(to.open('team/app', chunked).pushBlob(copyOf(from.open())), { code });
      assert.equal(to.registry.store.repository('team/app').blobs.size, 0);
    }
  });
});
