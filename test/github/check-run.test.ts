import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reportCheck } from '@bitvault/github';
import { pullCheck, type PullCheck } from '@bitvault/promotion';
import { openPull } from './promoting.ts';
import { startRig, type Rig } from './rig.ts';

const waiting = pullCheck([{ code: 'CHANGES_REQUESTED', by: 'alice' }]);

async function checksOn(rig: Rig, head: string) {
  const answer = (await rig.ask(rig.bob.token, 'GET', `commits/${head}/check-runs`)) as {
    readonly check_runs: readonly {
      readonly name: string;
      readonly status: string;
      readonly conclusion: string | null;
      readonly output: { readonly title: string; readonly summary: string };
      readonly details_url: string;
      readonly html_url: string;
    }[];
  };
  return answer.check_runs;
}

test('a pull request says once what it waits for, and says it again only when it changes', async () => {
  await using rig = await startRig();
  const pull = await openPull(rig);
  const report = (check: PullCheck) => rig.counted(() => reportCheck(rig.mergerConnection, pull, check));
  const methods = async (check: PullCheck) =>
    (await report(check)).served.filter(({ operation }) => operation !== 'WhoAsks').map(({ method }) => method);
  assert.deepEqual(await methods(waiting), ['GET', 'POST']);
  assert.deepEqual(await methods(waiting), ['GET']);
  const [check, ...others] = await checksOn(rig, pull.head);
  assert.deepEqual(others, []);
  assert.deepEqual([check?.name, check?.status, check?.conclusion], ['promotion', 'in_progress', null]);
  assert.equal(check?.output.title, 'alice requested changes');
  assert.match(check?.output.summary ?? '', /CHANGES_REQUESTED/);
  const refused = pullCheck(
    [{ code: 'NOT_A_BUMP' }, { code: 'CHANGES_REQUESTED', by: 'alice' }],
    'https://x.example/1',
  );
  assert.deepEqual(await methods(refused), ['GET', 'PATCH']);
  const [now, ...more] = await checksOn(rig, pull.head);
  assert.deepEqual(more, []);
  assert.deepEqual([now?.status, now?.conclusion, now?.details_url], ['completed', 'failure', 'https://x.example/1']);
  assert.match(now?.output.title ?? '', /^the change moves no digest/);
});

test('a link is not kept once there is nowhere to go any more', async () => {
  await using rig = await startRig();
  const pull = await openPull(rig);
  const reasons = [{ code: 'GATE_AHEAD', environment: 'production' }] as const;
  const report = (check: PullCheck) => rig.counted(() => reportCheck(rig.mergerConnection, pull, check));
  await report(pullCheck(reasons, 'https://x.example/run/1'));
  await report(waiting);
  const [check] = await checksOn(rig, pull.head);
  assert.equal(check?.details_url, check?.html_url);
  assert.doesNotMatch(check?.output.summary ?? '', /x\.example/);
  const { served } = await report(waiting);
  assert.deepEqual(
    served.filter(({ method }) => method === 'PATCH'),
    [],
  );
});

test('a check run that looks like it, by somebody else, is left alone and does not keep it from being said', async () => {
  await using rig = await startRig();
  const pull = await openPull(rig);
  const forged = {
    ...pullCheck([{ code: 'PULL_IS_DRAFT' }]),
    state: 'merged',
    title: 'Merged as the policy allows',
  } as const;
  await reportCheck(rig.promoter, pull, forged);
  await reportCheck(rig.mergerConnection, pull, waiting);
  await reportCheck(rig.mergerConnection, pull, pullCheck([{ code: 'CHANGES_REQUESTED', by: 'carol' }]));
  const checks = await checksOn(rig, pull.head);
  assert.deepEqual(
    checks.map(({ conclusion, output }) => `${conclusion}: ${output.title}`).toSorted((a, b) => a.localeCompare(b)),
    ['null: carol requested changes', 'success: Merged as the policy allows'],
  );
});
