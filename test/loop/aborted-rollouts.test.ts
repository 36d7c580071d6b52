import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  createExampleOrganisation,
  protectGitOps,
  startLab,
  type ExampleOrganisation,
  type Lab,
  type RunRecord,
  type StepRecord,
} from '@bitvault/lab';
import { readHold, readDigest, setDigest, type Digest } from '@bitvault/promotion';
import { signedImages } from './images.ts';

const gitops = 'bitvault/gitops';
const valuesFile = 'envs/prod/values.prod.yaml';
const holdFile = 'holds/prod/bitvaultd.yaml';
const digestPath = ['services', 'bitvaultd', 'image', 'digest'];
const branch = 'rollback/prod/bitvaultd';
const verdict = 'Metric "success-rate" assessed Failed due to failed (2) > failureLimit (1)';

let lab: Lab;
let bitvault: ExampleOrganisation;
let good: Digest;
let bad: Digest;

before(async () => {
  lab = await startLab();
  bitvault = await createExampleOrganisation(lab, { lint: false });
  const image = await signedImages(lab);
  [good, bad] = await Promise.all([image('bitvaultd', 1), image('bitvaultd', 2)]);
  await deploy(good);
  await deploy(bad);
});
after(() => lab.close());

async function file(path: string, ref = 'main'): Promise<string> {
  const found = await bitvault.alice.request('GET', `/repos/${gitops}/contents/${path}?ref=${ref}`);
  return Buffer.from((found as { readonly content: string }).content, 'base64').toString();
}

/** As the merge of a promotion leaves it. */
async function deploy(digest: Digest, path = digestPath): Promise<void> {
  const { text } = setDigest(await file(valuesFile), path, digest);
  lab.github.protect(gitops, 'main', null);
  await lab.github.push(gitops, { login: 'alice', message: 'Promote', files: { [valuesFile]: text } });
  protectGitOps(lab.github, gitops);
  await lab.runner.idle();
}

const rolloutsRequest = (method: string, path: string, body: unknown): Promise<Response> =>
  fetch(`${lab.github.apiUrl}/repos/${gitops}/${path}`, {
    method,
    headers: { authorization: `Bearer ${lab.github.installationToken('bitvault-rollouts')}` },
    body: JSON.stringify(body),
  });

/** What Argo Rollouts posts, and the run that it starts, to its end. */
async function notified(payload: unknown): Promise<{ readonly run: RunRecord; readonly step: StepRecord }> {
  const earlier = new Set(lab.runner.runs);
  const answer = await rolloutsRequest('POST', 'dispatches', {
    event_type: 'rollout-aborted',
    client_payload: payload,
  });
  assert.equal(answer.status, 204, await answer.text());
  await lab.runner.idle();
  const runs = lab.runner.runs.filter((run) => !earlier.has(run) && run.event.name === 'repository_dispatch');
  assert.deepEqual(
    runs.map(({ workflow }) => workflow.name),
    ['rollback'],
  );
  const [run] = runs;
  const step = run?.jobs[0]?.steps.find(({ uses }) => uses?.startsWith('bitvault/actions/rollback@'));
  assert.ok(run && step, run?.message);
  return { run, step };
}

const aborted = (digest: string = bad) => ({ environment: 'prod', service: 'bitvaultd', digest, reason: verdict });

interface Pull {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly user: { readonly login: string };
  readonly head: { readonly ref: string; readonly sha: string };
}

const openPulls = async () =>
  (await bitvault.alice.request('GET', `/repos/${gitops}/pulls?state=open`)) as readonly Pull[];

/** Everything that a run could have changed. */
const world = async () => ({
  main: lab.github.branch(gitops, 'main'),
  pulls: (await openPulls()).map(({ number, head }) => [number, head.ref, head.sha]),
});

async function assertNothingDone(payload: unknown, because: RegExp): Promise<void> {
  const earlier = await world();
  const { run, step } = await notified(payload);
  assert.equal(run.conclusion, 'success', step.log);
  assert.equal(step.outputs['result'], 'unchanged');
  assert.match(step.log, because);
  assert.deepEqual(await world(), earlier);
}

describe('what is refused opens nothing', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const template = '${{ secrets.PROMOTER_PRIVATE_KEY }}';
  const whole = { environment: 'prod', service: 'bitvaultd', digest, reason: verdict };
  const { environment, service, reason } = whole;
  const cases: readonly (readonly [what: string, code: string, payload: unknown])[] = [
    ['no environment', 'INPUT_MISSING', { service, digest, reason }],
    ['no service', 'INPUT_MISSING', { environment, digest, reason }],
    ['no reason', 'INPUT_MISSING', { environment, service, digest }],
    ['no digest, which would take out whatever is deployed', 'INPUT_EMPTY', { environment, service, reason }],
    ['a tag for a digest', 'INPUT_INVALID', { ...whole, digest: 'v1.2.3' }],
    ['a digest with a line break', 'INPUT_INVALID', { ...whole, digest: `${digest}\nresult=opened` }],
    ['an environment that is not in the policy', 'POLICY_ENVIRONMENT_UNKNOWN', { ...whole, environment: 'qa' }],
    ['a service that is not in the policy', 'POLICY_SERVICE_UNKNOWN', { ...whole, service: 'db' }],
    ['an environment with a line break', 'INPUT_INVALID', { ...whole, environment: 'prod\nservice: x' }],
    ['an expression for a service', 'INPUT_INVALID', { ...whole, service: template }],
    ['an object for a service', 'INPUT_INVALID', { ...whole, service: { name: 'bitvaultd' } }],
  ];
  for (const [what, code, payload] of cases) {
    test(what, async () => {
      const earlier = await world();
      const { run, step } = await notified(payload);
      assert.equal(run.conclusion, 'failure', step.log);
      assert.ok(step.log.includes(code), step.log);
      assert.doesNotMatch(step.log, /BEGIN (?:RSA )?PRIVATE KEY/);
      assert.deepEqual(await world(), earlier);
    });
  }

  test('another command than a rollback cannot be asked for', async () => {
    const payload = { ...aborted(good), command: 'resume', inputs: { command: 'resume' }, to: bad };
    await assertNothingDone(payload, /Nothing to do: bitvaultd in prod is at /);
  });
});

test('news of a digest that is not deployed, or not any more, changes nothing', async () => {
  await assertNothingDone(aborted(good), /Nothing to do: bitvaultd in prod is at sha256:.*, not at sha256:/);
});

test('nothing was deployed before the first digest of all: refused, with what to do', async () => {
  await deploy(bad, ['services', 'bitvault-web', 'image', 'digest']);
  const { run, step } = await notified({ ...aborted(), service: 'bitvault-web' });
  assert.equal(run.conclusion, 'failure');
  assert.match(step.outputs['reason'] ?? '', /^NOTHING_BEFORE: .*Next: /);
  assert.deepEqual(await openPulls(), []);
});

test('an aborted canary is proposed to be rolled back and held, once, with the reason as text', async () => {
  const reason = `${verdict}\n::set-output name=result::refused\n\${{ secrets.PROMOTER_PRIVATE_KEY }} <img src=x> @alice`;
  const { run, step } = await notified({ ...aborted(), reason });
  assert.equal(run.conclusion, 'success', step.log);
  assert.equal(run.displayTitle, 'rollback bitvaultd in prod');
  assert.equal(step.outputs['result'], 'opened');
  assert.equal(step.outputs['digest'], good);

  const [pull, ...others] = await openPulls();
  assert.ok(pull !== undefined && others.length === 0);
  assert.equal(pull.head.ref, branch);
  assert.equal(pull.user.login, 'bitvault-promoter[bot]');
  assert.equal(pull.title, 'Roll back bitvaultd in prod');
  assert.match(pull.body, /Argo Rollouts aborted the canary: /);
  assert.match(pull.body, /success-rate/);
  assert.doesNotMatch(pull.body, /<img|[^\\]\$\{\{|PRIVATE KEY-/);

  const hold = readHold(await file(holdFile, branch), holdFile);
  const { by, digest, replaced } = hold;
  assert.deepEqual({ by, digest, replaced }, { by: 'bitvault-rollouts[bot]', digest: good, replaced: bad });
  assert.equal(hold.reason, `Argo Rollouts aborted the canary: ${reason}`);
  assert.equal(readDigest(await file(valuesFile, branch), digestPath), good);
  assert.equal(readDigest(await file(valuesFile), digestPath), bad, 'a proposal moves nothing');
});

test('the second notification of the same abort finds the pull request of the first', async () => {
  await assertNothingDone(aborted(), /Nothing to do: a pull request that rolls bitvaultd in prod back .* is open/);
});

test('the App that dispatches can neither merge, nor propose, nor write where anything is decided', async () => {
  const [pull] = await openPulls();
  assert.ok(pull);
  const earlier = await world();
  const force = { sha: pull.head.sha, force: true };
  for (const [method, path, body] of [
    ['PUT', `pulls/${pull.number}/merge`, { sha: pull.head.sha }],
    ['POST', `pulls/${pull.number}/reviews`, { event: 'APPROVE' }],
    ['POST', 'pulls', { title: 'x', head: branch, base: 'main' }],
    ['PATCH', 'git/refs/heads/main', force],
    ['PATCH', `git/refs/heads/${branch}`, { sha: earlier.main, force: true }],
    ['POST', 'git/refs', { ref: 'refs/heads/promote/prod', sha: earlier.main }],
    ['PUT', 'contents/promotion.yaml', { message: 'x', content: 'eA==', branch: 'main' }],
  ] as const) {
    const answer = await rolloutsRequest(method, path, body);
    assert.ok(answer.status >= 400 && answer.status < 500, `${method} ${path}: ${answer.status}`);
  }
  assert.deepEqual(await world(), earlier);
});

test('once it is reviewed and let through the gate, Git wants the good digest, and late news changes nothing', async () => {
  const [pull] = await openPulls();
  assert.ok(pull);
  await bitvault.alice.approve(gitops, pull.number);
  await lab.runner.idle();
  const waiting = lab.runner.runs.find((run) => run.jobs.some(({ status }) => status === 'waiting'));
  assert.equal(readDigest(await file(valuesFile), digestPath), bad, 'a review alone does not merge it');
  assert.ok(waiting);
  await bitvault.carol.approveRun(gitops, waiting.id, 'Go.');
  await lab.runner.idle();
  assert.equal(readDigest(await file(valuesFile), digestPath), good);
  assert.equal(readHold(await file(holdFile), holdFile).replaced, bad);
  await assertNothingDone(aborted(), /Nothing to do: bitvaultd in prod is at /);
});

test('should what was put back be aborted too, it never leads to what was taken out', async () => {
  const { run, step } = await notified(aborted(good));
  assert.equal(run.conclusion, 'failure');
  assert.match(step.outputs['reason'] ?? '', /^NOTHING_BEFORE: /);
  assert.deepEqual(await openPulls(), []);
});
