import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startOrganisation } from './organisation.ts';

const organisation = await startOrganisation();
after(() => organisation[Symbol.asyncDispose]());

test('each rollback goes one release further back', async () => {
  const releases: readonly string[] = await Promise.all(
    [1, 2, 3, 4].map((version) => organisation.image('api', version)),
  );
  const [first = '', ...later] = releases;
  const site = await organisation.createSite('further-back', { dev: { api: first } });
  await site.reportHealthy('dev');
  for (const digest of later) {
    await site.deploy('dev', { api: digest });
    await site.reportHealthy('dev');
  }
  const led: number[] = [];
  for (let time = 1; time < releases.length; time += 1) {
    const { outputs, log } = await site.rollBack('dev', 'api');
    led.push(releases.indexOf(outputs['digest'] ?? '') + 1);
    assert.equal((await site.autoMerge(Number(outputs['number']))).outputs['result'], 'merged', log);
  }
  assert.deepEqual(led, [3, 2, 1]);
  assert.match((await site.rollBack('dev', 'api')).outputs['reason'] ?? '', /^NOTHING_BEFORE: /);
});
