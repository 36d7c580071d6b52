import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { tampering, type Fault } from '@bitvault/lab';
import { blobOf, openRepository, sha256Of } from '@bitvault/registry';
import { account, quick, startRig, type Rig } from './rig.ts';

const bytes = Buffer.from('0123456789');
const digest = sha256Of(bytes);
const chunked = { chunkBytes: 4 };

/** What was asked of the registry, tokens apart, without names of uploads. */
const asked = ({ traffic }: Rig): readonly string[] =>
  traffic.served
    .filter(({ url, status }) => !url.startsWith('/token') && status !== 401)
    .map(({ method, url }) => `${method} ${url.replace(/.*\/blobs\/(uploads\/)?.*?(\?.*)?$/, '$1$2')}`)
    .map((line) =>
      line
        .replace(/_state=\d+&?/, '')
        .replace(digest, 'D')
        .replace(encodeURIComponent(digest), 'D'),
    );

const pushed = ({ registry }: Rig): string | undefined =>
  registry.store.repository('team/app').blobs.get(digest)?.toString();

const methods = ({ traffic }: Rig): readonly string[] => traffic.served.map(({ method }) => method);

suite('a blob that another repository of the registry has', () => {
  const read = () => assert.fail('nothing is to be read');
  const { size } = blobOf(bytes);

  for (const [how, auth] of [
    ['without authentication', undefined],
    ['with a password', account],
    ['with tokens', { ...account, bearer: true }],
  ] as const) {
    test(`is mounted, not sent: ${how}`, async (t) => {
      const rig = await startRig(t, auth ? { auth } : {});
      rig.registry.store.repository('team/base').putBlob(bytes);
      const from = `${rig.registry.host}/team/base`;
      assert.deepEqual(await rig.open().pushBlob({ digest, size, read, from }), { digest, existed: true });
      assert.equal(pushed(rig), bytes.toString());
      assert.deepEqual(asked(rig), ['HEAD ', 'POST uploads/?mount=D&from=team%2Fbase']);
    });
  }

  test('is sent where the registry does not hand it over, or does not know mounts', async (t) => {
    for (const tamper of [undefined, 400, 401, 403, 404, 405, 429, 500, 501, 502, 503]) {
      const rig = await startRig(t, { auth: { ...account, bearer: true } });
      if (tamper !== undefined)
        rig.registry.tamper((request, answer) =>
          request.url.searchParams.has('mount') ? { status: tamper, body: '{}' } : answer,
        );
      const from = `${rig.registry.host}/team/none`;
      const push = rig.open().pushBlob({ ...blobOf(bytes), from });
      assert.deepEqual(await push, { digest, existed: false });
      assert.equal(pushed(rig), bytes.toString());
    }
  });

  for (const status of [400, 403, 404, 500, 503]) {
    test(`is sent where the token service gives no token for the other repository: ${status}`, async (t) => {
      const rig = await startRig(t, { auth: { ...account, bearer: true } });
      rig.registry.tamper((request, answer) =>
        request.url.searchParams.getAll('scope').length > 1 ? { status, body: '{}' } : answer,
      );
      const from = `${rig.registry.host}/team/base`;
      await rig.open().pushBlob({ ...blobOf(bytes), from });
      assert.equal(pushed(rig), bytes.toString());
    });
  }

  test('is sent where the connection ends with every mount', async (t) => {
    const rig = await startRig(t);
    rig.traffic.failEach({ when: 'before', how: 'reset' }, ({ url }) => url.includes('mount='));
    await rig.open().pushBlob({ ...blobOf(bytes), from: `${rig.registry.host}/team/base` });
    assert.equal(pushed(rig), bytes.toString());
  });

  test('is not asked for where the other is elsewhere, or the same', async (t) => {
    for (const from of ['registry.example/team/base', undefined]) {
      const rig = await startRig(t);
      await rig.open().pushBlob({ ...blobOf(bytes), from: from ?? `${rig.registry.host}/team/app` });
      assert.deepEqual(asked(rig), ['HEAD ', 'POST uploads/?digest=D']);
    }
  });
});

suite('a blob that is larger than a chunk', () => {
  test('goes in chunks, in order, and one that is not goes whole', async (t) => {
    const rig = await startRig(t);
    const ranges: (string | undefined)[] = [];
    rig.registry.tamper((request, answer) => {
      if (request.method === 'PATCH') ranges.push(request.headers['content-range']);
      return answer;
    });
    await rig.open('team/app', chunked).pushBlob(bytes);
    assert.deepEqual(ranges, ['0-3', '4-7', '8-9']);
    assert.equal(pushed(rig), bytes.toString());
    const mark = rig.traffic.served.length;
    await rig.open('team/app', chunked).pushBlob(Buffer.from('four'));
    assert.deepEqual(methods(rig).slice(mark), ['HEAD', 'POST']);
  });

  test('goes in chunks that the registry finds large enough', async (t) => {
    const rig = await startRig(t);
    const lengths: number[] = [];
    rig.registry.tamper((request, answer) => {
      if (request.method === 'PATCH') lengths.push(request.body.length);
      if (request.method !== 'POST') return answer;
      return { ...answer, headers: { ...answer.headers, 'oci-chunk-min-length': '6' } };
    });
    await rig.open('team/app', chunked).pushBlob(bytes);
    assert.deepEqual(lengths, [6, 4]);
  });

  const faults: Record<string, Fault> = {
    'an answer that is lost': { when: 'after', how: 'reset' },
    'a connection that breaks': { when: 'before', how: 'reset' },
    'a 503 before the work': { when: 'before', how: 503 },
    'a 503 after the work': { when: 'after', how: 503 },
  };
  for (const [what, fault] of Object.entries(faults)) {
    test(`${what}, at any chunk, is gone on from and not begun again`, async (t) => {
      for (let chunk = 1; chunk <= 3; chunk += 1) {
        const rig = await startRig(t);
        rig.traffic.failAt(chunk, fault, ({ method }) => method === 'PATCH');
        await rig.open('team/app', chunked).pushBlob(bytes);
        assert.equal(pushed(rig), bytes.toString());
        const count = (method: string): number => methods(rig).filter((each) => each === method).length;
        const repeated = fault.when === 'before' ? 1 : 0;
        assert.deepEqual([count('POST'), count('PATCH'), count('GET')], [1, 3 + repeated, 1]);
      }
    });

    test(`${what}, at any request, leaves the blob whole`, async (t) => {
      for (let k = 1; k <= 6; k += 1) {
        const rig = await startRig(t, { auth: account });
        rig.traffic.failAt(k, fault);
        await rig.open('team/app', chunked).pushBlob(bytes);
        assert.equal(pushed(rig), bytes.toString());
      }
    });
  }

  test('goes on from the middle of a chunk, as far as the registry says it has it', async (t) => {
    const rig = await startRig(t);
    const { uploads } = rig.registry.store.repository('team/app');
    const cutShort = (): void => {
      for (const name of uploads.keys()) uploads.set(name, bytes.subarray(0, 6));
    };
    rig.traffic.failAt(2, { when: 'before', how: cutShort }, ({ method }) => method === 'PATCH');
    await rig.open('team/app', chunked).pushBlob(bytes);
    assert.equal(pushed(rig), bytes.toString());
  });

  test('goes on where the registry answers a chunk with another success than the specified one', async (t) => {
    const rig = await startRig(t);
    rig.registry.tamper((request, answer) => (request.method === 'PATCH' ? { ...answer, status: 201 } : answer));
    await rig.open('team/app', chunked).pushBlob(bytes);
    assert.equal(pushed(rig), bytes.toString());
    assert.deepEqual(methods(rig), ['HEAD', 'POST', 'PATCH', 'PATCH', 'PATCH', 'PUT']);
  });

  test('sends no credentials to where the registry sends its chunks', async (t) => {
    const rig = await startRig(t, { auth: account });
    const other = await startRig(t);
    const opened = await fetch(`${other.registry.origin}/v2/team/app/blobs/uploads/`, { method: 'POST' });
    const location = new URL(opened.headers.get('location') ?? '', other.registry.origin);
    rig.registry.tamper(tampering.uploadLocation(location.href));
    const seen: (string | undefined)[] = [];
    other.registry.tamper((request, answer) => {
      seen.push(request.headers.authorization);
      return answer;
    });
    await openRepository(`${rig.registry.host}/team/app`, { ...quick, ...chunked, credentials: account }).pushBlob(
      bytes,
    );
    assert.deepEqual(seen, [undefined, undefined, undefined, undefined]);
  });
});
