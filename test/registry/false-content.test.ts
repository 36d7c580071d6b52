import assert from 'node:assert/strict';
import { suite, test, type TestContext } from 'node:test';
import { tampering } from '@bitvault/lab';
import { mediaTypes, sha256Of, type Descriptor } from '@bitvault/registry';
import { pushSample, sampleReferrer, startRig, startStranger } from './rig.ts';

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
