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

  test('is verified by its name and that of the caller, and prints commands that hold to both', async () => {
    const { lab, image, context } = rig;
    const { origin } = lab.github;
    const { conclusion, outputs, log } = await lab.runner.runAction('build-sign-push', {
      repository,
      workflowPath,
      event: lab.signing.event,
      permissions: { 'id-token': 'write' },
      calledWorkflow: called,
      with: {
        image,
        context,
        'source-date-epoch': '1',
        ...lab.signing.inputs,
      },
    });
    assert.equal(conclusion, 'success', log);
    const commands = (outputs['verify-commands'] ?? '').split('\n');
    assert.equal(commands.length, 4);
    for (const command of commands) assert.ok(command.includes(`-identity ${origin}/${called} `), command);

    const verify = async (inputs: Readonly<Record<string, string>>) => {
      const which = { image, digest: outputs['digest'] ?? '', source: repository, workflow: workflowPath };
      const { outputs: said } = await rig.run('verify-image', { ...which, ...inputs });
      return said['result'] === 'verified' ? 'verified' : /^[A-Z_]+/.exec(said['reason'] ?? '')?.[0];
    };
    const signer = { 'signer-workflow': called };
    assert.equal(await verify(signer), 'verified');
    assert.equal(await verify({}), 'IDENTITY_WORKFLOW', 'whoever calls another workflow has to be told so');
    assert.equal(await verify({ ...signer, workflow: '.github/workflows/other.yml' }), 'IDENTITY_WORKFLOW');
    assert.equal(await verify({ ...signer, source: 'acme/shared' }), 'IDENTITY_REPOSITORY');
    for (const other of [`${called}.1`, called.replace('v2', 'v1'), called.replace('acme', 'evil')])
      assert.equal(await verify({ 'signer-workflow': other }), 'IDENTITY_WORKFLOW', other);
    for (const none of ['acme/shared', called.replace('@', '#'), `https://github.com/${called}`])
      assert.equal(await verify({ 'signer-workflow': none }), 'INPUT_INVALID', none);
  });
});
