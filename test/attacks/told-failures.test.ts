import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { codesOf } from './refusal.ts';
import { startRig, type Rig } from './rig.ts';
import type { Pull, Site } from './site.ts';
import { write } from './table/setting.ts';
import { checksOn } from './told-checks.ts';

const policy = 'promotion.yaml';

/** The one check run says that it failed, and with which code. */
async function assertSays(site: Site, { head }: Pull, code: RegExp): Promise<void> {
  const [check, ...others] = await checksOn(site, head);
  assert.deepEqual(others, []);
  assert.deepEqual([check?.status, check?.conclusion], ['completed', 'failure']);
  assert.match(check?.output.title ?? '', code);
  assert.match((check?.output.summary ?? '').replaceAll('\\', ''), code);
}

describe('what ends a merging action is said on the pull request', () => {
  let rig: Rig;
  before(async () => {
    rig = await startRig();
  });
  after(() => rig[Symbol.asyncDispose]());

  async function openDev(): Promise<{ readonly site: Site; readonly pull: Pull }> {
    const site = await rig.siteBeforeDev();
    return { site, pull: await site.openDev(await rig.images.signed('api', 2)) };
  }

  test('a broken policy, by auto-merge-dev; once it is right again, the same check run says that it is merged', async () => {
    const { site, pull } = await openDev();
    const whole = await site.file(policy);
    await write(site, { [policy]: `${whole}\nnonsense: 1\n` });
    const result = await site.autoMerge(pull.number);
    assert.deepEqual(codesOf(result), ['POLICY_INVALID'], result.log);
    await assertSays(site, pull, /POLICY_INVALID/);
    await write(site, { [policy]: whole });
    await site.autoMerge(pull.number);
    assert.deepEqual(
      (await checksOn(site, pull.head)).map(({ conclusion, output }) => [conclusion, output.title]),
      [['success', 'Merged as the policy allows']],
    );
  });

  test('a broken policy, by prod-manual-gate', async () => {
    const site = await rig.siteBeforeProd();
    const pull = await site.openProd(await rig.images.signed('api', 2));
    await write(site, { [policy]: 'version: 1\n' });
    await site.gate(pull);
    await assertSays(site, pull, /POLICY_/);
  });

  test('a job without an identity token', async () => {
    const site = await rig.siteBeforeProd();
    const pull = await site.openProd(await rig.images.signed('api', 2));
    const result = await site.gate(pull, { permissions: {} });
    assert.deepEqual(codesOf(result), ['OIDC_UNAVAILABLE'], result.log);
    await assertSays(site, pull, /OIDC_UNAVAILABLE/);
  });

  test('a dry run says nothing on it', async () => {
    const { site, pull } = await openDev();
    await write(site, { [policy]: 'version: 1\n' });
    const inputs = { 'pull-request': String(pull.number), 'dry-run': 'true' };
    const result = await site.run('auto-merge-dev', 'bitvault-merger', inputs);
    assert.equal(result.conclusion, 'failure', result.log);
    assert.deepEqual(await checksOn(site, pull.head), []);
  });

  test('that it cannot be said is a warning, and the failure stays what it was', async () => {
    const { site, pull } = await openDev();
    await write(site, { [policy]: 'version: 1\n' });
    const token = site.token('renovate');
    const result = await site.run('auto-merge-dev', 'bitvault-merger', { 'pull-request': String(pull.number), token });
    assert.match(codesOf(result).join(), /^POLICY_/, result.log);
    assert.match(result.log, new RegExp(`warning.*#${pull.number} does not say how it stands`));
    assert.deepEqual(await checksOn(site, pull.head), []);
  });
});
