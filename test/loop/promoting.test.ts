import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { json, type StepResult } from '@bitvault/lab';
import { startOrganisation } from './organisation.ts';
import { proposeBump, proposeRollback } from './proposals.ts';

const organisation = await startOrganisation();
after(() => organisation[Symbol.asyncDispose]());
const { github } = organisation.lab;

const [before, wanted] = await Promise.all([organisation.image('api', 1), organisation.image('api', 2)]);

const gate = `name: prod-gate
run-name: "Gate #\${{ inputs.pull-request }} at \${{ inputs.head }}"
on: {workflow_dispatch: {inputs: {pull-request: {type: number}, head: {type: string}}}}
jobs: {merge: {runs-on: ubuntu-latest, environment: production, steps: [{run: exit 1}]}}
`;

async function siteWithProvenDev(name: string) {
  const files = { '.github/workflows/prod-gate.yml': gate };
  const site = await organisation.createSite(name, { dev: { api: wanted }, prod: { api: before }, files });
  await site.reportHealthy('dev');
  return site;
}

/** Codes of what was not done. */
const codesOf = ({ outputs }: StepResult) => (outputs['reason'] ?? '').split('\n').map((line) => line.split(':')[0]);

describe('the gate', () => {
  test('that a reviewer has rejected is not asked for again until the head is another', async () => {
    const site = await siteWithProvenDev('rejecting');
    const { number } = await proposeBump(site, 'prod', 'api', wanted);
    await site.approve(number);
    const waiting = site.nextWaitingRun();
    assert.deepEqual(codesOf(await site.promote()), ['GATE_AHEAD']);
    await site.rejectRun(await waiting);
    await organisation.lab.runner.idle();
    const again = await site.promote();
    assert.match(
      again.outputs['reason'] ?? '',
      /^GATE_REJECTED: carol rejected [0-9a-f]{7} for environment production\./,
    );
    assert.equal(again.outputs['result'], 'waiting', again.log);
    assert.equal((await site.dispatchedRuns()).length, 1);
  });

  test('is asked for on the branch that is promoted', async () => {
    const site = await siteWithProvenDev('releasing');
    await github.push(site.repository, {
      login: 'alice',
      message: 'Release',
      files: { 'x.txt': 'x' },
      branch: 'release',
    });
    await site.reportHealthy('dev', 'release');
    const refs: (string | undefined)[] = [];
    const stop = github.workflowHost.subscribe(({ name, ref }) => {
      if (name === 'workflow_dispatch') refs.push(ref);
    });
    const opened = await site.promote({ branch: 'release' });
    const [{ number }] = JSON.parse(opened.outputs['results'] ?? '') as [{ readonly number: number }];
    await site.approve(number);
    const asked = await site.promote({ branch: 'release' });
    stop();
    assert.deepEqual(refs, ['refs/heads/release'], asked.log);
  });
});

describe('a build', () => {
  test('is proposed to the environment that takes builds, whatever its name', async () => {
    const site = await organisation.createSite('naming', { dev: { api: before } });
    const policy = (await site.file('promotion.yaml'))
      .replace('  dev: {', '  test: {')
      .replace('from: dev', 'from: test');
    const files = {
      'promotion.yaml': policy,
      'envs/test/values.test.yaml': await site.file('envs/dev/values.dev.yaml'),
    };
    await github.push(site.repository, { login: 'alice', message: 'Rename dev', files });
    const { outputs, log } = await site.promoteBuild('api', wanted);
    assert.equal(outputs['result'], 'opened', log);
    assert.ok(github.branch(site.repository, 'promote/test'));
  });

  test('is not proposed where several environments take builds and none is named', async () => {
    const site = await organisation.createSite('forking', { dev: { api: before } });
    const policy = (await site.file('promotion.yaml'))
      .replace('from: dev', 'from: build')
      .replace(', healthy: [argocd/bitvault-dev]', '');
    await github.push(site.repository, { login: 'alice', message: 'Fork', files: { 'promotion.yaml': policy } });
    const { outputs, conclusion } = await site.promoteBuild('api', wanted);
    assert.equal(conclusion, 'failure');
    assert.match(outputs['reason'] ?? '', /^INPUT_MISSING: input "environment" is missing, and dev and prod all take/);
  });
});

test('the job summary says what was refused before anything was decided, and that there was nothing to do', async () => {
  const site = await organisation.createSite('summing', { dev: { api: wanted } });
  const idle = await site.promoteBuild('api', wanted);
  assert.equal(idle.outputs['result'], 'unchanged', idle.log);
  assert.match(idle.summary, /^## Nothing to do\n\nBecause it is deployed, or proposed, already\.\n/);
  const files = { 'promotion.yaml': 'version: 2\n' };
  await github.push(site.repository, { login: 'alice', message: 'Break', files });
  const refused = await site.promote();
  assert.match(refused.summary, /^## Refused\n\n- POLICY&#95;INVALID&#58; promotion&#46;yaml&#58;1&#58;1 /);
});

test('what fails in one environment is its own refusal, and a rollback goes on', async () => {
  const [oldWeb, web] = await Promise.all([organisation.image('web', 1), organisation.image('web', 2)]);
  const site = await organisation.createSite('failing', {
    dev: { api: before, web },
    prod: { api: before, web: oldWeb },
  });
  await site.reportHealthy('dev');
  await site.deploy('dev', { api: wanted, web });
  await site.reportHealthy('dev');
  await site.takeBranch('promote/prod');
  const rollback = await proposeRollback(site, 'dev', 'api', before);
  const { outputs, conclusion, log } = await site.promote();
  assert.match(outputs['reason'] ?? '', /^STEP_FAILED: GITHUB_BRANCH_TAKEN: /, log);
  assert.equal(outputs['result'], 'refused');
  assert.equal(conclusion, 'failure');
  const results = JSON.parse(outputs['results'] ?? '') as readonly {
    readonly result: string;
    readonly number: number;
  }[];
  assert.ok(
    results.some(({ result, number }) => result === 'merged' && number === rollback.number),
    log,
  );
});

test('a base that keeps moving is no success', async () => {
  const site = await organisation.createSite('moving', { dev: { api: before } });
  await proposeBump(site, 'dev', 'api', wanted);
  let moves = 0;
  github.rules.beforeMerge = async () => {
    moves += 1;
    await github.push(site.repository, { login: 'alice', message: 'Move', files: { 'x.txt': String(moves) } });
  };
  const { outputs, conclusion, log } = await site.promote();
  github.rules.beforeMerge = null;
  assert.match(outputs['reason'] ?? '', /^UNSETTLED: /, log);
  assert.equal(conclusion, 'failure');
  assert.equal(moves, 10);
});

test('what stops it after a merge does not hide what it merged', async () => {
  const site = await organisation.createSite('stopping', { dev: { api: before } });
  const { number } = await proposeBump(site, 'dev', 'api', wanted);
  let reads = 0;
  const stop = github.tamper(({ record, url }, answer) => {
    if (record.operation !== 'PromotionPolicy' || !url.pathname.endsWith('graphql')) return answer;
    reads += 1;
    return reads === 1 ? answer : json(403, { message: 'Resource not accessible by integration' });
  });
  const { outputs, conclusion, log, summary } = await site.promote().finally(stop);
  assert.equal(conclusion, 'failure', log);
  assert.match(outputs['reason'] ?? '', /^GITHUB_DENIED: query PromotionPolicy .*bitvault-promoter\[bot\]/);
  const results = JSON.parse(outputs['results'] ?? '') as readonly {
    readonly result: string;
    readonly number: number;
  }[];
  assert.deepEqual(
    results.map(({ result, number: of }) => [result, of]),
    [['merged', number]],
  );
  assert.match(summary, new RegExp(`#${number}`));
});
