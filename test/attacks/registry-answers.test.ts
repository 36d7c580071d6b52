import assert from 'node:assert/strict';
import { after, before, describe, test, type TestContext } from 'node:test';
import { tampering, type Answer, type PartRequest } from '@bitvault/lab';
import { mediaTypes, sha256Of } from '@bitvault/registry';
import { startStranger, type Stranger } from '../registry/rig.ts';
import { startPublishing, type Publishing } from './publishing.ts';

type Tamper = (request: PartRequest, answer: Answer) => Answer;

describe('a registry that means harm', () => {
  let rig: Publishing;
  before(async () => {
    rig = await startPublishing();
  });
  after(() => rig[Symbol.asyncDispose]());

  /** What a build and a verification come to while the registry does this. */
  async function whileIt(tamper: Tamper, code: string, ...of: readonly ('build' | 'verify' | 'buildUpon')[]) {
    const stop = rig.lab.registry.tamper(tamper);
    // New content, so that there is something to send.
    const attacks = {
      build: () => rig.build({ labels: `run=${Math.random()}` }),
      buildUpon: () => rig.build({ base: `${rig.lab.registry.host}/bitvault/base@${base}`, labels: 'upon=it' }),
      verify: () => rig.verify(),
    };
    try {
      for (const each of of) await rig.repels(code, attacks[each]);
    } finally {
      stop();
    }
  }

  const config = {
    architecture: 'amd64',
    os: 'linux',
    rootfs: { type: 'layers', diff_ids: [sha256Of(Buffer.from('x'))] },
  };
  const layerType = 'application/vnd.oci.image.layer.v1.tar';
  let base = '';
  let layerDigest = '';
  let configDigest = '';
  before(() => {
    base = baseWith({});
  });

  function baseWith(moreOfLayer: object, bytes = Buffer.from('layer of the base')): string {
    const store = rig.lab.registry.store.repository('bitvault/base');
    const text = Buffer.from(JSON.stringify(config));
    [configDigest, layerDigest] = [store.putBlob(text), store.putBlob(bytes)];
    const layers = [{ mediaType: layerType, digest: layerDigest, size: bytes.length, ...moreOfLayer }];
    const described = {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: configDigest,
      size: text.length,
    };
    const manifest = { schemaVersion: 2, mediaType: mediaTypes.manifest, config: described, layers };
    return store.putManifest(Buffer.from(JSON.stringify(manifest)), mediaTypes.manifest).digest;
  }

  function assertLearnedNothing({ received }: Stranger): void {
    for (const { authorization, url, body } of received) {
      assert.equal(authorization, undefined);
      for (const secret of rig.wiretap.secrets) assert.ok(!`${url} ${body}`.includes(secret));
    }
  }

  const withHeaders = (answer: Answer, headers: Record<string, string>): Answer => ({
    ...answer,
    headers: { ...answer.headers, ...headers },
  });
  const isUpload = ({ method, url }: PartRequest) => method === 'POST' && url.pathname.endsWith('/blobs/uploads/');
  const opening =
    (location: string): Tamper =>
    (request, answer) =>
      isUpload(request) ? { status: 202, headers: { location } } : answer;

  describe('with a bearer realm that is not its own', () => {
    test('on another port of loopback: nothing is asked of it', async (t) => {
      const stranger = await startStranger(t);
      await whileIt(tampering.bearerRealm(`${stranger.origin}/token`), 'REGISTRY_REALM_UNTRUSTED', 'build', 'verify');
      assert.deepEqual(stranger.received, []);
    });

    for (const realm of [
      'https://evil.example/token',
      'http://169.254.169.254/latest/meta-data',
      'https://10.0.0.1/token',
      'https://[::ffff:169.254.169.254]/token',
      'file:///etc/passwd',
    ])
      test(realm, () => whileIt(tampering.bearerRealm(realm), 'REGISTRY_REALM_UNTRUSTED', 'verify'));

    test('that carries a login', async () => {
      const own = new URL('/token', rig.lab.registry.origin);
      own.username = 'robot';
      await whileIt(tampering.bearerRealm(own.href), 'REGISTRY_REALM_UNTRUSTED', 'verify');
    });

    test('in a challenge that is none', async () => {
      const challenge =
        (value: string): Tamper =>
        (_request, answer) =>
          answer.status === 401 ? withHeaders(answer, { 'www-authenticate': value }) : answer;
      await whileIt(challenge('Bearer realm="x'), 'REGISTRY_ANSWER_INVALID', 'verify');
      await whileIt(challenge('Negotiate'), 'REGISTRY_DENIED', 'verify');
      await whileIt(challenge(`Bearer realm="${'\\'.repeat(8_000)}`), 'REGISTRY_ANSWER_INVALID', 'verify');
    });

    test('that redirects: the login does not follow', async (t) => {
      const stranger = await startStranger(t);
      const redirecting: Tamper = ({ url }, answer) =>
        url.pathname === '/token' ? { status: 307, headers: { location: `${stranger.origin}/token` } } : answer;
      await whileIt(redirecting, 'REGISTRY_ANSWER_INVALID', 'build', 'verify');
      assert.deepEqual(stranger.received, []);
    });
  });

  describe('with an upload that goes elsewhere', () => {
    test('the bytes go there, the credentials do not', async (t) => {
      const stranger = await startStranger(t);
      await whileIt(opening(`${stranger.origin}/upload?state=1`), 'REGISTRY_ANSWER_INVALID', 'build');
      assert.ok(stranger.received.some(({ method }) => method === 'PUT'));
      assertLearnedNothing(stranger);
    });

    for (const location of [
      'http://169.254.169.254/',
      'https://u:p@storage.example/',
      'file:///etc/passwd',
      'ftp://a/b',
    ])
      test(`${location} is not gone to`, () => whileIt(opening(location), 'REGISTRY_REDIRECT_REFUSED', 'build'));

    test('a redirect of the upload itself is not followed', async (t) => {
      const stranger = await startStranger(t);
      const redirecting: Tamper = (request, answer) =>
        isUpload(request) ? { status: 307, headers: { location: `${stranger.origin}/upload` } } : answer;
      await whileIt(redirecting, 'REGISTRY_REDIRECT_REFUSED', 'build');
      assert.deepEqual(stranger.received, []);
    });

    test('no place at all is an answer that cannot be used', async () => {
      const placeless: Tamper = (request, answer) => (isUpload(request) ? { status: 202 } : answer);
      await whileIt(placeless, 'REGISTRY_ANSWER_INVALID', 'build');
    });
  });

  describe('that says it stored something else', () => {
    const other = sha256Of(Buffer.from('something else'));
    const storing =
      (matches: (request: PartRequest) => boolean): Tamper =>
      (request, answer) =>
        matches(request) ? { status: 201, headers: { 'docker-content-digest': other } } : answer;

    test('for a blob in one request', () => whileIt(storing(isUpload), 'DIGEST_MISMATCH', 'build'));

    test('for a blob in two', async () => {
      const two: Tamper = (request, answer) =>
        request.method === 'PUT' && request.url.pathname.includes('/uploads/')
          ? { status: 201, headers: { 'docker-content-digest': other } }
          : isUpload(request)
            ? { status: 202, headers: { location: '/v2/bitvault/api/blobs/uploads/one' } }
            : answer;
      await whileIt(two, 'DIGEST_MISMATCH', 'build');
    });

    test('for a blob that it was to take over from another repository', () =>
      whileIt(
        storing((request) => request.url.searchParams.has('mount')),
        'DIGEST_MISMATCH',
        'buildUpon',
      ));

    test('for a manifest', async () => {
      const isManifest = ({ method, url }: PartRequest) => method === 'PUT' && url.pathname.includes('/manifests/');
      const stop = rig.lab.registry.tamper(storing(isManifest));
      const { outputs, exitCode } = await rig.build({ labels: 'stored=otherwise' }).finally(stop);
      assert.match(outputs['reason'] ?? '', /^DIGEST_MISMATCH/);
      assert.notEqual(exitCode, 0);
    });
  });

  describe('that serves other content', () => {
    const wrong = (reference: string, text = '{"schemaVersion":2,"layers":[]}') =>
      tampering.wrongBytes(reference, Buffer.from(text));
    const spoilt = (chosen: (request: PartRequest) => boolean): Tamper => {
      return (request, answer) =>
        request.method === 'GET' && chosen(request) && answer.status === 200
          ? withHeaders({ ...answer, body: Buffer.from('{}  ') }, { 'content-length': '4' })
          : answer;
    };

    test('for the image, its bundles and what refers to it', async () => {
      await whileIt(
        spoilt(({ url }) => url.pathname.includes('/manifests/') && !url.pathname.includes(rig.digest)),
        'DIGEST_MISMATCH',
        'verify',
      );
      await whileIt(
        spoilt(({ url }) => url.pathname.includes('/blobs/')),
        'DIGEST_MISMATCH',
        'verify',
      );
    });

    test('for the base: its manifest, its configuration, its layer', async () => {
      base = baseWith({}, Buffer.from('layer of another base'));
      await whileIt(wrong(base), 'DIGEST_MISMATCH', 'buildUpon');
      await whileIt(wrong(configDigest, JSON.stringify({ ...config, os: 'linus' })), 'DIGEST_MISMATCH', 'buildUpon');
      const unmounting: Tamper = (request, answer) =>
        request.url.searchParams.has('mount') ? { status: 405, body: '{}' } : answer;
      const stop = rig.lab.registry.tamper(unmounting);
      await whileIt(wrong(layerDigest, 'Layer of another base'), 'DIGEST_MISMATCH', 'buildUpon').finally(stop);
    });

    test('for the layer of a base that a scanner is to look at', async (t) => {
      const bin = await fakeSyft(t);
      base = baseWith({}, Buffer.from('layer that is scanned'));
      const stop = rig.lab.registry.tamper(wrong(layerDigest, 'Layer that is scanned'));
      const inputs = { base: `${rig.lab.registry.host}/bitvault/base@${base}`, labels: 'scanned=1', sbom: 'syft' };
      await rig.repels('DIGEST_MISMATCH', () => rig.build(inputs, { PATH: bin })).finally(stop);
    });

    const fakeSyft = (t: TestContext) =>
      rig.folder(`bin-${t.name.length}`, { syft: { run: '#!/bin/sh\n[ "$1" = --version ] || exit 3\n' } });
  });

  describe('that has no end', () => {
    const listing = (path: string, change: (answer: Answer) => Answer): Tamper => {
      return ({ url }, answer) => (url.pathname.includes(path) ? change(answer) : answer);
    };

    for (const count of [1_001, 100_000])
      test(`${count} referrers are not worked through`, async () => {
        const entry = { mediaType: 'a/b', digest: `sha256:${'1'.repeat(64)}`, size: 1 };
        const manifests = Array.from({ length: count }, () => entry);
        const body = JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.index, manifests });
        await whileIt(
          listing('/referrers/', () => ({ status: 200, body })),
          'RESPONSE_TOO_LARGE',
          'verify',
        );
      });

    test('a listing that leads on for ever, or elsewhere, is left', async (t) => {
      const stranger = await startStranger(t);
      const linking = (link: string) => listing('/referrers/', (answer) => withHeaders(answer, { link }));
      await whileIt(linking('<?last=again>; rel="next"'), 'RESPONSE_TOO_LARGE', 'verify');
      const elsewhere = `<${stranger.origin}/v2/bitvault/api/referrers/${rig.digest}>; rel="next"`;
      await whileIt(linking(elsewhere), 'REGISTRY_ANSWER_INVALID', 'verify');
      await whileIt(linking(`${'<'.repeat(8_000)}>;`), 'REGISTRY_ANSWER_INVALID', 'verify');
      assert.deepEqual(stranger.received, []);
    });

    test('a redirect in a circle is left', async () => {
      const mark = rig.lab.traffic.served.length;
      const circle = `/v2/bitvault/api/manifests/${rig.digest}`;
      await whileIt(
        (request, answer) =>
          tampering.redirectReads('/manifests/', circle)(
            request,
            request.method === 'HEAD' ? { status: 307, headers: { location: circle } } : answer,
          ),
        'REGISTRY_REDIRECT_REFUSED',
        'buildUpon',
      );
      assert.ok(rig.lab.traffic.since(mark).length < 20);
    });

    test('JSON that is nested without end', async () => {
      const deep = `{"schemaVersion":2,"manifests":[],"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
      await whileIt(
        listing('/referrers/', () => ({ status: 200, body: deep })),
        'SIGNATURE_MISSING',
        'verify',
      );
    });
  });

  test('a layer that lies elsewhere is never got from there', async (t) => {
    const stranger = await startStranger(t);
    const foreign = baseWith({ urls: [`${stranger.origin}/layer`] });
    const inputs = { base: `${rig.lab.registry.host}/bitvault/base@${foreign}`, labels: 'foreign=1' };
    await rig.repels('FOREIGN_LAYER', () => rig.build(inputs));
    assert.deepEqual(stranger.received, []);
  });

  test('a base that lists itself ends', async () => {
    const store = rig.lab.registry.store.repository('bitvault/base');
    const platform = { os: 'linux', architecture: 'amd64' };
    const child = { mediaType: mediaTypes.manifest, digest: `sha256:${'2'.repeat(64)}`, size: 2, platform };
    const index = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.index, manifests: [child] }));
    const { digest, ...self } = store.putManifest(index, mediaTypes.index);
    store.manifests.set(child.digest, { ...self, digest: child.digest });
    const inputs = { base: `${rig.lab.registry.host}/bitvault/base@${digest}`, labels: 'cyclic=1' };
    await rig.repels('DIGEST_MISMATCH', () => rig.build(inputs));
  });

  test('a tag that is moved at once does not move what is signed', async () => {
    const { store } = rig.lab.registry;
    const evil = store
      .repository('bitvault/api')
      .putManifest(
        Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.manifest, config: {}, layers: [] })),
        mediaTypes.manifest,
      ).digest;
    const stop = rig.lab.registry.tamper((_request, answer) => {
      const { tags } = store.repository('bitvault/api');
      if (tags.has('moved')) tags.set('moved', evil);
      return answer;
    });
    const result = await rig.build({ tags: 'moved', labels: 'moved=1' }).finally(stop);
    assert.equal(result.outputs['result'], 'pushed', result.log);
    const { digest = '' } = result.outputs;
    assert.notEqual(digest, evil);
    assert.equal(store.repository('bitvault/api').tags.get('moved'), evil);
    assert.equal((await rig.verify({ digest })).outputs['result'], 'verified');
    assert.match((await rig.verify({ digest: evil })).outputs['reason'] ?? '', /^SIGNATURE_MISSING/);
  });
});
