import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { openRepository } from '@bitvault/registry';
import { startPublishingRig, type PublishingRig } from './publishing-rig.ts';

suite('build-sign-push with inputs as other actions that build take them', () => {
  let rig: PublishingRig;
  before(async () => {
    rig = await startPublishingRig({});
  });
  after(() => rig.lab.close());

  const build = (inputs: Readonly<Record<string, string>>) =>
    rig.run('build-sign-push', { image: rig.image, context: rig.context, 'source-date-epoch': '1', ...inputs });

  const refusals: readonly (readonly [input: string, value: string, says: RegExp])[] = [
    ['push', 'false', /^INPUT_INVALID: input "push" is set, .* Next: .*dry-run/],
    ['load', 'true', /^INPUT_INVALID: input "load" is set, .* Next: .*pull/],
    ['outputs', 'type=docker', /^INPUT_INVALID: input "outputs" is set, .* Next: .*`image`/],
    ['provenance', 'false', /^INPUT_INVALID: input "provenance" is set, .* Next: .*always/],
    ['attests', 'type=sbom', /^INPUT_INVALID: input "attests" is set, .* Next: .*sbom:/],
    ['call', 'check', /^INPUT_INVALID: input "call" is set, .* Next: .*--call/],
    ['github-token', 'hush', /^INPUT_INVALID: input "github-token" is set, .* Next: .*directory/],
    ['registry', 'ghcr.io', /^INPUT_INVALID: input "registry" is set, .* Next: .*`image`/],
    ['username', 'hush', /^INPUT_INVALID: input "username" is set, .* Next: .*`registry-username`/],
    ['password', 'hush', /^INPUT_INVALID: input "password" is set, .* Next: .*`registry-password`/],
    ['tls-verify', 'false', /^INPUT_INVALID: input "tls-verify" is set, .* Next: .*registry-ca/],
    ['builder', 'builder-0a1b', /^INPUT_INVALID: input "builder" is .*builder-name/],
    ['sbom', 'true', /^INPUT_INVALID: input "sbom" is .*`buildkit`.*`none`/],
    ['tags', 'ghcr.io/acme/other:v1', /^INPUT_INVALID: input "tags" has ghcr\.io\/acme\/other:v1, which is not of/],
    [
      'images',
      '- {image: ghcr.io/acme/a, push: false}',
      /^INPUT_INVALID: .*"push", which is no input.* Next: .*dry-run/,
    ],
  ];
  for (const [input, value, says] of refusals) {
    test(`${input}: ${value} is refused with what to do instead`, async () => {
      const mark = rig.lab.traffic.served.length;
      const refused = await build({ [input]: value, ...(input === 'images' && { image: '' }) });
      assert.match(refused.outputs['reason'] ?? '', says);
      assert.equal(refused.conclusion, 'failure');
      assert.ok(!refused.log.includes('hush'));
      assert.deepEqual(rig.lab.traffic.since(mark), []);
    });
  }

  test('what asks for nothing else is taken, and so are tags with the name of the image, in lines and with commas', async () => {
    const tags = `${rig.image}:whole\nlist-a,${rig.image}:list-b\nwhole`;
    const pushed = await build({ push: 'true', load: 'false', provenance: 'true', tags });
    assert.equal(pushed.conclusion, 'success', pushed.log);
    for (const tag of ['whole', 'list-a', 'list-b']) {
      assert.equal((await openRepository(rig.image).resolve(tag))?.digest, pushed.outputs['digest'], tag);
    }
  });
});
