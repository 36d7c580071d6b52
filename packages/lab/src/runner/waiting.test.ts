import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { test } from 'node:test';
import { EnvironmentRefusal } from '../github/workflow-host.ts';
import { startRig, type Rig } from './runner.test-host.ts';

const file = '.github/workflows/test.yml';

const guarded = (more = '') => `
on: push
${more}
jobs:
  before: {runs-on: ubuntu-latest, steps: [{run: 'true'}]}
  gate:
    needs: before
    environment: production
    runs-on: ubuntu-latest
    steps: [{run: echo in production}]
`;

async function waitingRig(text = guarded()): Promise<Rig> {
  const rig = await startRig();
  rig.host.guarded.add('production');
  rig.host.files.set(file, text);
  return rig;
}

const conclusions = (rig: Rig) => rig.runner.runs.map((run) => run.conclusion);

test('a job waits for its environment, and the runner is idle meanwhile', async () => {
  await using rig = await waitingRig();
  rig.host.emit();
  await rig.runner.idle();
  const [run] = rig.runner.runs;
  assert.equal(run?.status, 'in_progress');
  assert.deepEqual(
    run?.jobs.map((job) => [job.id, job.status, job.waitingFor]),
    [
      ['before', 'completed', undefined],
      ['gate', 'waiting', 'environment production'],
    ],
  );
  rig.host.waiting[0]?.approve();
  await rig.runner.idle();
  assert.equal(run?.conclusion, 'success');
  assert.equal(run?.jobs[1]?.waitingFor, undefined);
  assert.equal(run?.jobs[1]?.steps[0]?.log, 'in production\n');
});

test('two jobs that wait at once and one that runs are counted each', async () => {
  await using rig = await waitingRig(`
on: push
jobs:
  gate: {strategy: {matrix: {n: [1, 2]}}, environment: production, runs-on: ubuntu-latest, steps: [{run: 'true'}]}
  long: {runs-on: ubuntu-latest, steps: [{run: 'sleep 0.2; echo done'}]}
`);
  rig.host.emit();
  await rig.runner.idle();
  assert.equal(rig.runner.runs[0]?.jobs.find((job) => job.id === 'long')?.conclusion, 'success');
  rig.host.waiting.forEach((gate) => gate.approve());
  await rig.runner.idle();
  assert.deepEqual(conclusions(rig), ['success']);
});

test('a job whose environment is refused fails and says so', async () => {
  await using rig = await waitingRig();
  rig.host.emit();
  await rig.runner.idle();
  rig.host.waiting[0]?.refuse(new EnvironmentRefusal('rejected by carol'));
  await rig.runner.idle();
  assert.deepEqual(conclusions(rig), ['failure']);
  assert.match(rig.runner.runs[0]?.jobs[1]?.message ?? '', /rejected by carol/);
});

test('a run that waits can be cancelled; a grant that comes later ends at once', async () => {
  await using rig = await waitingRig();
  rig.host.emit();
  await rig.runner.idle();
  rig.runner.cancel(rig.runner.runs[0]?.id ?? 0);
  await rig.runner.idle();
  assert.deepEqual(conclusions(rig), ['cancelled']);
  rig.host.waiting[0]?.approve();
  await rig.runner.idle();
  assert.deepEqual(rig.host.jobEnds, ['success', 'cancelled']);
});

test('of a concurrency group one run goes on and one waits; a newer one takes the waiting one’s place', async () => {
  await using rig = await waitingRig(guarded('concurrency: promote-${{ github.ref_name }}'));
  for (let count = 0; count < 3; count += 1) rig.host.emit();
  await rig.runner.idle();
  assert.deepEqual(conclusions(rig), [undefined, 'cancelled', undefined]);
  assert.equal(rig.runner.runs[2]?.waitingFor, 'concurrency group promote-main');
  assert.equal(rig.host.runEnds.get(rig.runner.runs[1]?.id ?? 0), 'cancelled');
  rig.host.waiting[0]?.approve();
  await rig.runner.idle();
  rig.host.waiting[1]?.approve();
  await rig.runner.idle();
  assert.deepEqual(conclusions(rig), ['success', 'cancelled', 'success']);
});

const conditional = (top: string, ofJob: string) => `
on: push
${top}
jobs:
  gate:
    if: github.actor == 'alice'
    ${ofJob}
    environment: production
    runs-on: ubuntu-latest
    steps: [{run: 'true'}]
`;

for (const [where, text, ends] of [
  // https://github.com/ROCm/rocm-systems/pull/9087
  [
    'of a workflow is entered before its jobs are asked',
    conditional('concurrency: g', ''),
    ['success', 'cancelled', 'skipped'],
  ],
  [
    'of a job is entered by those that are to run',
    conditional('', 'concurrency: g'),
    ['success', 'success', 'skipped'],
  ],
] as const) {
  test(`a concurrency group ${where}`, async () => {
    await using rig = await waitingRig(text);
    for (const actor of ['alice', 'alice', 'mallory']) rig.host.emit({ actor });
    await rig.runner.idle();
    while (rig.host.waiting.length > 0) {
      rig.host.waiting.shift()?.approve();
      await rig.runner.idle();
    }
    assert.deepEqual(conclusions(rig), ends);
  });
}

test('another group, and the same group of another repository, do not wait', async () => {
  await using rig = await waitingRig(guarded('concurrency: promote-${{ github.ref_name }}'));
  rig.host.emit();
  rig.host.emit({ ref: 'refs/heads/next' });
  rig.host.emit({ repository: 'bitvault/bitvault' });
  await rig.runner.idle();
  assert.equal(rig.host.waiting.length, 3);
});

test('`cancel-in-progress` ends the run that goes on', async () => {
  await using rig = await waitingRig(guarded('concurrency: {group: g, cancel-in-progress: true}'));
  rig.host.emit();
  await rig.runner.idle();
  rig.host.emit();
  await rig.runner.idle();
  rig.host.waiting[1]?.approve();
  await rig.runner.idle();
  assert.deepEqual(conclusions(rig), ['cancelled', 'success']);
});

test('a job has a concurrency group of its own', async () => {
  await using rig = await waitingRig(`
on: push
jobs:
  gate:
    concurrency: prod
    environment: production
    runs-on: ubuntu-latest
    steps: [{run: 'true'}]
`);
  rig.host.emit();
  rig.host.emit();
  await rig.runner.idle();
  assert.equal(rig.runner.runs[1]?.jobs[0]?.waitingFor, 'concurrency group prod');
  rig.host.waiting[0]?.approve();
  await rig.runner.idle();
  rig.host.waiting[1]?.approve();
  await rig.runner.idle();
  assert.deepEqual(conclusions(rig), ['success', 'success']);
});

test('cancelling stops the running step; steps that are always run still do', async () => {
  await using rig = await startRig();
  const server = createServer(() => rig.runner.cancel(rig.runner.runs[0]?.id ?? 0));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  rig.host.files.set(
    file,
    `
on: push
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - {run: 'exec 3<>/dev/tcp/127.0.0.1/${port}; sleep 600'}
      - {run: echo not this}
      - {if: cancelled(), run: echo tidy}
      - {if: always(), run: echo always}
  b: {needs: a, runs-on: ubuntu-latest, steps: [{run: 'true'}]}
  c: {needs: a, if: always(), runs-on: ubuntu-latest, steps: [{run: 'true'}]}
`,
  );
  rig.host.emit();
  await rig.runner.idle();
  const [run] = rig.runner.runs;
  const [a, b, c] = run?.jobs ?? [];
  assert.equal(run?.conclusion, 'cancelled');
  assert.deepEqual(
    a?.steps.map((step) => step.conclusion),
    ['cancelled', 'skipped', 'success', 'success'],
  );
  assert.deepEqual([a?.conclusion, b?.conclusion], ['cancelled', 'cancelled']);
  assert.equal(c?.conclusion, 'success');
  await new Promise((resolve) => server.close(resolve));
});

test('a job whose condition holds for a cancelled run goes on', async () => {
  await using rig = await waitingRig(guarded().replace('    needs: before', '    if: always()'));
  rig.host.emit();
  await rig.runner.idle();
  rig.runner.cancel(rig.runner.runs[0]?.id ?? 0);
  await rig.runner.idle();
  rig.host.waiting[0]?.approve();
  await rig.runner.idle();
  assert.equal(rig.runner.runs[0]?.jobs.find((job) => job.id === 'gate')?.conclusion, 'success');
});

test('what the host refuses or gets wrong fails the run with its message', async () => {
  await using rig = await waitingRig('on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: x}]}}');
  rig.host.startJob = () => Promise.reject(new Error('the host has no more runners'));
  rig.host.emit();
  await rig.runner.idle();
  assert.match(rig.runner.runs[0]?.jobs[0]?.message ?? '', /no more runners/);
  rig.host.workflowFiles = () => Promise.reject(new Error('the host lost its disk'));
  rig.host.emit();
  await rig.runner.idle();
  assert.match(rig.runner.runs[1]?.message ?? '', /lost its disk/);
  rig.host.startRun = () => {
    throw new Error('the host is full');
  };
  rig.host.emit();
  await rig.runner.idle();
  assert.match(rig.runner.runs[2]?.message ?? '', /lost its disk.*the host is full/);
  assert.deepEqual(conclusions(rig), ['failure', 'failure', 'failure']);
});

test('a job that takes longer than its time limit is cancelled', async () => {
  await using rig = await waitingRig(
    'on: push\njobs: {a: {timeout-minutes: 0.002, runs-on: ubuntu-latest, steps: [{run: exec sleep 600}]}}',
  );
  rig.host.emit();
  await rig.runner.idle();
  assert.equal(rig.runner.runs[0]?.jobs[0]?.conclusion, 'cancelled');
  assert.match(rig.runner.runs[0]?.jobs[0]?.message ?? '', /maximum execution time of 0.002 minutes/);
});

test('a ref that is deleted starts nothing', async () => {
  await using rig = await waitingRig();
  rig.host.emit({ workflowSha: '0'.repeat(40), payload: { deleted: true } });
  await rig.runner.idle();
  assert.deepEqual(rig.runner.runs, []);
});

test('closing ends what runs and what waits', async () => {
  const rig = await waitingRig();
  rig.host.emit();
  await rig.runner.idle();
  await rig[Symbol.asyncDispose]();
  assert.deepEqual(conclusions(rig), ['cancelled']);
});

test('every start and end is reported, in order', async () => {
  await using rig = await waitingRig();
  rig.host.emit();
  await rig.runner.idle();
  rig.host.waiting[0]?.approve();
  await rig.runner.idle();
  assert.deepEqual(
    rig.reports.map(({ kind }) => kind),
    [
      'run-started',
      'job-started',
      'step-started',
      'step-finished',
      'job-finished',
      'job-waiting',
      'job-started',
      'step-started',
      'step-finished',
      'job-finished',
      'run-finished',
    ],
  );
});
