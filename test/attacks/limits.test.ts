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
});
