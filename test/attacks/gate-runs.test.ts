import assert from 'node:assert/strict';
import { test } from 'node:test';
import { valuesPath } from './layout.ts';
import { startRig } from './rig.ts';
import { write } from './table/setting.ts';

const file = 'prod-gate.yml';
const inputs = `on: {workflow_dispatch: {inputs: {pull-request: {type: number}, head: {type: string}}}}\n`;
const gate = `${inputs}jobs: {gate: {runs-on: ubuntu-latest, if: false, steps: [{run: 'true'}]}}\n`;
const stuck = `run-name: "Gate #\${{ inputs.pull-request }} at \${{ inputs.head }}"
${inputs}jobs: {gate: {runs-on: ubuntu-latest, environment: sandbox, steps: [{run: 'true'}]}}
`;

test('a run of another branch that calls itself the gate’s is neither waited for nor shown to those who approve', () =>
  isLeftAlone('refs/heads/mine'));

test('a run of a tag with the base branch’s name that calls itself the gate’s is neither waited for nor shown to those who approve', () =>
  isLeftAlone('refs/tags/main'));

async function isLeftAlone(ref: string): Promise<void> {
  await using rig = await startRig();
  const { github } = rig.lab;
  const { mallory } = rig.people;
  const site = await rig.siteBeforeProd();
  await write(site, { [`.github/workflows/${file}`]: gate });
  const digest = await rig.images.signed('api', 2);
  const moves = `Promotion-Digest: ${digest}\nPromotion-Previous: ${await rig.images.signed('api', 1)}`;
  const message = `Promote api to prod\n\nPromotion-Service: api\nPromotion-Environment: prod\n${moves}`;
  const pull = await site.openProd(digest, { message, title: 'Promote api to prod' });
  github.setEnvironment(site.repository, 'sandbox', { reviewers: ['mallory'] });
  const files = { [`.github/workflows/${file}`]: stuck };
  const sha = await github.push(site.repository, { login: 'mallory', message: 'Mine', branch: 'mine', files });
  if (ref.startsWith('refs/tags/')) await site.ask(mallory.token, 'POST', 'git/refs', { ref, sha });
  const given = { 'pull-request': String(pull.number), head: pull.head };
  await site.ask(mallory.token, 'POST', `actions/workflows/${file}/dispatches`, { ref, inputs: given });
  const runs = () =>
    github
      .repository(site.repository)
      .runs.filter(({ workflow }) => workflow.path.endsWith(file))
      .map(({ event }) => event.ref);
  assert.deepEqual(runs(), [ref]);

  const merger = { 'merge-token': site.token('bitvault-merger') };
  const result = await site.run('promote', 'bitvault-promoter', merger);
  assert.deepEqual(runs(), [ref, 'refs/heads/main'], result.log);
  assert.match(result.outputs['results'] ?? '', /"result":"dispatched"/);
  assert.match(await site.file(valuesPath('prod')), new RegExp(await rig.images.signed('api', 1)));
}
