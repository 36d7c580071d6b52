import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { repository, startPublishingRig, workflowPath, type PublishingRig } from './publishing-rig.ts';

const called = 'acme/shared/.github/workflows/build.yml@refs/tags/v2';

suite('build-sign-push in a workflow that another one calls', () => {
  let rig: PublishingRig;
  before(async () => {
    rig = await startPublishingRig({});
  });
  after(() => rig.lab.close());

  test('prints commands with the identity that the certificate has, which is that of the called one', async () => {
    const { lab, image, context } = rig;
    const { origin } = lab.github;
    const { conclusion, outputs, log } = await lab.runner.runAction('build-sign-push', {
      repository,
      workflowPath,
      permissions: { 'id-token': 'write' },
      calledWorkflow: called,
      with: {
        image,
        context,
        'source-date-epoch': '1',
        'trusted-root': lab.sigstore.trustedRoot,
        'signing-config': lab.sigstore.signingConfig,
      },
    });
    assert.equal(conclusion, 'success', log);
    const commands = (outputs['verify-commands'] ?? '').split('\n');
    assert.equal(commands.length, 4);
    for (const command of commands) assert.ok(command.includes(`-identity ${origin}/${called} `), command);
  });
});
