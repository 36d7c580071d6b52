import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ServedRequest, StepResult } from '@bitvault/lab';
import { valuesPath } from './layout.ts';
import { codesOf, writesDuring } from './refusal.ts';
import { startRig, type Rig } from './rig.ts';
import type { Pull, Site } from './site.ts';
import { holdFile, write } from './table/setting.ts';

const isMerge = ({ method, url }: ServedRequest) => method === 'PUT' && url.endsWith('/merge');
const asks =
  (name: string) =>
  ({ operation }: ServedRequest) =>
    operation === name;

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
    const again = await site.autoMerge(pull.number);
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

  const taken = ['command', 'service', 'environment', 'from', 'to', 'reason'];
  const rollbackWorkflow = `on: {workflow_dispatch: {inputs: {${taken.map((name) => `${name}: {type: string}`).join(', ')}}}}
jobs: {roll-back: {runs-on: ubuntu-latest, if: false, steps: [{run: 'true'}]}}
`;

  test('what takes back a merge leaves alone what has been deployed since', async () => {
    const { site, pull } = await ready();
    await write(site, { '.github/workflows/rollback.yml': rollbackWorkflow });
    rig.lab.traffic.interrupt(1, async () => void (await hold(site)), isMerge);
    await site.autoMerge(pull.number);
    const { runs } = rig.lab.github.repository(site.repository);
    const [undoing] = runs.flatMap(({ workflow, event }) =>
      workflow.path.endsWith('/rollback.yml') ? [event.payload['inputs']] : [],
    );
    const since = await site.bumped('dev', 'api', await rig.images.signed('api', 3));
    await write(site, { [valuesPath('dev')]: since });
    // As the example's workflow hands them on.
    const { from, ...others } = undoing as Record<string, string>;
    const asked = { ...others, from: from || 'any' };
    const { value: result, writes } = await writesDuring(rig, () => site.run('rollback', 'bitvault-promoter', asked));
    assert.deepEqual([result.outputs['result'], writes], ['unchanged', []], result.log);
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
