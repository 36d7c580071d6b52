import assert from 'node:assert/strict';
import { suite, test, type TestContext } from 'node:test';
import { tampering } from '@bitvault/lab';
import { mediaTypes, openRepository, sha256Of, type Descriptor } from '@bitvault/registry';
import { account, pushSample, quick, sampleReferrer, startRig, startStranger, type Stranger } from './rig.ts';

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

async function withImage(t: TestContext) {
  const rig = await startRig(t);
  return { ...rig, image: await pushSample(rig.open(), 'hello', ['v1']) };
}

suite('a registry that serves other content', () => {
  test('for a manifest by digest or by tag', async (t) => {
    const { registry, open, image } = await withImage(t);
    registry.tamper(tampering.wrongBytes(image.digest, Buffer.from('{"mediaType":"x"}')));
    registry.tamper(tampering.wrongBytes('v1', Buffer.from('{"mediaType":"x"}')));
    await assert.rejects(open().manifest(image.digest), { code: 'DIGEST_MISMATCH' });
    await assert.rejects(open().manifest('v1'), { code: 'DIGEST_MISMATCH' });
  });

  for (const [what, bytes, code] of [
    ['other bytes', 'HELLO', 'DIGEST_MISMATCH'],
    ['fewer bytes', 'hell', 'DIGEST_MISMATCH'],
    ['more bytes', 'hello and more', 'DIGEST_MISMATCH'],
    ['endless bytes', 'x'.repeat(100_000), 'RESPONSE_TOO_LARGE'],
  ] as const) {
    test(`for a blob: ${what}`, async (t) => {
      const { registry, open } = await withImage(t);
      const blob: Descriptor = { mediaType: 'x/y', digest: sha256Of(Buffer.from('hello')), size: 5 };
      registry.tamper(tampering.wrongBytes(blob.digest, Buffer.from(bytes)));
      await assert.rejects(open().blob(blob), { code });
    });
  }

  test('a manifest that is too large is not read to its end', async (t) => {
    const { registry, open, image } = await withImage(t);
    registry.tamper(tampering.wrongBytes(image.digest, Buffer.alloc(5 * 1024 * 1024, 0x20)));
    await assert.rejects(open().manifest(image.digest), { code: 'RESPONSE_TOO_LARGE' });
  });

  test('a document that is an index and a manifest at once', async (t) => {
    const { registry, open } = await withImage(t);
    const both = Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [], layers: [] }));
    registry.store.repository('team/app').putManifest(both, mediaTypes.manifest, 'both');
    const twoTypes = Buffer.from(JSON.stringify({ mediaType: mediaTypes.index, manifests: [] }));
    registry.store.repository('team/app').putManifest(twoTypes, mediaTypes.manifest, 'two');
    await assert.rejects(open().manifest('both'), { code: 'REGISTRY_ANSWER_INVALID' });
    await assert.rejects(open().manifest('two'), { code: 'REGISTRY_ANSWER_INVALID' });
  });

  test('blob URLs of a descriptor are never asked', async (t) => {
    const { open } = await withImage(t);
    const stranger = await startStranger(t);
    const blob = {
      mediaType: 'x/y',
      digest: sha256Of(Buffer.from('absent')),
      size: 6,
      urls: [`${stranger.origin}/absent`],
    };
    await assert.rejects(open().blob(blob), { code: 'BLOB_UNKNOWN' });
    assert.deepEqual(stranger.received, []);
  });
});

suite('a listing of referrers', () => {
  for (const referrers of [true, false]) {
    const where = referrers ? 'in the API' : 'under the fallback tag';

    test(`with a hundred thousand entries ${where} is not worked through`, async (t) => {
      const { registry, open } = await startRig(t, { referrers, pageSize: 200_000 });
      const image = await pushSample(open(), 'hello');
      const index = {
        schemaVersion: 2,
        mediaType: mediaTypes.index,
        manifests: Array.from({ length: 100_000 }, () => ({ mediaType: 'a/b', digest: image.digest, size: 1 })),
      };
      const bytes = Buffer.from(JSON.stringify(index));
      if (referrers)
        registry.tamper((request, answer) =>
          request.url.pathname.includes('/referrers/') ? { ...answer, body: bytes } : answer,
        );
      else registry.store.repository('team/app').putManifest(bytes, mediaTypes.index, image.digest.replace(':', '-'));
      await assert.rejects(open().referrers(image.digest), { code: 'RESPONSE_TOO_LARGE' });
    });

    test(`that is throttled or denied ${where} is an error, not an empty list`, async (t) => {
      const { registry, open } = await startRig(t, { referrers });
      const image = await pushSample(open(), 'hello');
      await open().attach(image, [sampleReferrer(image, 'signature')]);
      const part = referrers ? '/referrers/' : '/manifests/sha256-';
      for (const [tamper, code] of [
        [tampering.throttled(part, 100), 'REGISTRY_THROTTLED'],
        [tampering.statusFor(part, 403), 'REGISTRY_DENIED'],
        [tampering.statusFor(part, 500), 'REGISTRY_FAILING'],
      ] as const) {
        const undo = registry.tamper(tamper);
        await assert.rejects(open().referrers(image.digest), { code });
        undo();
      }
      assert.equal((await open().referrers(image.digest)).length, 1);
    });
  }

  test('that links on for ever, or to another place, is left', async (t) => {
    const { registry, open } = await startRig(t);
    const stranger = await startStranger(t);
    const image = await pushSample(open(), 'hello');
    const link = (to: string) =>
      registry.tamper((request, answer) =>
        request.url.pathname.includes('/referrers/') ? { ...answer, headers: { ...answer.headers, link: to } } : answer,
      );
    const undo = link(`<${stranger.origin}/v2/team/app/referrers/${image.digest}>; rel="next"`);
    await assert.rejects(open().referrers(image.digest), { code: 'REGISTRY_ANSWER_INVALID' });
    undo();
    link(`<?last=again>; rel="next"`);
    await assert.rejects(open().referrers(image.digest), { code: 'RESPONSE_TOO_LARGE' });
    assert.deepEqual(stranger.received, []);
  });
});

suite('secrets', () => {
  test('the password’s Basic form and the token are masked before they are used', async (t) => {
    const { open, traffic } = await startRig(t, bearer);
    const masked = new Map<string, number>();
    const repository = open('team/app', { mask: (secret) => void masked.set(secret, traffic.served.length) });
    await repository.resolve('v1');
    const [password, basic, token] = [...masked];
    assert.deepEqual(
      [password, basic],
      [
        [account.password, 1],
        [basicForm, 1],
      ],
    );
    assert.equal(token?.[1], 2);
    assert.equal(masked.size, 3);
  });

  test('an identity token is masked, and sent in the body of a request for a token only', async (t) => {
    const identityToken = 'opaque-refresh-token';
    const auth = { ...account, bearer: true, identityToken };
    const { open, traffic } = await startRig(t, { auth });
    const masked: string[] = [];
    const repository = open('team/app', { credentials: { identityToken }, mask: (secret) => void masked.push(secret) });
    const image = await pushSample(repository, 'hello', ['v1']);
    assert.deepEqual(await repository.resolve('v1'), image);
    assert.ok(masked.includes(identityToken));
    assert.ok(traffic.served.some(({ method, url }) => method === 'POST' && url === '/token'));
    assert.ok(!JSON.stringify(traffic.served).includes(identityToken));
  });

  test('an identity token that the registry does not know, or asks a password for, is refused', async (t) => {
    const credentials = { identityToken: 'opaque-refresh-token' };
    const expired = await startRig(t, { auth: { ...account, bearer: true, identityToken: 'another' } });
    await assert.rejects(expired.open('team/app', { credentials }).resolve('v1'), { code: 'REGISTRY_DENIED' });
    const basic = await startRig(t, { auth: account });
    await assert.rejects(basic.open('team/app', { credentials }).resolve('v1'), { code: 'CREDENTIALS_INVALID' });
  });

  test('what a server says in an error is not repeated, its error code apart', async (t) => {
    const { registry, open } = await startRig(t);
    registry.tamper(() => ({
      status: 400,
      body: JSON.stringify({
        errors: [{ code: 'DENIED', message: `you sent ${account.password}\n::error::x` }, { code: '::add-mask::' }],
      }),
    }));
    await assert.rejects(open().manifest('v1'), (error: Error) => {
      assert.match(
        error.message,
        /^the registry answered 400 \(DENIED\) to GET 127\.0\.0\.1:\d+\/v2\/team\/app\/manifests\/v1$/,
      );
      return true;
    });
  });

  test('wrong credentials are denied without being printed', async (t) => {
    for (const auth of [account, { ...account, bearer: true }]) {
      const { open } = await startRig(t, { auth });
      const wrong = { username: 'robot', password: 'wr0ng-pa55' };
      await assert.rejects(open('team/app', { credentials: wrong }).resolve('v1'), (error: Error) => {
        assert.equal('code' in error && error.code, 'REGISTRY_DENIED');
        return !error.message.includes(wrong.password);
      });
    }
  });

  test('credentials that would break a header are refused before anything is sent', async (t) => {
    const { open, traffic } = await startRig(t, { auth: account });
    const credentials = { username: 'a:b', password: 'x\r\ny' };
    await assert.rejects(open('team/app', { credentials }).resolve('v1'), { code: 'CREDENTIALS_INVALID' });
    assert.equal(traffic.served.length, 1);
  });
});
