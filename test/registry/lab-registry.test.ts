import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { sha256Of } from '@bitvault/registry';
import { account, pushSample, sampleReferrer, startRig } from './rig.ts';

const bytes = Buffer.from('0123456789');
const digest = sha256Of(bytes);

/** Where the registry says that the upload goes on. */
const location = (response: Response, origin: string): URL => new URL(response.headers.get('location') ?? '', origin);

suite('the lab registry, asked as other clients ask', () => {
  test('takes a blob in one POST', async (t) => {
    const { registry } = await startRig(t);
    const uploads = `${registry.origin}/v2/team/app/blobs/uploads/`;
    assert.equal((await fetch(`${uploads}?digest=${digest}`, { method: 'POST', body: bytes })).status, 201);
    const wrong = await fetch(`${uploads}?digest=${sha256Of(Buffer.from('x'))}`, { method: 'POST', body: bytes });
    assert.equal(wrong.status, 400);
  });

  test('takes chunks in order only, and says how far it is', async (t) => {
    const { registry } = await startRig(t);
    const { origin } = registry;
    const opened = await fetch(`${origin}/v2/team/app/blobs/uploads/`, { method: 'POST' });
    const send = (to: URL, from: number, until: number) =>
      fetch(to, {
        method: 'PATCH',
        headers: { 'content-range': `${from}-${until - 1}` },
        body: bytes.subarray(from, until),
      });
    const first = await send(location(opened, origin), 0, 4);
    assert.deepEqual([first.status, first.headers.get('range')], [202, '0-3']);
    assert.equal((await send(location(first, origin), 6, 10)).status, 416);
    const status = await fetch(location(first, origin));
    assert.deepEqual([status.status, status.headers.get('range')], [204, '0-3']);
    const second = await send(location(status, origin), 4, 10);
    const end = location(second, origin);
    end.searchParams.set('digest', digest);
    assert.equal((await fetch(end, { method: 'PUT' })).status, 201);
    const part = await fetch(`${origin}/v2/team/app/blobs/${digest}`, { headers: { range: 'bytes=4-' } });
    assert.deepEqual([part.status, await part.text()], [206, '456789']);
  });

  test('mounts a blob from another repository, or opens an upload where there is none', async (t) => {
    const { registry } = await startRig(t);
    registry.store.repository('team/base').putBlob(bytes);
    const mount = (from: string) =>
      fetch(`${registry.origin}/v2/team/app/blobs/uploads/?mount=${digest}&from=${from}`, { method: 'POST' });
    assert.equal((await mount('team/none')).status, 202);
    assert.equal((await mount('team/base')).status, 201);
    assert.equal((await fetch(`${registry.origin}/v2/team/app/blobs/${digest}`, { method: 'HEAD' })).status, 200);
  });

  test('refuses a manifest whose blobs were not pushed', async (t) => {
    const { open, registry } = await startRig(t);
    const image = await pushSample(open(), 'hello');
    registry.store.repository('team/app').blobs.clear();
    const manifest = registry.store.repository('team/app').find(image.digest);
    const answer = await fetch(`${registry.origin}/v2/team/app/manifests/v1`, {
      method: 'PUT',
      headers: { 'content-type': image.mediaType },
      body: manifest?.bytes ?? null,
    });
    assert.equal(answer.status, 404);
  });

  test('lists tags in pages, deletes tags and manifests', async (t) => {
    const { open, registry } = await startRig(t);
    const image = await pushSample(open(), 'hello', ['c', 'a', 'b']);
    const list = (query: string) => fetch(`${registry.origin}/v2/team/app/tags/list${query}`);
    const first = await list('?n=2');
    assert.deepEqual(await first.json(), { name: 'team/app', tags: ['a', 'b'] });
    assert.equal(first.headers.get('link'), '</v2/team/app/tags/list?n=2&last=b>; rel="next"');
    assert.deepEqual(await (await list('?n=2&last=b')).json(), { name: 'team/app', tags: ['c'] });
    const remove = (reference: string) =>
      fetch(`${registry.origin}/v2/team/app/manifests/${reference}`, { method: 'DELETE' });
    assert.equal((await remove('a')).status, 202);
    assert.ok(await open().resolve(image.digest));
    assert.equal((await remove(image.digest)).status, 202);
    assert.equal(await open().resolve('b'), undefined);
  });

  test('says when it filtered referrers', async (t) => {
    const { open, registry } = await startRig(t);
    const image = await pushSample(open(), 'hello');
    await open().attach(image, [sampleReferrer(image, 'a'), sampleReferrer(image, 'b', 'application/vnd.test.b')]);
    const list = (query: string) => fetch(`${registry.origin}/v2/team/app/referrers/${image.digest}${query}`);
    const all = await list('');
    assert.equal(all.headers.get('oci-filters-applied'), null);
    const filtered = await list('?artifactType=application/vnd.test.b');
    assert.equal(filtered.headers.get('oci-filters-applied'), 'artifactType');
    const [there, one] = (await Promise.all([all.json(), filtered.json()])) as { manifests: unknown[] }[];
    assert.deepEqual([there?.manifests.length, one?.manifests.length], [2, 1]);
  });

  test('lets anyone pull with an anonymous token, and nobody push with it', async (t) => {
    const { open } = await startRig(t, { auth: { ...account, bearer: true } });
    const image = await pushSample(open(), 'hello', ['v1']);
    const anonymous = open('team/app', { credentials: undefined });
    assert.deepEqual(await anonymous.resolve('v1'), image);
    await assert.rejects(anonymous.pushBlob(bytes), { code: 'REGISTRY_DENIED' });
  });

  test('pings, with and without authentication', async (t) => {
    const { registry } = await startRig(t);
    assert.equal((await fetch(`${registry.origin}/v2/`)).status, 200);
    const guarded = await startRig(t, { auth: account });
    assert.equal((await fetch(`${guarded.registry.origin}/v2/`)).status, 401);
  });
});

test('whoever asks gets a token, as long as those of Docker Hub, and without one nothing', async (t) => {
  const { registry, open } = await startRig(t, { auth: 'anyone' });
  const { origin } = registry;
  const listing = `${origin}/v2/team/app/tags/list`;
  assert.equal((await fetch(listing)).status, 401);
  const scope = 'repository:team/app:pull';
  const answer = await fetch(`${origin}/token?service=lab-registry&scope=${scope}`);
  const { token } = (await answer.json()) as { readonly token: string };
  assert.equal(token.length, 2_658);
  assert.equal((await fetch(listing, { headers: { authorization: `Bearer ${token}` } })).status, 200);
  const pushed = await open().pushBlob(Buffer.from('x'));
  assert.match(pushed.digest, /^sha256:/);
});
