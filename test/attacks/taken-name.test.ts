import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertRepelled } from './refusal.ts';
import { startRig, type Rig } from './rig.ts';

let rig: Rig;
before(async () => {
  rig = await startRig();
});
after(() => rig[Symbol.asyncDispose]());

test('an image of a repository that took the name of the right one is not merged where the policy has its number', async () => {
  const [old, next] = [await rig.images.signed('api', 1), await rig.images.signed('api', 2)];
  const running = { api: old, web: await rig.images.signed('web', 1) };
  const layout = { dev: running, staging: running, prod: running };
  for (const taken of [', source-id: 102, owner-id: 7', ', source-id: 101, owner-id: 8']) {
    const site = await rig.createSite(layout, taken);
    const { number } = await site.openDev(next);
    await assertRepelled(rig, site, ['IMAGE_UNVERIFIED'], () => site.autoMerge(number));
  }
  const site = await rig.createSite(layout, ', source-id: 101, owner-id: 7');
  const merged = await site.autoMerge((await site.openDev(next)).number);
  assert.equal(merged.outputs['result'], 'merged', merged.log);
});
