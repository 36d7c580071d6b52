import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { tampering } from '@bitvault/lab';
import { openRepository } from '@bitvault/registry';
import { account, pushSample, quick, startRig, startStranger, type Stranger } from './rig.ts';

const bearer = { auth: { ...account, bearer: true } };
const basicForm = Buffer.from(`${account.username}:${account.password}`).toString('base64');

function assertLearnedNothing(stranger: Stranger): void {
  for (const { authorization, url, body } of stranger.received) {
    assert.equal(authorization, undefined);
    assert.ok(!`${url} ${body}`.includes(account.password) && !`${url} ${body}`.includes(basicForm));
  }
}

/** Answers by host, so that names on the internet can be played without asking them. */
function internet(hosts: Readonly<Record<string, (request: Request) => Response>>) {
  const sent: { readonly url: string; readonly authorization: string | null }[] = [];
  const fetch = async (url: URL, init: RequestInit): Promise<Response> => {
    const request = new Request(url, init);
    sent.push({ url: url.href, authorization: request.headers.get('authorization') });
    const answer = hosts[url.host];
    assert.ok(answer, `nothing is to be asked of ${url.host}`);
    return answer(request);
  };
  return { fetch, sent };
}

const challenge = (realm: string): Response =>
  new Response(null, { status: 401, headers: { 'www-authenticate': `Bearer realm="${realm}",service="r"` } });

suite('a bearer realm that is not the registry’s', () => {
  test('on another port of loopback gets no credentials', async (t) => {
    const { registry, open } = await startRig(t, bearer);
    const stranger = await startStranger(t);
    registry.tamper(tampering.bearerRealm(`${stranger.origin}/token`));
    await assert.rejects(open().resolve('v1'), { code: 'REGISTRY_REALM_UNTRUSTED' });
    assert.deepEqual(stranger.received, []);
  });

  for (const realm of [
    'https://evil.example/token',
    'http://registry.example/token',
    'https://127.0.0.1/token',
    'https://169.254.169.254/latest/meta-data',
    'https://10.0.0.1/token',
    'https://[::ffff:169.254.169.254]/token',
    'https://robot:x@registry.example/token',
  ]) {
    test(`${realm} gets no credentials of a public registry, nor any request`, async () => {
      const { fetch, sent } = internet({ 'registry.example': () => challenge(realm) });
      const repository = openRepository('registry.example/team/app', { ...quick, credentials: account, fetch });
      await assert.rejects(repository.resolve('v1'), { code: 'REGISTRY_REALM_UNTRUSTED' });
      assert.deepEqual(
        sent.map(({ authorization }) => authorization),
        [null],
      );
    });
  }

  test('gets no identity token either', async (t) => {
    const stranger = await startStranger(t);
    const { open, registry } = await startRig(t, bearer);
    registry.tamper(tampering.bearerRealm(`${stranger.origin}/token`));
    const repository = open('team/app', { credentials: { identityToken: 'opaque-refresh-token' } });
    await assert.rejects(repository.resolve('v1'), { code: 'REGISTRY_REALM_UNTRUSTED' });
    assert.equal(stranger.received.length, 0);
  });

  test('answers a redirect: the credentials do not follow it', async () => {
    const { fetch, sent } = internet({
      'registry.example': ({ url }) =>
        url.includes('/token')
          ? new Response(null, { status: 302, headers: { location: 'https://evil.example/' } })
          : challenge('https://registry.example/token'),
    });
    const repository = openRepository('registry.example/team/app', { ...quick, credentials: account, fetch });
    await assert.rejects(repository.resolve('v1'), { code: 'REGISTRY_ANSWER_INVALID' });
    assert.ok(sent.every(({ url }) => url.startsWith('https://registry.example/')));
  });

  test('asks for another scope: only what is needed is asked of it', async () => {
    const { fetch, sent } = internet({
      'registry.example': ({ url }) =>
        url.includes('/token')
          ? Response.json({ token: 'ok' })
          : challenge('https://registry.example/token?scope=repository:other:delete'),
    });
    const repository = openRepository('registry.example/team/app', { ...quick, credentials: account, fetch });
    await assert.rejects(repository.resolve('v1'), { code: 'REGISTRY_DENIED' });
    const asked = sent
      .filter(({ url }) => url.includes('/token'))
      .map(({ url }) => new URL(url).searchParams.getAll('scope'));
    assert.deepEqual(asked, [['repository:team/app:pull']]);
  });

  test('answers a token with a line break: it is refused, and not printed', async () => {
    const { fetch } = internet({
      'registry.example': ({ url }) =>
        url.includes('/token')
          ? Response.json({ token: 'secret\r\nx-evil: 1' })
          : challenge('https://registry.example/token'),
    });
    const repository = openRepository('registry.example/team/app', { ...quick, fetch });
    await assert.rejects(repository.resolve('v1'), (error: Error) => {
      assert.equal('code' in error && error.code, 'REGISTRY_ANSWER_INVALID');
      return !`${error.message} ${String(error.cause)}`.includes('secret');
    });
  });
});

suite('a registry that sends the client elsewhere', () => {
  test('with a blob upload: the bytes go there, the credentials do not', async (t) => {
    const { registry, open } = await startRig(t, { ...bearer, blobsAtOnce: false });
    const stranger = await startStranger(t);
    registry.tamper(tampering.uploadLocation(`${stranger.origin}/upload?state=1`));
    await assert.rejects(open().pushBlob(Buffer.from('hello')), { code: 'REGISTRY_ANSWER_INVALID' });
    assert.equal(stranger.received[0]?.method, 'PUT');
    assert.ok(stranger.received[0].url.includes('?state=1&digest=sha256%3A'));
    assertLearnedNothing(stranger);
  });

  test('with a read: it is followed without credentials, and the digest still decides', async (t) => {
    const { registry, open } = await startRig(t, { auth: account });
    const stranger = await startStranger(t);
    const repository = open();
    const image = await pushSample(repository, 'hello');
    registry.tamper(tampering.redirectReads('/manifests/', `${stranger.origin}/elsewhere`));
    await assert.rejects(repository.manifest(image.digest), { code: 'DIGEST_MISMATCH' });
    assert.equal(stranger.received.length, 1);
    assertLearnedNothing(stranger);
  });

  test('in a circle: it stops', async (t) => {
    const { registry, open, traffic } = await startRig(t);
    registry.tamper(tampering.redirectReads('/manifests/', '/v2/team/app/manifests/v1'));
    await assert.rejects(open().manifest('v1'), { code: 'REGISTRY_REDIRECT_REFUSED' });
    assert.equal(traffic.served.length, 6);
  });

  for (const location of [
    'http://storage.example/blob',
    'https://169.254.169.254/',
    'https://u:p@storage.example/',
    'file:///etc/passwd',
  ])
    test(`to ${location}: neither reads nor uploads go there`, async () => {
      const { fetch, sent } = internet({
        'registry.example': ({ method }) =>
          method === 'HEAD'
            ? new Response(null, { status: 404 })
            : new Response(null, { status: method === 'POST' ? 202 : 307, headers: { location } }),
      });
      const repository = openRepository('registry.example/team/app', { ...quick, fetch });
      await assert.rejects(repository.manifest('v1'), { code: 'REGISTRY_REDIRECT_REFUSED' });
      await assert.rejects(repository.pushBlob(Buffer.from('x')), { code: 'REGISTRY_REDIRECT_REFUSED' });
      assert.ok(sent.every(({ url }) => url.startsWith('https://registry.example/')));
    });

  test('when it is written to: a write is not redirected', async () => {
    const { fetch } = internet({
      'registry.example': ({ method }) =>
        method === 'HEAD'
          ? new Response(null, { status: 404 })
          : new Response(null, { status: 308, headers: { location: 'https://registry.example/other' } }),
    });
    const repository = openRepository('registry.example/team/app', { ...quick, fetch });
    await assert.rejects(repository.pushBlob(Buffer.from('x')), { code: 'REGISTRY_REDIRECT_REFUSED' });
  });

  test('to a host that asks for a token: it gets none', async () => {
    const { fetch, sent } = internet({
      'registry.example': () => new Response(null, { status: 307, headers: { location: 'https://storage.example/x' } }),
      'storage.example': () => challenge('https://storage.example/token'),
    });
    const repository = openRepository('registry.example/team/app', { ...quick, credentials: account, fetch });
    await assert.rejects(repository.manifest('v1'), { code: 'REGISTRY_DENIED' });
    assert.ok(sent.every(({ authorization }) => authorization === null));
  });
});
