import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { repository, startPublishingRig, workflowPath, type PublishingRig } from './publishing-rig.ts';

suite('verify-image of an image with provenance and no signature, as actions/attest leaves it', () => {
  let rig: PublishingRig;
  let digest: string;
  before(async () => {
    rig = await startPublishingRig({});
    const built = await rig.run('build-sign-push', {
      image: rig.image,
      context: rig.context,
      'source-date-epoch': '1',
    });
    digest = built.outputs['digest'] ?? '';
    const { manifests } = rig.lab.registry.store.repository('bitvault/api');
    for (const [each, { document }] of manifests) {
      const type = document.annotations?.['dev.sigstore.bundle.predicateType'];
      if (type !== undefined && type !== 'https://slsa.dev/provenance/v1') manifests.delete(each);
    }
  });
  after(() => rig.lab.close());

  const verify = (inputs: Readonly<Record<string, string>>) =>
    rig.run('verify-image', { image: rig.image, digest, source: repository, workflow: workflowPath, ...inputs });

  test('is verified where that is accepted, and refused where not', async () => {
    const accepted = await verify({ accept: 'provenance-only' });
    assert.equal(accepted.outputs['result'], 'verified', accepted.log);
    assert.match((await verify({})).outputs['reason'] ?? '', /^SIGNATURE_MISSING: .*Next: /);
    assert.match((await verify({ accept: 'legacy' })).outputs['reason'] ?? '', /^SIGNATURE_MISSING/);
  });

  test('is held to the same identity', async () => {
    for (const [inputs, code] of [
      [{ source: 'bitvault/other' }, 'IDENTITY_REPOSITORY'],
      [{ workflow: '.github/workflows/other.yml' }, 'IDENTITY_WORKFLOW'],
      [{ ref: 'refs/heads/other' }, 'IDENTITY_REF'],
    ] as const) {
      const refused = await verify({ accept: 'provenance-only', ...inputs });
      assert.match(refused.outputs['reason'] ?? '', new RegExp(`^${code}: .*expected .*, found .*Next: `));
    }
  });
});
