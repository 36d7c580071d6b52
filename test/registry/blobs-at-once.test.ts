import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { When } from '@bitvault/lab';
import { blobOf } from '@bitvault/registry';
import { startRig, type Rig } from './rig.ts';

const small = (text: string): Buffer => Buffer.from(text);
const large = Buffer.alloc(20_000, 'large');

/** Method, and for those that open an upload whether the blob came along. */
const asked = ({ traffic }: Rig, mark = 0): readonly string[] =>
  traffic.since(mark).map(({ method, bytes }) => (method === 'POST' ? `POST ${bytes?.received ?? '-'}` : method));

const stored = ({ registry }: Rig): readonly string[] =>
  [...registry.store.repository('team/app').blobs.values()].map((each) => each.toString()).toSorted();

suite('a registry that takes a blob with the request that opens its upload', () => {
  test('gets each so, and the small ones unasked, once it has shown it', async (t) => {
    const rig = await startRig(t);
    const repository = rig.open();
    await repository.pushBlob(small('one'));
    await repository.pushBlob(large);
    await repository.pushBlob(small('two'));
    assert.deepEqual(asked(rig), ['HEAD', 'POST 3', 'HEAD', 'POST 20000', 'POST 3']);
    assert.deepEqual(stored(rig), [large.toString(), 'one', 'two'].toSorted());
  });

  test('is not sent a large blob so before that', async (t) => {
    const rig = await startRig(t);
    await rig.open().pushBlob(large);
    assert.deepEqual(asked(rig), ['HEAD', 'POST 0', 'PUT']);
  });

  test('is asked for none that nobody can have pushed', async (t) => {
    const rig = await startRig(t);
    await rig.open().pushBlob(small('new'), { isNew: true });
    assert.deepEqual(asked(rig), ['POST 3']);
  });
});

suite('a registry that does not', () => {
  test('opens an upload, and is not tried again', async (t) => {
    const rig = await startRig(t, { blobsAtOnce: false });
    const repository = rig.open();
    for (const text of ['one', 'two']) await repository.pushBlob(small(text));
    assert.deepEqual(asked(rig), ['HEAD', 'POST 3', 'PUT', 'HEAD', 'POST 0', 'PUT']);
    assert.deepEqual(stored(rig), ['one', 'two']);
  });

  test('is tried once where several blobs set out together', async (t) => {
    const rig = await startRig(t, { blobsAtOnce: false });
    const repository = rig.open();
    await Promise.all(['one', 'two', 'three'].map((text) => repository.pushBlob(small(text), { isNew: true })));
    assert.deepEqual(
      asked(rig)
        .filter((each) => each.startsWith('POST'))
        .toSorted(),
      ['POST 0', 'POST 0', 'POST 3'],
    );
    assert.deepEqual(stored(rig), ['one', 'three', 'two']);
  });

  for (const status of [400, 403, 404, 405, 411, 500, 501]) {
    test(`answers ${status}: the blob goes as it goes everywhere`, async (t) => {
      const rig = await startRig(t);
      rig.registry.tamper(({ method, url }, answer) =>
        method === 'POST' && url.searchParams.has('digest') ? { status, body: '{}' } : answer,
      );
      await rig.open().pushBlob(small('one'));
      assert.deepEqual(asked(rig), ['HEAD', 'POST 3', 'POST 0', 'PUT']);
    });
  }

  const faults: readonly { readonly when: When; readonly how: 'reset' | number }[] = (
    ['reset', 429, 503] as const
  ).flatMap((how) => [
    { when: 'before', how },
    { when: 'after', how },
  ]);
  for (const fault of faults) {
    test(`fails with ${String(fault.how)} ${fault.when} it: the blob is asked for and sent as everywhere`, async (t) => {
      const rig = await startRig(t);
      rig.traffic.failAt(1, fault, ({ method }) => method === 'POST');
      await rig.open().pushBlob(small('one'));
      const again = fault.when === 'after' ? [] : ['POST 0', 'PUT'];
      const sent = fault.how === 'reset' ? '-' : '3';
      assert.deepEqual(asked(rig), ['HEAD', `POST ${sent}`, 'HEAD', ...again]);
      assert.deepEqual(stored(rig), ['one']);
    });
  }

  test('denies it, and the upload too: that is the last word', async (t) => {
    const rig = await startRig(t);
    rig.registry.tamper((request, answer) => (request.method === 'POST' ? { status: 403, body: '{}' } : answer));
    await assert.rejects(rig.open().pushBlob(small('one')), { code: 'REGISTRY_DENIED' });
    assert.deepEqual(asked(rig), ['HEAD', 'POST 3', 'POST 0']);
  });
});

suite('a blob that is not any more what its digest was taken of', () => {
  const blob = blobOf(large);
  for (const [what, chunkBytes] of [
    ['whole', undefined],
    ['in chunks', 6_000],
  ] as const) {
    for (const [how, other] of [
      ['has other bytes', Buffer.alloc(20_000, 'other')],
      ['is shorter', large.subarray(1)],
      ['is longer', Buffer.concat([large, large])],
    ] as const) {
      test(`${how}, sent ${what}: it is not stored`, async (t) => {
        const rig = await startRig(t);
        const more = how === 'is longer' ? 1 : 0;
        const source = { ...blob, read: (start: number, end: number) => blobOf(other).read(start, end + more) };
        const repository = rig.open('team/app', chunkBytes === undefined ? {} : { chunkBytes });
        await assert.rejects(repository.pushBlob(source), { code: 'DIGEST_MISMATCH' });
        assert.deepEqual(stored(rig), []);
        assert.ok(rig.traffic.served.every(({ method }) => method !== 'PUT'));
      });
    }
  }
});
