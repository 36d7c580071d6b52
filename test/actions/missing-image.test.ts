import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Digest } from '@bitvault/promotion';
import { application, releaseWorkflow } from '../loop/images.ts';
import { startOrganisation, type Organisation } from '../loop/organisation.ts';

suite('an image whose manifest was deleted while its bundles stayed', () => {
  let organisation: Organisation;
  let deleted: Digest;
  let current: Digest;
  before(async () => {
    organisation = await startOrganisation();
    [deleted, current] = await Promise.all([organisation.image('api', 1), organisation.image('api', 2)]);
    const { store } = organisation.lab.registry;
    assert.ok(store.existing('bitvault/api')?.manifests.delete(deleted), 'it was there');
  });
  after(() => organisation[Symbol.asyncDispose]());

  test('verify-image refuses it', async () => {
    const { lab } = organisation;
    const refused = await lab.runner.runAction('verify-image', {
      repository: (await organisation.createSite('verifying', { dev: { api: current } })).repository,
      with: {
        image: `${lab.registry.host}/bitvault/api`,
        digest: deleted,
        source: application,
        workflow: releaseWorkflow,
        'trusted-root': lab.sigstore.trustedRoot,
      },
    });
    assert.equal(refused.outputs['result'], 'refused', refused.log);
    assert.match(refused.outputs['reason'] ?? '', /^IMAGE_MISSING: the registry has no manifest sha256:/);
  });

  test('rollback does not go back to it', async () => {
    const site = await organisation.createSite('returning', { dev: { api: deleted } });
    await site.reportHealthy('dev');
    await site.deploy('dev', { api: current });
    const refused = await site.rollBack('dev', 'api');
    assert.equal(refused.outputs['result'], 'refused', refused.log);
    assert.match(refused.outputs['reason'] ?? '', /IMAGE_MISSING/);
  });
});
