import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { GitHubEvent } from '@bitvault/lab';
import { valuesPath } from './layout.ts';
import { assertRepelled, codesOf } from './refusal.ts';
import { startRig, type Rig } from './rig.ts';
import type { Pull, Site } from './site.ts';

describe('a gate that a team starts by hand', () => {
  let rig: Rig;
  before(async () => {
    rig = await startRig();
    const { github } = rig.lab;
    github.createTeam({ organization: 'bitvault', slug: 'release-managers', members: ['carol', 'alice'] });
    github.createTeam({ organization: 'bitvault', slug: 'developers', members: ['mallory'] });
  });
  after(() => rig[Symbol.asyncDispose]());

  /** A pull request of prod that alice has reviewed, where prod has no GitHub environment. */
  async function ready(): Promise<{ readonly site: Site; readonly pull: Pull }> {
    const site = await rig.siteBeforeProd();
    const policy = await site.file('promotion.yaml');
    const byHand = policy.replace('environment: production', 'gate: {dispatch: release-managers}');
    assert.notEqual(byHand, policy);
    const files = { 'promotion.yaml': byHand };
    await rig.lab.github.push(site.repository, { login: 'alice', message: 'Gate by hand', files });
    return { site, pull: await site.openProd(await rig.images.signed('api', 2)) };
  }

  const start = (site: Site, { number, head }: Pull, event: Partial<GitHubEvent>) =>
    site.run(
      'prod-manual-gate',
      'bitvault-merger',
      { 'pull-request': String(number), head },
      { event: { name: 'workflow_dispatch', ...event }, permissions: { 'id-token': 'write' } },
    );

  const refuses = async (codes: readonly string[], event: Partial<GitHubEvent>) => {
    const { site, pull } = await ready();
    await assertRepelled(rig, site, codes, () => start(site, pull, event));
  };

  test('a member who has not reviewed starts it: merged', async () => {
    const { site, pull } = await ready();
    const { outputs, log } = await start(site, pull, { actor: 'carol' });
    assert.deepEqual([outputs['result'], outputs['approvers']], ['merged', 'carol'], log);
    assert.match(await site.file(valuesPath('prod')), new RegExp(await rig.images.signed('api', 2)));
  });

  test('whoever reviewed starts it', () => refuses(['NOT_SEPARATE'], { actor: 'alice' }));

  test('whoever reviewed starts it, and somebody else has reviewed too: the other review counts', async () => {
    const { site, pull } = await ready();
    await rig.people.carol.approve(site.repository, pull.number);
    const { outputs, log } = await start(site, pull, { actor: 'carol' });
    assert.deepEqual([outputs['result'], outputs['approvers']], ['merged', 'carol'], log);
  });

  test('somebody of another team starts it', () => refuses(['DISPATCHER_INELIGIBLE'], { actor: 'mallory' }));

  test('an App starts it', () => refuses(['DISPATCHER_INELIGIBLE'], { actor: 'bitvault-merger[bot]' }));

  test('a push starts it', () => refuses(['JOB_NOT_BOUND'], { actor: 'carol', name: 'push' }));

  test('a branch has the workflow', () => refuses(['JOB_NOT_BOUND'], { actor: 'carol', ref: 'refs/heads/mallory' }));

  test('the run is run again', () => refusesRerun('carol', ['RUN_REPEATED']));

  test('somebody else runs it again', () => refusesRerun('mallory', ['RUN_REPEATED', 'DISPATCHER_INELIGIBLE']));

  async function refusesRerun(by: string, codes: readonly string[]): Promise<void> {
    rig.lab.github.rules.rerun = { attempt: 2, by };
    try {
      await refuses(codes, { actor: 'carol' });
    } finally {
      rig.lab.github.rules.rerun = null;
    }
  }

  test('it is started for another head', async () => {
    const { site, pull } = await ready();
    const other = { ...pull, head: site.main() };
    await assertRepelled(rig, site, ['HEAD_MOVED'], () => start(site, other, { actor: 'carol' }));
  });

  test('promote does not start it, and says who does', async () => {
    const { site, pull } = await ready();
    const merger = { 'merge-token': site.token('bitvault-merger') };
    const result = await site.run('promote', 'bitvault-promoter', merger);
    assert.deepEqual(codesOf(result), ['DISPATCH_AHEAD'], result.log);
    const wanted = `a member of team release-managers starts the gate of prod next, for ${pull.number} at ${pull.head}`;
    assert.ok(result.outputs['reason']?.includes(wanted), result.outputs['reason']);
  });

  test('what cannot be said on the pull request is a warning with the right that is missing, and changes nothing', async () => {
    const { site } = await ready();
    const { github } = rig.lab;
    github.createApp({
      slug: 'checkless',
      permissions: { contents: 'write', pull_requests: 'write', actions: 'write' },
    });
    const merger = { 'merge-token': github.installationToken('checkless', { repositories: [site.repository] }) };
    const result = await site.run('promote', 'bitvault-promoter', merger);
    assert.deepEqual([result.exitCode, codesOf(result)], [0, ['DISPATCH_AHEAD']], result.log);
    assert.match(
      result.log,
      /warning.*#\d+ does not say how it stands, for which Checks: write is needed: GITHUB_DENIED: .*"merge-token"/,
    );
  });
});
