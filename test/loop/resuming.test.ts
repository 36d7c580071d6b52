import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { StepResult } from '@bitvault/lab';
import { readDigest } from '@bitvault/promotion';
import { startOrganisation } from './organisation.ts';
import type { Site } from './site.ts';

const organisation = await startOrganisation();
after(() => organisation[Symbol.asyncDispose]());

/** What `promote` dispatches; the merge is left to the test. */
const files = {
  '.github/workflows/prod-gate.yml': `on: {workflow_dispatch: {inputs: {pull-request: {type: number}, head: {type: string}}}}
jobs: {gate: {runs-on: ubuntu-latest, if: false, steps: [{run: 'true'}]}}
`,
};

interface Result {
  readonly result: string;
  readonly reasons: readonly { readonly code: string }[];
}

/** What promote made of the whole repository: each result with the codes of its reasons. */
async function promoted(site: Site): Promise<readonly string[]> {
  const { outputs, conclusion, log } = await site.promote();
  assert.equal(conclusion, 'success', log);
  const results = JSON.parse(outputs['results'] ?? '[]') as readonly Result[];
  return results.map(({ result, reasons }) => [result, ...reasons.map(({ code }) => code)].join(' '));
}

const inProd = async (site: Site) =>
  readDigest(await site.file('envs/prod/values.prod.yaml'), ['services', 'api', 'image', 'digest']);

/** Reviewed by alice, and let through the gate by carol. */
async function reviewAndGate(site: Site, { outputs, log }: StepResult): Promise<void> {
  assert.equal(outputs['result'], 'opened', log);
  const number = Number(outputs['number']);
  await site.approve(number);
  const merged = await site.gate(number, outputs['head-sha'] ?? '');
  assert.equal(merged.outputs['result'], 'merged', merged.log);
}

test('a rollback keeps promotion back until the pull request that resumes it is merged; then it goes forward again', async () => {
  const [good, bad] = await Promise.all([organisation.image('api', 1), organisation.image('api', 2)]);
  const site = await organisation.createSite('resuming', { dev: { api: good }, files });
  await site.deploy('dev', { api: bad });
  await site.deploy('prod', { api: bad });
  await site.reportHealthy('dev');
  const nothingHeld = await site.resume('prod', 'api');
  assert.equal(nothingHeld.outputs['result'], 'unchanged', nothingHeld.log);
  assert.match(nothingHeld.log, /Nothing to do: no hold is on api in prod\./);

  await reviewAndGate(site, await site.rollBack('prod', 'api'));
  assert.equal(await inProd(site), good);
  await site.reportHealthy('dev');
  assert.deepEqual(await promoted(site), ['waiting HELD'], 'although dev, which is healthy, is ahead');

  const resumed = await site.resume('prod', 'api');
  const again = await site.resume('prod', 'api');
  assert.equal(again.outputs['result'], 'unchanged', again.log);
  assert.match(again.log, /Nothing to do: a pull request that lifts the hold on api in prod is open\./);
  assert.equal(again.outputs['number'], resumed.outputs['number']);
  assert.deepEqual((await promoted(site)).slice(0, 1), ['waiting HELD'], 'a proposal alone lifts no hold');

  await reviewAndGate(site, resumed);
  assert.equal(await inProd(site), good, 'resuming deploys nothing');
  await site.reportHealthy('dev');
  assert.deepEqual(await promoted(site), ['opened']);
  const { pullRequests } = (await site.query(
    'pullRequests(states: OPEN, first: 5) { nodes { number headRefName headRefOid } }',
  )) as { readonly pullRequests: { readonly nodes: readonly { number: number; headRefOid: string }[] } };
  const [pull] = pullRequests.nodes;
  assert.ok(pull);
  await site.approve(pull.number);
  assert.deepEqual(await promoted(site), ['dispatched GATE_AHEAD']);
  const merged = await site.gate(pull.number, pull.headRefOid);
  assert.equal(merged.outputs['result'], 'merged', merged.log);
  assert.equal(await inProd(site), bad, 'it is promoted again');
});
