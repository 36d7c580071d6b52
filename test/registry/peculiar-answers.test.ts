import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { tampering, type Answer, type PartRequest } from '@bitvault/lab';
import { account, pushSample, sampleReferrer, startRig } from './rig.ts';

suite('a registry that answers 403 for what is missing', () => {
  test('is pushed to, tagged and attached to, and what was attached is found', async (t) => {
    const { registry, open } = await startRig(t, { referrers: false, auth: { ...account, bearer: true }, pageSize: 2 });
    registry.tamper(tampering.deniesMissingManifests);
    const image = await pushSample(open(), 'hello', ['v1', 'v2', 'v3']);
    assert.deepEqual(await open().referrers(image.digest), []);
    const [attached] = await open().attach(image, [sampleReferrer(image, 'signature')]);
    assert.deepEqual(
      (await open().referrers(image.digest)).map(({ digest }) => digest),
      [attached?.digest],
    );
    assert.equal(await open().resolve('absent'), undefined);
    assert.equal(await open().lacksManifest(`sha256:${'1'.repeat(64)}`), false, 'it may be there and be denied');
  });

  test('is not believed where it lists the tag, or lists none', async (t) => {
    const { registry, open } = await startRig(t, { referrers: false });
    const image = await pushSample(open(), 'hello', ['v1']);
    await open().attach(image, [sampleReferrer(image, 'signature')]);
    registry.tamper(tampering.statusFor('/manifests/', 403));
    await assert.rejects(open().referrers(image.digest), { code: 'REGISTRY_DENIED' });
    await assert.rejects(open().resolve('v1'), { code: 'REGISTRY_DENIED' });
    for (const [status, body] of [
      [403, ''],
      [404, ''],
      [200, '<html></html>'],
      [200, '{"name":"team/app"}'],
    ] as const) {
      const undo = registry.tamper((request, answer) =>
        request.url.pathname.endsWith('/tags/list') ? { status, headers: {}, body } : answer,
      );
      await assert.rejects(open().resolve('absent'), { code: 'REGISTRY_DENIED' }, `${status} ${body}`);
      undo();
    }
    registry.tamper(tampering.statusFor('/tags/list', 503));
    await assert.rejects(open().resolve('absent'), { code: 'REGISTRY_FAILING' });
  });
});

const onHead =
  (part: string, status: number) =>
  (request: PartRequest, answer: Answer): Answer =>
    request.method === 'HEAD' && request.url.pathname.includes(part) ? { status } : answer;

suite('a registry that does not answer what only saves work', () => {
  for (const status of [400, 403, 405, 429, 500, 501, 503]) {
    test(`whether a blob is there: ${status}, and gets it`, async (t) => {
      const { registry, open } = await startRig(t, { auth: account });
      registry.tamper(onHead('/blobs/', status));
      await open().pushBlob(Buffer.from('blob'));
      assert.equal(registry.store.repository('team/app').blobs.size, 1);
    });
  }

  for (const status of [400, 405, 406, 415, 501]) {
    test(`HEAD of a manifest: ${status}, and is asked for it`, async (t) => {
      const { registry, open } = await startRig(t);
      registry.tamper(onHead('/manifests/', status));
      const image = await pushSample(open(), 'hello', ['v1']);
      assert.deepEqual(await open().resolve('v1'), image);
      assert.equal(await open().resolve('absent'), undefined);
    });
  }

  test('what stands under a tag, nor its tags: 403, and is pushed to', async (t) => {
    const { registry, open } = await startRig(t);
    registry.tamper(onHead('/manifests/', 403));
    registry.tamper(tampering.statusFor('/tags/list', 403));
    const image = await pushSample(open(), 'hello', ['v1']);
    assert.equal(registry.store.repository('team/app').tags.get('v1'), image.digest);
  });

  for (const status of [400, 404, 405, 406, 410, 415, 501]) {
    test(`referrers: ${status}, and the tag that stands in for them is used, a second time too`, async (t) => {
      const { registry, open } = await startRig(t, { referrers: false });
      registry.tamper(tampering.statusFor('/referrers/', status));
      const image = await pushSample(open(), 'hello');
      for (const note of ['first', 'second']) await open().attach(image, [sampleReferrer(image, note)]);
      assert.equal((await open().referrers(image.digest)).length, 2);
    });
  }

  for (const [status, code] of [
    [401, 'REGISTRY_DENIED'],
    [403, 'REGISTRY_DENIED'],
    [429, 'REGISTRY_THROTTLED'],
    [500, 'REGISTRY_FAILING'],
    [503, 'REGISTRY_FAILING'],
  ] as const) {
    test(`referrers: ${status}, which does not mean that there are none`, async (t) => {
      const { registry, open } = await startRig(t, { referrers: false });
      const image = await pushSample(open(), 'hello');
      registry.tamper(tampering.statusFor('/referrers/', status));
      await assert.rejects(open().referrers(image.digest), { code });
    });
  }
});

test('an answer with a header of many kilobytes, as upload addresses of Google’s registry have, is read', async (t) => {
  const { registry, open } = await startRig(t);
  registry.tamper((_request, answer) => ({
    ...answer,
    headers: { ...answer.headers, 'x-signed': 's'.repeat(40_000) },
  }));
  const image = await pushSample(open(), 'hello', ['v1']);
  assert.equal((await open().resolve('v1'))?.digest, image.digest);
});
