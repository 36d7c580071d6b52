import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { startRig, type Rig } from './rig.ts';
import type { Pull, Site } from './site.ts';
import { write } from './table/setting.ts';
import { checksOn, type ToldCheck } from './told-checks.ts';

const gate = `run-name: "Gate #\${{ inputs.pull-request }} at \${{ inputs.head }}"
on: {workflow_dispatch: {inputs: {pull-request: {type: number}, head: {type: string}}}}
permissions: {}
jobs: {merge: {runs-on: ubuntu-latest, environment: production, steps: [{run: 'true'}]}}
`;

const promote = (site: Site) =>
  site.run('promote', 'bitvault-promoter', { 'merge-token': site.token('bitvault-merger') });

/** What the pull request says, in the one place where it does. */
async function told(site: Site, { head }: Pull): Promise<ToldCheck> {
  const [check, ...others] = await checksOn(site, head);
  assert.deepEqual(others, []);
  assert.ok(check !== undefined, 'it says something');
  return check;
}

describe('what a pull request says while it waits for the gate', () => {
  let rig: Rig;
  before(async () => {
    rig = await startRig();
  });
  after(() => rig[Symbol.asyncDispose]());

  /** A reviewed pull request of prod, whose gate has a run that waits for carol. */
  async function ready(): Promise<{ readonly site: Site; readonly pull: Pull }> {
    const site = await rig.siteBeforeProd();
    await write(site, { '.github/workflows/prod-gate.yml': gate });
    const [old, next] = [await rig.images.signed('api', 1), await rig.images.signed('api', 2)];
    const moves = `Promotion-Digest: ${next}\nPromotion-Previous: ${old}`;
    const message = `Promote api to prod\n\nPromotion-Service: api\nPromotion-Environment: prod\n${moves}`;
    return { site, pull: await site.openProd(next, { message, title: 'Promote api to prod' }) };
  }

  const runsOf = (site: Site): readonly string[] =>
    rig.lab.github
      .repository(site.repository)
      .runs.filter(({ workflow }) => workflow.path.endsWith('prod-gate.yml'))
      .map(({ id }) => `${rig.lab.github.origin}/${site.repository}/actions/runs/${id}`);

  const page = (site: Site) => `${rig.lab.github.origin}/${site.repository}/actions/workflows/prod-gate.yml`;

  test('it leads to the run that is to be approved, as soon as that is started', async () => {
    const { site, pull } = await ready();
    const { log } = await promote(site);
    const check = await told(site, pull);
    assert.deepEqual([check.status, check.details_url], ['in_progress', runsOf(site)[0]], log);
    assert.ok(check.output.summary.includes(`[Go to the run that waits](${check.details_url})`), check.output.summary);
    const there = check.output.summary.split('**There already:**')[1]?.replaceAll('\\', '') ?? '';
    assert.match(there, new RegExp(`Verified:\\*\\* api .${await rig.images.signed('api', 2)}.`));
    assert.match(there, /Proved:\*\* api runs in staging\./);
    assert.match(there, /Reviewed\*\* by alice: 1 of 1\./);
    assert.match(check.output.summary, /^- \*\*GATE_AHEAD\*\* /);
    await promote(site);
    assert.deepEqual(await told(site, pull), check, 'the next run has nothing to add');
    assert.equal(runsOf(site).length, 1);
  });

  test('where GitHub tells no run yet, it leads to the workflow, and to the run from then on', async () => {
    const { site, pull } = await ready();
    const { rules } = rig.lab.github;
    rules.namesDispatchedRuns = false;
    rules.unlisted = () => true;
    await promote(site).finally(() => Object.assign(rules, { namesDispatchedRuns: true, unlisted: null }));
    const first = await told(site, pull);
    assert.equal(first.details_url, page(site));
    assert.ok(first.output.summary.includes(`[Go to the gate's workflow](${page(site)})`), first.output.summary);
    await promote(site);
    assert.deepEqual([(await told(site, pull)).details_url], runsOf(site));
  });

  test('where only the list of runs has it, it leads to the run', async () => {
    const { site, pull } = await ready();
    const { rules } = rig.lab.github;
    rules.namesDispatchedRuns = false;
    const { runs } = rig.lab.github.repository(site.repository);
    const named = async () => {
      while (!runs.some(({ displayTitle }) => displayTitle.startsWith('Gate #'))) await setImmediate();
    };
    rig.lab.traffic.interrupt(2, named, ({ url }) => url.includes('/prod-gate.yml/runs'));
    await promote(site).finally(() => Object.assign(rules, { namesDispatchedRuns: true }));
    assert.deepEqual([(await told(site, pull)).details_url], runsOf(site));
  });

  test('what is refused later leads to no run that waits, and what is merged says so', async () => {
    const { site, pull } = await ready();
    await promote(site);
    const [run = ''] = runsOf(site);
    const reviews = `pulls/${pull.number}/reviews`;
    const { id } = (await site.ask(rig.people.carol.token, 'POST', reviews, {
      event: 'REQUEST_CHANGES',
      body: 'Not yet.',
    })) as { readonly id: number };
    await promote(site);
    const refused = await told(site, pull);
    assert.notEqual(refused.details_url, run);
    assert.match(refused.output.title, /carol requested changes/);
    await site.ask(rig.people.alice.token, 'PUT', `${reviews}/${id}/dismissals`, { message: 'Settled' });
    const result = await site.gate(pull);
    assert.equal(result.outputs['result'], 'merged', result.log);
    const { conclusion, output } = await told(site, pull);
    assert.deepEqual([conclusion, output.title], ['success', 'Merged as the policy allows']);
    assert.match(output.summary, /Reviewed by alice\. Let through the gate by carol\./);
  });
});
