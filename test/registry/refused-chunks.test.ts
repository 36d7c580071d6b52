import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Answer, PartRequest } from '@bitvault/lab';
import { blobOf, openRepository, sha256Of, UploadHabits } from '@bitvault/registry';
import { startHastyRegistry } from './hasty-registry.ts';
import { quick, startRig, type Rig } from './rig.ts';

const bytes = Buffer.from('0123456789');
const digest = sha256Of(bytes);
const chunked = { chunkBytes: 4 };

const pushed = ({ registry }: Rig, path = 'team/app'): string | undefined =>
  registry.store.repository(path).blobs.get(digest)?.toString();

const methods = ({ traffic }: Rig, mark = 0): readonly string[] => traffic.since(mark).map(({ method }) => method);

const isPatch = ({ method }: { readonly method: string }): boolean => method === 'PATCH';

/** Answers the chunks from the n-th on, and nothing else, with this. */
function patchesFrom(n: number, change: (answer: Answer) => Answer) {
  let seen = 0;
  return (request: PartRequest, answer: Answer): Answer => {
    if (isPatch(request)) seen += 1;
    return isPatch(request) && seen >= n ? change(answer) : answer;
  };
}

const withHeaders = (answer: Answer, headers: Record<string, string>): Answer => ({
  ...answer,
  headers: { ...answer.headers, ...headers },
});

suite('a registry that takes no chunks as large as they are sent', () => {
  test('gets the blob whole, is told of it once, and spared later', async (t) => {
    const rig = await startRig(t, { largestChunk: 3 });
    const habits = new UploadHabits();
    const repository = rig.open('team/app', { ...chunked, habits });
    await repository.pushBlob(bytes);
    assert.equal(pushed(rig), bytes.toString());
    assert.deepEqual(methods(rig), ['HEAD', 'POST', 'PATCH', 'POST', 'PUT']);
    const mark = rig.traffic.served.length;
    await repository.pushBlob(Buffer.from('another blob'));
    await rig.open('team/other', { ...chunked, habits }).pushBlob(bytes);
    assert.equal(pushed(rig, 'team/other'), bytes.toString());
    assert.deepEqual(methods(rig, mark), ['HEAD', 'POST', 'PUT', 'HEAD', 'POST', 'PUT']);
  });

  test('and hangs up before it has all of one: the blob goes whole', async (t) => {
    const registry = await startHastyRegistry(t);
    const blob = blobOf(Buffer.alloc(8 * 1024 * 1024, 'large'));
    await openRepository(`${registry.host}/team/app`, { ...quick, chunkBytes: 4 * 1024 * 1024 }).pushBlob(blob);
    assert.deepEqual(registry.stored, [blob.digest]);
    assert.ok(registry.patches <= 3, `${registry.patches} chunks were sent`);
  });
});

suite('whatever goes wrong with the chunks of a blob, it begins again whole', () => {
  const refusals = [400, 401, 403, 404, 405, 411, 413, 415, 416, 422, 500, 501, 503, 307];
  for (const nth of [1, 2, 3]) {
    for (const status of refusals) {
      test(`${status} for chunk ${nth}, always`, async (t) => {
        const rig = await startRig(t);
        rig.registry.tamper(patchesFrom(nth, () => ({ status, headers: { location: '/elsewhere' }, body: '{}' })));
        await rig.open('team/app', chunked).pushBlob(bytes);
        assert.equal(pushed(rig), bytes.toString());
        assert.ok(methods(rig).filter((method) => method === 'PATCH').length <= nth + 2);
      });
    }
  }

  const locations = { none: '', 'no address': 'http://', 'a forbidden place': 'http://169.254.1.1/upload' };
  for (const [what, location] of Object.entries(locations)) {
    test(`a chunk is answered with ${what} as the next location`, async (t) => {
      const rig = await startRig(t);
      rig.registry.tamper(patchesFrom(2, (answer) => withHeaders(answer, { location })));
      await rig.open('team/app', chunked).pushBlob(bytes);
      assert.equal(pushed(rig), bytes.toString());
    });
  }

  const ranges = {
    'more than there is': '0-99',
    'less than it took before': '0-0',
    'what cannot be read': 'all',
  };
  for (const [what, range] of Object.entries(ranges)) {
    test(`asked how far it is, it says ${what}`, async (t) => {
      const rig = await startRig(t);
      rig.registry.tamper((request, answer) => (request.method === 'GET' ? withHeaders(answer, { range }) : answer));
      rig.traffic.failAt(2, { when: 'before', how: 503 }, isPatch);
      await rig.open('team/app', chunked).pushBlob(bytes);
      assert.equal(pushed(rig), bytes.toString());
    });
  }

  for (const status of [200, 404, 405, 500]) {
    test(`asked how far it is, it answers ${status}`, async (t) => {
      const rig = await startRig(t);
      rig.registry.tamper((request, answer) => (request.method === 'GET' ? { status, body: '{}' } : answer));
      rig.traffic.failAt(2, { when: 'before', how: 'reset' }, isPatch);
      await rig.open('team/app', chunked).pushBlob(bytes);
      assert.equal(pushed(rig), bytes.toString());
    });
  }

  test('the upload is lost', async (t) => {
    const rig = await startRig(t);
    const { uploads } = rig.registry.store.repository('team/app');
    rig.traffic.failAt(2, { when: 'before', how: () => uploads.clear() }, isPatch);
    await rig.open('team/app', chunked).pushBlob(bytes);
    assert.equal(pushed(rig), bytes.toString());
    assert.deepEqual(methods(rig), ['HEAD', 'POST', 'PATCH', 'PATCH', 'GET', 'POST', 'PUT']);
  });

  test('every chunk is cut off by the network', async (t) => {
    const rig = await startRig(t);
    rig.traffic.failEach({ when: 'before', how: 'reset' }, isPatch);
    await rig.open('team/app', chunked).pushBlob(bytes);
    assert.equal(pushed(rig), bytes.toString());
  });

  test('of every chunk no more than a byte arrives', async (t) => {
    const rig = await startRig(t);
    const large = Buffer.alloc(200, 'large');
    const { uploads, blobs } = rig.registry.store.repository('team/app');
    rig.registry.tamper((request, answer) => {
      if (!isPatch(request)) return answer;
      const [start = 0] = (request.headers['content-range'] ?? '').split('-', 1).map(Number);
      for (const name of uploads.keys()) uploads.set(name, large.subarray(0, start + 1));
      return { status: 503, body: '{}' };
    });
    await rig.open('team/app', { chunkBytes: 50 }).pushBlob(large);
    assert.equal(String(blobs.get(sha256Of(large))), String(large));
    assert.ok(methods(rig).filter((method) => method === 'PATCH').length < 30);
  });

  test('a chunk is dropped although it was accepted', async (t) => {
    const rig = await startRig(t);
    const { uploads } = rig.registry.store.repository('team/app');
    rig.registry.tamper((request, answer) => {
      if (isPatch(request)) for (const name of uploads.keys()) uploads.set(name, bytes.subarray(0, 4));
      return answer;
    });
    await rig.open('team/app', chunked).pushBlob(bytes);
    assert.equal(pushed(rig), bytes.toString());
  });

  for (const status of [400, 404, 416, 500, 503]) {
    test(`the upload cannot be closed: ${status}`, async (t) => {
      const rig = await startRig(t);
      rig.registry.tamper((request, answer) =>
        request.method === 'PUT' && request.body.length === 0 ? { status, body: '{}' } : answer,
      );
      let stored = 0;
      const { blobs } = rig.registry.store.repository('team/app');
      rig.registry.tamper((request, answer) => {
        if (request.method === 'PUT' && request.body.length === 0) blobs.delete(digest);
        stored = blobs.size;
        return answer;
      });
      await rig.open('team/app', chunked).pushBlob(bytes);
      assert.equal(stored, 1);
      assert.equal(pushed(rig), bytes.toString());
    });
  }
});

suite('what is not the registry’s fault is not sent again', () => {
  test('a blob that is not what its digest was taken of', async (t) => {
    const rig = await startRig(t, { largestChunk: 3 });
    const source = { ...blobOf(bytes), read: blobOf(Buffer.from('9876543210')).read };
    await assert.rejects(rig.open('team/app', chunked).pushBlob(source), { code: 'DIGEST_MISMATCH' });
    assert.equal(pushed(rig), undefined);
  });

  test('a source that cannot be read', async (t) => {
    const rig = await startRig(t);
    const unreadable = new Error('the disk is gone');
    const read = async function* () {
      yield bytes.subarray(0, 2);
      throw unreadable;
    };
    const push = rig.open('team/app', chunked).pushBlob({ ...blobOf(bytes), read });
    await assert.rejects(push, unreadable);
    assert.deepEqual(methods(rig), ['HEAD', 'POST']);
  });
});
