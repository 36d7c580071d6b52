import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { checkOutSigstore } from '@bitvault/lab';
import { application, releaseWorkflow } from './images.ts';
import { startOrganisation } from './organisation.ts';
import { proposeBump } from './proposals.ts';

/** Releases whose workflow calls another repository's to build and to sign, as platform teams share theirs. */

const shared = 'acme/shared/.github/workflows/build.yml@refs/tags/v2';

const organisation = await startOrganisation();
after(() => organisation[Symbol.asyncDispose]());
const { lab } = organisation;

describe('an image that a called workflow signed', () => {
  let old: string;
  let released: string;
  before(async () => {
    await lab.github.createRepository({ owner: 'bitvault', name: 'bitvault', files: {}, authorLogin: 'alice' });
    old = await organisation.image('api', 1);
    const context = join(lab.directory, 'context');
    await mkdir(context);
    await writeFile(join(context, 'server.js'), '');
    const signing = await checkOutSigstore(join(lab.directory, 'sigstore'), lab.sigstore);
    const { outputs, log } = await lab.runner.runAction('build-sign-push', {
      repository: application,
      workflowPath: releaseWorkflow,
      calledWorkflow: shared,
      event: signing.event,
      permissions: { 'id-token': 'write' },
      with: {
        image: `${lab.registry.host}/bitvault/api`,
        context,
        'source-date-epoch': '1',
        ...signing.inputs,
      },
    });
    released = outputs['digest'] ?? '';
    assert.notEqual(released, '', log);
  });

  /** A repository whose policy names this workflow, and what may follow it. */
  const siteWith = async (name: string, workflow: string) => {
    const site = await organisation.createSite(name, { dev: { api: old } });
    const policy = (await site.file('promotion.yaml')).replace(releaseWorkflow, workflow);
    await lab.github.push(site.repository, { login: 'alice', message: 'Sign', files: { 'promotion.yaml': policy } });
    return site;
  };

  test('is proposed and merged where the policy names that workflow', async () => {
    const site = await siteWith('calling', `${releaseWorkflow}, signer-workflow: ${shared}`);
    const opened = await site.promoteBuild('api', released);
    assert.equal(opened.outputs['result'], 'opened', opened.log);
    const merged = await site.autoMerge(Number(opened.outputs['number']));
    assert.equal(merged.outputs['result'], 'merged', merged.log);
    assert.match(await site.file('envs/dev/values.dev.yaml'), new RegExp(released));
  });

  for (const [what, workflow] of [
    ['names none', releaseWorkflow],
    ['names another', `${releaseWorkflow}, signer-workflow: ${shared.replace('v2', 'v1')}`],
  ] as const) {
    test(`is refused by everybody where the policy ${what}`, async () => {
      const site = await siteWith(`calling-${what.replace(' ', '-')}`, workflow);
      const proposed = await site.promoteBuild('api', released);
      assert.match(proposed.outputs['reason'] ?? '', /IDENTITY_WORKFLOW: .*acme\/shared/, proposed.log);
      const { number } = await proposeBump(site, 'dev', 'api', released);
      const merged = await site.autoMerge(number);
      assert.match(merged.outputs['reason'] ?? '', /IDENTITY_WORKFLOW: .*acme\/shared/, merged.log);
    });
  }

  test('is refused of a caller that is not the workflow of the policy', async () => {
    const site = await siteWith('calling-other', `.github/workflows/other.yml, signer-workflow: ${shared}`);
    const proposed = await site.promoteBuild('api', released);
    assert.match(proposed.outputs['reason'] ?? '', /IDENTITY_WORKFLOW: /, proposed.log);
  });
});
