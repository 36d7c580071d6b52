import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { protectGitOps } from '@bitvault/lab';
import { valuesPath } from './layout.ts';
import { startRig, type Rig } from './rig.ts';

/** What the threat model says that nothing here stops. */
describe('where the defence ends', () => {
  let rig: Rig;
  before(async () => {
    rig = await startRig();
  });
  after(() => rig[Symbol.asyncDispose]());

  test('the promoter’s key takes dev to a digest that was signed long ago', async () => {
    const site = await rig.createSite({
      dev: { api: await rig.images.signed('api', 2), web: await rig.images.signed('web', 1) },
      staging: { api: await rig.images.signed('api', 2), web: await rig.images.signed('web', 1) },
      prod: { api: await rig.images.signed('api', 2), web: await rig.images.signed('web', 1) },
    });
    const old = await rig.images.signed('api', 1);
    const result = await site.autoMerge((await site.openDev(old)).number);
    assert.equal(result.outputs['result'], 'merged', result.log);
    assert.match(await site.file(valuesPath('dev')), new RegExp(old));
  });

  test('the merger’s key merges by hand what people have approved', async () => {
    const site = await rig.siteBeforeProd();
    protectGitOps(rig.lab.github, site.repository);
    const digest = await rig.images.signed('api', 2);
    const { number } = await site.openProd(digest);
    await site.ask(site.token('bitvault-merger'), 'PUT', `pulls/${number}/merge`, { merge_method: 'squash' });
    assert.match(await site.file(valuesPath('prod')), new RegExp(digest));
  });

  test('without the rulesets, people merge a reviewed pull request of prod by hand', async () => {
    const site = await rig.siteBeforeProd();
    const digest = await rig.images.signed('api', 2);
    const { number } = await site.openProd(digest);
    await site.ask(rig.people.mallory.token, 'PUT', `pulls/${number}/merge`, { merge_method: 'squash' });
    assert.match(await site.file(valuesPath('prod')), new RegExp(digest));
  });

  test('an administrator, whom the rulesets keep off as well, takes them away and merges by hand', async () => {
    const site = await rig.siteBeforeProd();
    const { token } = rig.people.alice;
    await site.ask(token, 'POST', 'rulesets', {
      name: 'Merged by the gates',
      target: 'branch',
      enforcement: 'active',
      conditions: { ref_name: { include: ['refs/heads/main'], exclude: [] } },
      rules: [{ type: 'update' }],
      bypass_actors: [],
    });
    const digest = await rig.images.signed('api', 2);
    const { number } = await site.openProd(digest);
    const merge = () => site.ask(token, 'PUT', `pulls/${number}/merge`, { merge_method: 'squash' });
    await assert.rejects(merge, /Cannot update this protected ref/);
    const rulesets = (await site.ask(token, 'GET', 'rulesets')) as readonly { readonly id: number }[];
    for (const { id } of rulesets) await site.ask(token, 'DELETE', `rulesets/${id}`);
    await merge();
    assert.match(await site.file(valuesPath('prod')), new RegExp(digest));
  });

  test('who closes a pull request and deletes its branch delays it: it is proposed again, and nothing was merged', async () => {
    const site = await rig.siteBeforeDev();
    const digest = await rig.images.signed('api', 2);
    const propose = () => site.run('promote', 'bitvault-promoter', { service: 'api', digest });
    const first = await propose();
    const main = site.main();
    const { token } = rig.people.mallory;
    await site.ask(token, 'PATCH', `pulls/${first.outputs['number']}`, { state: 'closed' });
    await site.ask(token, 'DELETE', 'git/refs/heads/promote/dev');
    assert.equal(site.main(), main);
    const second = await propose();
    assert.deepEqual([first.outputs['result'], second.outputs['result']], ['opened', 'opened'], second.log);
    assert.notEqual(second.outputs['number'], first.outputs['number']);
    assert.equal((await site.autoMerge(Number(second.outputs['number']))).outputs['result'], 'merged');
  });
});
