import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { valuesPath } from './layout.ts';
import { assertNoSecret } from './refusal.ts';
import { startRig, type Rig } from './rig.ts';

describe('what the attacks imitate passes', () => {
  let rig: Rig;
  before(async () => {
    rig = await startRig();
  });
  after(() => rig[Symbol.asyncDispose]());

  test('a bump of dev is merged', async () => {
    const site = await rig.siteBeforeDev();
    const digest = await rig.images.signed('api', 2);
    const wanted = await site.bumped('dev', 'api', digest);
    const result = await site.autoMerge((await site.openDev(digest)).number);
    assert.equal(result.outputs['result'], 'merged', result.log);
    assert.equal(result.outputs['merge-sha'], site.main());
    assert.equal(await site.file(valuesPath('dev')), wanted);
    assertNoSecret(result, rig.wiretap.secrets);
  });

  test('a reviewed bump of prod is merged by the approved gate', async () => {
    const site = await rig.siteBeforeProd();
    const digest = await rig.images.signed('api', 2);
    const wanted = await site.bumped('prod', 'api', digest);
    const result = await site.gate(await site.openProd(digest));
    assert.equal(result.outputs['result'], 'merged', result.log);
    assert.equal(result.outputs['approvers'], 'carol');
    assert.equal(await site.file(valuesPath('prod')), wanted);
    assertNoSecret(result, rig.wiretap.secrets);
  });

  test('an approval stands, though its reviewer comments afterwards', async () => {
    const site = await rig.siteBeforeProd();
    const pull = await site.openProd(await rig.images.signed('api', 2));
    const comment = { event: 'COMMENT', body: 'Read it twice.' };
    await site.ask(rig.people.alice.token, 'POST', `pulls/${pull.number}/reviews`, comment);
    const result = await site.gate(pull);
    assert.equal(result.outputs['result'], 'merged', result.log);
  });

  test('the actions themselves open the pull requests that are merged', async () => {
    const site = await rig.siteBeforeDev();
    const digest = await rig.images.signed('api', 2);
    const opened = await site.run('promote', 'bitvault-promoter', { service: 'api', digest });
    assert.equal(opened.outputs['result'], 'opened', opened.log);
    assert.equal((await site.autoMerge(Number(opened.outputs['number']))).outputs['result'], 'merged');
    const planned = await site.run('promote', 'bitvault-promoter', { 'merge-token': site.token('bitvault-merger') });
    assert.match(planned.outputs['results'] ?? '', /"environment":"staging".*"result":"opened"/);
  });
});
