import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { valuesPath } from './layout.ts';
import { codesOf } from './refusal.ts';
import { startRig, type Rig } from './rig.ts';
import type { Site } from './site.ts';

const minute = 60_000;
const context = 'argocd/bitvault-dev';
/** Staging takes what dev has proved, by itself. */
const proving = `staging: {from: dev, merge: auto, approvals: 0, healthy: [${context}], soak: 2h}`;

async function assertMerged(site: Site, number: number): Promise<void> {
  const result = await site.autoMerge(number);
  assert.equal(result.outputs['result'], 'merged', result.log);
}

/** It waits, which is no failure of an action that runs again. */
async function assertWaits(site: Site, number: number, code: string): Promise<void> {
  const main = site.main();
  const result = await site.autoMerge(number);
  assert.deepEqual([result.outputs['result'], codesOf(result)], ['waiting', [code]], result.log);
  assert.equal(site.main(), main);
}

describe('what an environment has proved', () => {
  let rig: Rig;
  before(async () => {
    rig = await startRig();
  });
  after(() => rig[Symbol.asyncDispose]());

  const argocd = (site: Site): string => site.token('bitvault-argocd');
  const push = (site: Site, files: Readonly<Record<string, string>>): Promise<string> =>
    rig.lab.github.push(site.repository, { login: 'alice', message: 'Push', files });

  /** Dev runs the second version since this commit, and staging is to get it. */
  async function begin(): Promise<{ readonly site: Site; readonly arrival: string; readonly number: number }> {
    const [old, next] = await Promise.all([rig.images.signed('api', 1), rig.images.signed('api', 2)]);
    const deployed = { api: old, web: await rig.images.signed('web', 1) };
    const site = await rig.createSite({ dev: deployed, staging: deployed, prod: deployed });
    const policy = (await site.file('promotion.yaml')).replace(/staging: \{.*\}/, proving);
    const files = { 'promotion.yaml': policy, [valuesPath('dev')]: await site.bumped('dev', 'api', next) };
    const arrival = await push(site, files);
    const staging = { [valuesPath('staging')]: await site.bumped('staging', 'api', next) };
    const { number } = await site.open({ files: staging, branch: 'promote/staging' });
    return { site, arrival, number };
  }

  async function report(site: Site, sha: string, state: string, token = argocd(site)): Promise<void> {
    await site.ask(token, 'POST', `statuses/${sha}`, { state, context });
  }

  const pass = (minutes: number) => rig.lab.clock.advance(minutes * minute);

  test('a failure of two hours, reported over by a success, begins the soak again', async () => {
    const { site, arrival, number } = await begin();
    await report(site, arrival, 'success');
    pass(10);
    const later = await push(site, { 'README.md': '# More\n' });
    await report(site, later, 'success');
    pass(1);
    await report(site, later, 'failure');
    pass(150);
    await report(site, later, 'success');
    pass(1);
    await assertWaits(site, number, 'SOAKING');
    pass(60);
    await report(site, later, 'success');
    pass(60);
    await assertMerged(site, number);
  });

  test('repeats of a success do not begin it again', async () => {
    const { site, arrival, number } = await begin();
    for (const wait of [2, 8, 50, 58]) {
      await report(site, arrival, 'success');
      pass(wait);
    }
    await assertWaits(site, number, 'SOAKING');
    await report(site, arrival, 'success');
    pass(5);
    await assertMerged(site, number);
  });

  test('somebody with write access reports a success over a failure', async () => {
    const { site, arrival, number } = await begin();
    await report(site, arrival, 'success');
    const later = await push(site, { 'README.md': '# More\n' });
    pass(150);
    await report(site, later, 'failure');
    pass(1);
    await report(site, later, 'success', rig.people.mallory.token);
    await assertWaits(site, number, 'HEALTH_FAILED');
    const promoted = await site.run('promote', 'bitvault-promoter', {});
    assert.match(promoted.outputs['reason'] ?? '', /^HEALTH_FAILED: /m, promoted.log);
  });

  test('a failure further back than is read at first', async () => {
    const { site, arrival, number } = await begin();
    await report(site, arrival, 'success');
    const later = await push(site, { 'README.md': '# More\n' });
    await report(site, later, 'failure');
    for (let index = 0; index < 60; index += 1) await push(site, { 'README.md': `# ${index}\n` });
    pass(150);
    await assertWaits(site, number, 'HEALTH_FAILED');
    await report(site, later, 'success');
    pass(120);
    await assertMerged(site, number);
  });
});
