import assert from 'node:assert/strict';
import { after, before, describe, test, type TestContext } from 'node:test';
import { tampering, type Answer, type PartRequest } from '@bitvault/lab';
import { mediaTypes } from '@bitvault/registry';
import { startStranger } from '../registry/rig.ts';
import { baseConfig, buildAnew, plantBase, whileIt, withHeaders, type Base, type Tamper } from './lying-registry.ts';
import { startPublishing, type Publishing } from './publishing.ts';

describe('a registry', () => {
  let rig: Publishing;
  let base: Base;
  before(async () => {
    rig = await startPublishing();
    base = plantBase(rig, 'layer of the base');
  });
  after(() => rig[Symbol.asyncDispose]());

  const lying = (tamper: Tamper, code: string, ...attempts: readonly (() => ReturnType<Publishing['build']>)[]) =>
    whileIt(rig, tamper, code, ...attempts);
  const verify = () => rig.verify();
  const buildUpon = () => buildAnew(rig, base);

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
      await lying(
        spoilt(({ url }) => url.pathname.includes('/manifests/') && !url.pathname.includes(rig.digest)),
        'DIGEST_MISMATCH',
        verify,
      );
      await lying(
        spoilt(({ url }) => url.pathname.includes('/blobs/')),
        'DIGEST_MISMATCH',
        verify,
      );
    });

    test('for the base: its manifest, its configuration, its layer', async () => {
      await lying(wrong(base.digest), 'DIGEST_MISMATCH', buildUpon);
      await lying(wrong(base.config, JSON.stringify({ ...baseConfig, os: 'linus' })), 'DIGEST_MISMATCH', buildUpon);
      const unmounting: Tamper = (request, answer) =>
        request.url.searchParams.has('mount') ? { status: 405, body: '{}' } : answer;
      const stop = rig.lab.registry.tamper(unmounting);
      await lying(wrong(base.layer, 'Layer of the base'), 'DIGEST_MISMATCH', buildUpon).finally(stop);
    });

    test('for the layer of a base that a scanner is to look at', async (t) => {
      const bin = await fakeSyft(t);
      const scanned = plantBase(rig, 'layer that is scanned');
      const stop = rig.lab.registry.tamper(wrong(scanned.layer, 'Layer that is scanned'));
      const inputs = { base: scanned.reference, labels: 'scanned=1', sbom: 'syft' };
      await rig.repels('DIGEST_MISMATCH', () => rig.build(inputs, { PATH: `${bin}:/usr/bin:/bin` })).finally(stop);
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
        await lying(
          listing('/referrers/', () => ({ status: 200, body })),
          'RESPONSE_TOO_LARGE',
          verify,
        );
      });

    test('a listing that leads on for ever, or elsewhere, is left', async (t) => {
      const stranger = await startStranger(t);
      const linking = (link: string) => listing('/referrers/', (answer) => withHeaders(answer, { link }));
      await lying(linking('<?last=again>; rel="next"'), 'RESPONSE_TOO_LARGE', verify);
      const elsewhere = `<${stranger.origin}/v2/bitvault/api/referrers/${rig.digest}>; rel="next"`;
      await lying(linking(elsewhere), 'REGISTRY_ANSWER_INVALID', verify);
      await lying(linking(`${'<'.repeat(8_000)}>;`), 'REGISTRY_ANSWER_INVALID', verify);
      assert.deepEqual(stranger.received, []);
    });

    test('a redirect in a circle is left', async () => {
      const mark = rig.lab.traffic.served.length;
      const circle = `/v2/bitvault/api/manifests/${rig.digest}`;
      await lying(
        (request, answer) =>
          tampering.redirectReads('/manifests/', circle)(
            request,
            request.method === 'HEAD' ? { status: 307, headers: { location: circle } } : answer,
          ),
        'REGISTRY_REDIRECT_REFUSED',
        buildUpon,
      );
      assert.ok(rig.lab.traffic.since(mark).length < 20);
    });

    test('JSON that is nested without end', async () => {
      const deep = `{"schemaVersion":2,"manifests":[],"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
      await lying(
        listing('/referrers/', () => ({ status: 200, body: deep })),
        'SIGNATURE_MISSING',
        verify,
      );
    });
  });

  test('a layer that lies elsewhere is never got from there', async (t) => {
    const stranger = await startStranger(t);
    const foreign = plantBase(rig, 'layer elsewhere', { urls: [`${stranger.origin}/layer`] });
    const inputs = { base: foreign.reference, labels: 'foreign=1' };
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
