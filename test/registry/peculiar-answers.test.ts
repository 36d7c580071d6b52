import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { tampering } from '@bitvault/lab';
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

test('an answer with a header of many kilobytes, as upload addresses of Google’s registry have, is read', async (t) => {
  const { registry, open } = await startRig(t);
  registry.tamper((_request, answer) => ({
    ...answer,
    headers: { ...answer.headers, 'x-signed': 's'.repeat(40_000) },
  }));
  const image = await pushSample(open(), 'hello', ['v1']);
  assert.equal((await open().resolve('v1'))?.digest, image.digest);
});
