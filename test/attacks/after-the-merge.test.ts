import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ServedRequest, StepResult } from '@bitvault/lab';
import { readHold, type Hold } from '@bitvault/promotion';
import { valuesPath } from './layout.ts';
import { codesOf, writesDuring } from './refusal.ts';
import { startRig, type Rig } from './rig.ts';
import type { Pull, Site } from './site.ts';
import { holdFile, write } from './table/setting.ts';
import { checksOn } from './told-checks.ts';

const isMerge = ({ method, url }: ServedRequest) => method === 'PUT' && url.endsWith('/merge');
const asks =
  (name: string) =>
  ({ operation }: ServedRequest) =>
    operation === name;

const merger = 'bitvault-merger[bot]';
const heldAt = 'holds/dev/api.yaml';

/** The number of the pull request that the rollback action opens for `api` in dev. */
async function proposed(site: Site, inputs: Record<string, string>): Promise<number> {
  const { outputs, log } = await site.run('rollback', 'bitvault-promoter', {
    environment: 'dev',
    service: 'api',
    ...inputs,
  });
  assert.equal(outputs['result'], 'opened', log);
  return Number(outputs['number']);
}

describe('what is said once it is merged', () => {
  let rig: Rig;
  before(async () => {
    rig = await startRig();
  });
  after(() => rig[Symbol.asyncDispose]());

  const hold = async (site: Site) => write(site, holdFile('dev', await rig.images.signed('api', 1), null));

  async function ready(): Promise<{ readonly site: Site; readonly pull: Pull }> {
    const site = await rig.siteBeforeDev();
    const [old, next] = [await rig.images.signed('api', 1), await rig.images.signed('api', 2)];
    const moves = `Promotion-Digest: ${next}\nPromotion-Previous: ${old}`;
    const message = `Promote api to dev\n\nPromotion-Service: api\nPromotion-Environment: dev\n${moves}`;
    return { site, pull: await site.openDev(next, { message, title: 'Promote api to dev' }) };
  }

  /** A hold lands between the last look and the merge. */
  async function slipped(): Promise<{ readonly site: Site; readonly pull: Pull }> {
    const { site, pull } = await ready();
    rig.lab.traffic.interrupt(1, async () => void (await hold(site)), isMerge);
    const result = await site.autoMerge(pull.number);
    assert.deepEqual(codesOf(result), ['MERGED_AGAINST_POLICY'], result.log);
    assert.match(result.outputs['reason'] ?? '', / HELD: /);
    return { site, pull };
  }

  test('what slipped in against the policy is not called allowed by the next run', async () => {
    const { site, pull } = await slipped();
    const told = await checksOn(site, pull.head);
    assert.deepEqual(
      told.map(({ conclusion, output }) => [conclusion, output.summary.includes('MERGED')]),
      [['failure', true]],
    );
    const { value: again, writes } = await writesDuring(rig, () => site.autoMerge(pull.number));
    assert.deepEqual(
      writes.filter((asked) => asked.includes('/dispatches')),
      [],
      'no rollback is started again',
    );
    assert.deepEqual(await checksOn(site, pull.head), told, 'the check run stays as it is');
    assert.equal(again.conclusion, 'failure', again.log);
    assert.deepEqual(codesOf(again), ['MERGED_UNCONFIRMED'], again.log);
    assert.match(again.outputs['reason'] ?? '', /HELD: /);
  });

  const harmless = {
    'an unrelated file': async () => ({ 'README.md': '# New\n' }),
    'another service in the same file': async (site: Site) => ({
      [valuesPath('dev')]: await site.bumped('dev', 'web', await rig.images.signed('web', 2)),
    }),
  };
  for (const [what, files] of Object.entries(harmless)) {
    test(`${what} that slips in is no offence: nothing is taken back`, async () => {
      const { site, pull } = await ready();
      rig.lab.traffic.interrupt(1, async () => void (await write(site, await files(site))), isMerge);
      const { value: result, writes } = await writesDuring(rig, () => site.autoMerge(pull.number));
      assert.deepEqual([result.outputs['result'], result.conclusion], ['merged', 'success'], result.log);
      assert.deepEqual(
        writes.filter((asked) => asked.includes('/dispatches')),
        [],
      );
    });
  }

  /** What the rollback workflow was started with, each time. */
  const undoings = (site: Site): readonly Record<string, string>[] =>
    rig.lab.github
      .repository(site.repository)
      .runs.flatMap(({ workflow, event }) =>
        workflow.path.endsWith('/rollback.yml') ? [event.payload['inputs'] as Record<string, string>] : [],
      );

  /** Runs the rollback as the example's workflow hands it on to the action, in the name of the App that started it. */
  const takeBack = (site: Site, { from, ...others }: Record<string, string>): Promise<StepResult> =>
    site.run('rollback', 'bitvault-promoter', { ...others, from: from || 'any' }, { event: { actor: merger } });

  /** The one rollback that was started, proposed and merged by the gate of dev. */
  async function takenBack(site: Site): Promise<Hold> {
    const [asked, ...more] = undoings(site);
    assert.ok(asked !== undefined && more.length === 0, 'one rollback was started');
    const opened = await takeBack(site, asked);
    assert.equal(opened.outputs['result'], 'opened', opened.log);
    const merged = await site.autoMerge(Number(opened.outputs['number']));
    assert.equal(merged.outputs['result'], 'merged', merged.log);
    return readHold(await site.file(heldAt), heldAt);
  }

  test('what takes back a merge leaves alone what has been deployed since', async () => {
    const { site } = await slipped();
    const since = await site.bumped('dev', 'api', await rig.images.signed('api', 3));
    await write(site, { [valuesPath('dev')]: since });
    const [asked = {}] = undoings(site);
    const { value: result, writes } = await writesDuring(rig, () => takeBack(site, asked));
    assert.deepEqual([result.outputs['result'], writes], ['unchanged', []], result.log);
  });

  test('a promotion that slipped in is taken back by dev alone, and what its hold says stays said', async () => {
    const { site } = await slipped();
    const left = await takenBack(site);
    const [old, next] = [await rig.images.signed('api', 1), await rig.images.signed('api', 2)];
    assert.ok((await site.file(valuesPath('dev'))).includes(old));
    assert.deepEqual([left.digest, left.replaced, left.by], [old, next, merger]);
    assert.match(left.reason, /^merged as [0-9a-f]{7} although HELD; .*alice since 2026-11-24T09:00:00Z: it leaks$/);
  });

  /** A change of dev into whose last gap something lands. */
  async function slip(site: Site, number: number, files: Record<string, string>): Promise<StepResult> {
    rig.lab.traffic.interrupt(1, async () => void (await write(site, files)), isMerge);
    const result = await site.autoMerge(number);
    assert.deepEqual(codesOf(result), ['MERGED_AGAINST_POLICY'], result.log);
    return result;
  }

  test('a rollback that slipped in is taken back, and its hold says what that overrides', async () => {
    const site = await rig.siteBeforeDev();
    const [old, next] = [await rig.images.signed('api', 1), await rig.images.signed('api', 2)];
    await write(site, { [valuesPath('dev')]: await site.bumped('dev', 'api', next) });
    await slip(site, await proposed(site, { reason: 'p99 latency doubled' }), { 'holds/dev/app.yaml': 'app\n' });
    assert.ok((await site.file(valuesPath('dev'))).includes(old), 'it slipped in');
    const left = await takenBack(site);
    assert.ok((await site.file(valuesPath('dev'))).includes(next));
    assert.deepEqual([left.digest, left.replaced, left.by], [next, old, merger]);
    assert.match(left.reason, /^merged as [0-9a-f]{7} although HOLD_BROKEN; .*alice since .*: p99 latency doubled$/);
    assert.deepEqual(left.forced?.against, ['HOLD_BROKEN', 'TARGET_NEWER', 'TARGET_REPLACED']);
  });

  const mergedByGate = async (site: Site) => {
    const policy = await site.file('promotion.yaml');
    return { 'promotion.yaml': policy.replace('merge: auto', 'merge: gate, environment: production') };
  };

  test('a hold that was lifted against the policy is put back by people, who are told how', async () => {
    const site = await rig.siteBeforeDev();
    await hold(site);
    const result = await slip(site, await proposed(site, { command: 'resume' }), await mergedByGate(site));
    const commit = site.main();
    assert.deepEqual(undoings(site), []);
    assert.match(result.outputs['reason'] ?? '', new RegExp(`git revert ${commit}.*${heldAt}`), result.log);
  });

  test('where nothing ran before, people are told how to take it back', async () => {
    const site = await rig.siteBeforeDev();
    const [old, next] = [await rig.images.signed('api', 1), await rig.images.signed('api', 2)];
    await write(site, { [valuesPath('dev')]: (await site.file(valuesPath('dev'))).replace(old, 'null') });
    const result = await slip(site, (await site.openDev(next)).number, await mergedByGate(site));
    assert.deepEqual(undoings(site), []);
    const commit = site.main();
    assert.match(result.outputs['reason'] ?? '', new RegExp(`git revert ${commit}`), result.log);
  });

  test('what was merged as the policy allows is called so by the next run', async () => {
    const { site, pull } = await ready();
    const first = await site.autoMerge(pull.number);
    assert.equal(first.outputs['result'], 'merged', first.log);
    const again = await site.autoMerge(pull.number);
    assert.equal(again.outputs['result'], 'merged', again.log);
    assert.equal(again.outputs['merge-sha'], first.outputs['merge-sha']);
  });

  /** GitHub merges after it was given up on, onto a base on which a hold has landed. */
  async function belated(site: Site, act: () => Promise<StepResult>, look: string): Promise<StepResult> {
    const { traffic } = rig.lab;
    traffic.failAt(1, { when: 'late' }, isMerge);
    traffic.interrupt(1, async () => void (await hold(site)), asks('MergeOutcome'));
    traffic.interrupt(2, () => traffic.calm(), asks(look));
    try {
      return await act();
    } finally {
      await traffic.calm();
    }
  }

  test('a merge that lands late is judged where it landed, by auto-merge-dev', async () => {
    const { site, pull } = await ready();
    const result = await belated(site, () => site.autoMerge(pull.number), 'PullRequestFacts');
    assert.match(await site.file(valuesPath('dev')), new RegExp(await rig.images.signed('api', 2)));
    assert.equal(result.conclusion, 'failure', result.log);
    assert.deepEqual(codesOf(result), ['MERGED_AGAINST_POLICY'], result.log);
    assert.match(result.outputs['reason'] ?? '', / HELD: /);
  });

  test('a merge that lands late is judged where it landed, by promote', async () => {
    const { site } = await ready();
    const inputs = { 'merge-token': site.token('bitvault-merger') };
    const act = () => site.run('promote', 'bitvault-promoter', inputs);
    const result = await belated(site, act, 'PromotionPolicy');
    assert.match(await site.file(valuesPath('dev')), new RegExp(await rig.images.signed('api', 2)));
    assert.equal(result.conclusion, 'failure', result.log);
    assert.match(result.outputs['reason'] ?? '', /^MERGED_AGAINST_POLICY: .* HELD: /m, result.log);
  });
});
