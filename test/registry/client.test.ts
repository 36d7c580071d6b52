import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { RegistryLabOptions } from '@bitvault/lab';
import { sha256Of } from '@bitvault/registry';
import { account, pushSample, sampleReferrer, startRig } from './rig.ts';

const modes: Record<string, Pick<RegistryLabOptions, 'auth' | 'referrers'>> = {
  'open, with the referrers API': {},
  'open, without the referrers API': { referrers: false },
  'Basic, with the referrers API': { auth: account },
  'Basic, without the referrers API': { auth: account, referrers: false },
  'Bearer, with the referrers API': { auth: { ...account, bearer: true } },
  'Bearer, without the referrers API': { auth: { ...account, bearer: true }, referrers: false },
};

for (const [mode, options] of Object.entries(modes)) {
  suite(`a registry that is ${mode}`, () => {
    test('an image is pushed, resolved and read back', async (t) => {
      const { open } = await startRig(t, options);
      const repository = open();
      const image = await pushSample(repository, 'hello', ['v1']);
      assert.deepEqual(await repository.resolve('v1'), image);
      assert.deepEqual(await repository.resolve(image.digest), image);
      const read = await open().manifest('v1');
      assert.equal(read?.digest, image.digest);
      const layer = Buffer.from('hello');
      const descriptor = { mediaType: 'x/y', digest: sha256Of(layer), size: layer.length };
      assert.deepEqual(Buffer.from(await open().blob(descriptor)), layer);
      assert.equal(await repository.hasBlob(descriptor.digest), true);
    });

    test('what is absent is undefined, not an error', async (t) => {
      const { open } = await startRig(t, options);
      const repository = open();
      assert.equal(await repository.resolve('nothing'), undefined);
      assert.equal(await repository.manifest('nothing'), undefined);
      assert.equal(await repository.hasBlob(sha256Of(Buffer.from('nothing'))), false);
      assert.deepEqual(await repository.referrers(sha256Of(Buffer.from('nothing'))), []);
    });

    test('referrers are attached with artifactType and annotations, and found again', async (t) => {
      const { open } = await startRig(t, options);
      const repository = open();
      const image = await pushSample(repository, 'hello');
      const first = sampleReferrer(image, 'first');
      const second = sampleReferrer(image, 'second', 'application/vnd.test.other');
      const attached = await repository.attach(image, [first, second]);
      const found = await open().referrers(image.digest);
      assert.deepEqual(new Set(found.map(({ digest }) => digest)), new Set(attached.map(({ digest }) => digest)));
      const [other] = await open().referrers(image.digest, 'application/vnd.test.other');
      assert.equal(other?.artifactType, 'application/vnd.test.other');
      assert.deepEqual(other.annotations, second.annotations);
    });

    test('attaching again changes nothing', async (t) => {
      const { open, registry } = await startRig(t, options);
      const image = await pushSample(open(), 'hello');
      await open().attach(image, [sampleReferrer(image, 'one')]);
      const stored = structuredClone(registry.store.repository('team/app'));
      await open().attach(image, [sampleReferrer(image, 'one')]);
      assert.deepEqual(structuredClone(registry.store.repository('team/app')), stored);
      assert.equal((await open().referrers(image.digest)).length, 1);
    });

    test('parallel attaches of one process keep all', async (t) => {
      const { open } = await startRig(t, options);
      const repository = open();
      const image = await pushSample(repository, 'hello');
      await Promise.all(
        ['a', 'b', 'c', 'd'].map((content) => repository.attach(image, [sampleReferrer(image, content)])),
      );
      assert.equal((await repository.referrers(image.digest)).length, 4);
    });
  });
}
