import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually, field, type Manifest } from '../../../scripts/cluster/kubernetes.ts';
import { RolloutRig, type RolloutState } from './rollout-rig.ts';

/** What rules of lint-gitops say that Argo Rollouts does, seen on the real one. */

let rig: RolloutRig;
before(async () => {
  rig = await RolloutRig.start();
});
after(() => rig[Symbol.asyncDispose]());

const half = [{ setWeight: 50 }, { pause: { duration: '1s' } }];
const refusal = ({ conditions }: RolloutState): string | undefined => conditions.get('InvalidSpec')?.message;
const isHealthy = ({ phase }: RolloutState): boolean => phase === 'Healthy';

async function refused(name: string, canary: Readonly<Record<string, unknown>>): Promise<string> {
  await rig.rollout(name, { canary });
  return rig.until(name, 'it is refused', refusal);
}

test('a pause without a duration lasts until somebody ends it', async () => {
  await rig.rollout('paused', { canary: { steps: [{ setWeight: 50 }, { pause: {} }] } });
  await rig.rollout('pausing', { canary: { steps: half } });
  for (const name of ['paused', 'pausing']) await rig.next(name);
  await rig.until('pausing', 'it has gone on by itself', isHealthy);
  const { phase, message } = await rig.state('paused');
  assert.deepEqual([phase, message], ['Paused', 'CanaryPauseStep']);
});

test('a weight below one pod is rounded up to one pod', async () => {
  await rig.rollout('weighed', { replicas: 4, canary: { steps: [{ setWeight: 5 }, { pause: {} }] } });
  await rig.next('weighed');
  const { updated, replicas } = await rig.until('weighed', 'it pauses', (state) => state.phase === 'Paused' && state);
  assert.deepEqual([updated, replicas], [1, 5]);
});

test('a Rollout whose canary Service is missing is refused', async () => {
  assert.match(await refused('no-service', { canaryService: 'nowhere', steps: half }), /service "nowhere" not found/);
});

test('a Rollout whose Service selects other labels is refused', async () => {
  await rig.apply({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'selecting' },
    spec: { selector: { app: 'selected', track: 'canary' }, ports: [{ port: 80 }] },
  });
  assert.match(await refused('selected', { canaryService: 'selecting', steps: half }), /unmatch label "track"/);
});

test('a background analysis with a count is over before the canary, and sees nothing of what fails later', async () => {
  // Long enough for the measurement of the one with a count, and for the failure that comes after it.
  const steps = [{ setWeight: 25 }, { pause: { duration: '20s' } }, { setWeight: 50 }, { pause: { duration: '10s' } }];
  const metric = { interval: '1s', failureLimit: 0, successCondition: 'result[0] == 1' };
  rig.measures('health', '1');
  for (const [name, more] of [
    ['counted', { count: 2 }],
    ['endless', {}],
  ] as const) {
    await rig.apply(rig.analysisTemplate(name, { ...metric, ...more }, [], 'health'));
    await rig.rollout(name, { canary: { analysis: { templates: [{ templateName: name }] }, steps } });
  }
  for (const name of ['counted', 'endless']) await rig.next(name);
  await rig.until('counted', 'its analysis is over', ({ analysis }) => analysis === 'Successful');
  await rig.until('endless', 'its analysis goes on', ({ analysis }) => analysis === 'Running');
  rig.measures('health', '0');
  await rig.until('endless', 'it is aborted', ({ abort }) => abort);
  await rig.until('counted', 'it is promoted all the same', (state) => state.promoted && isHealthy(state));
});

test('going back without a rollback window takes all steps again', async () => {
  const spec = { revisionHistoryLimit: 5 };
  await rig.rollout('slow-back', { canary: { steps: half }, spec });
  await rig.rollout('fast-back', { canary: { steps: half }, spec: { ...spec, rollbackWindow: { revisions: 3 } } });
  for (const name of ['slow-back', 'fast-back']) {
    await rig.next(name);
    await rig.until(name, 'the second version is promoted', isHealthy);
  }
  const steps = new Map<string, number>();
  for (const name of ['slow-back', 'fast-back']) {
    const stepsBefore = await rig.stepsCompleted(name);
    await rig.back(name);
    await rig.until(name, 'the first version is back', isHealthy);
    steps.set(name, (await rig.stepsCompleted(name)) - stepsBefore);
  }
  assert.deepEqual(
    [...steps],
    [
      ['slow-back', half.length],
      ['fast-back', 0],
    ],
  );
});

test('a canary whose pods never get ready is kept without progressDeadlineAbort', async () => {
  for (const [name, progressDeadlineAbort] of [
    ['kept', false],
    ['aborted', true],
  ] as const) {
    await rig.rollout(name, { canary: { steps: half }, spec: { progressDeadlineAbort, progressDeadlineSeconds: 2 } });
    await rig.next(name, { nodeSelector: { nowhere: 'yes' } });
  }
  await rig.until('aborted', 'it is aborted', ({ abort }) => abort);
  const { abort, updated } = await rig.until(
    'kept',
    'its deadline is over',
    (state) => state.conditions.get('Progressing')?.reason === 'ProgressDeadlineExceeded' && state,
  );
  assert.deepEqual([abort, updated], [false, 1]);
});

test('a Deployment that a Rollout refers to keeps its replicas without scaleDown', async () => {
  for (const [name, more] of [
    ['lending', {}],
    ['yielding', { scaleDown: 'onsuccess' }],
  ] as const) {
    await rig.apply(rig.deployment(name));
    const workloadRef = { apiVersion: 'apps/v1', kind: 'Deployment', name, ...more };
    await rig.apply({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name },
      spec: { replicas: 2, workloadRef, strategy: { canary: { steps: half } } },
    });
    await rig.until(name, 'it is healthy', isHealthy);
  }
  const replicas = async (name: string) => field(await rig.read('apps/v1', 'Deployment', name), 'spec', 'replicas');
  await eventually('the other Deployment is scaled down', async () => (await replicas('yielding')) === 0);
  assert.equal(await replicas('lending'), 2);
});

test('the same image with another annotation on its pods is another version', async () => {
  await rig.rollout('stamped', { canary: { steps: [{ setWeight: 50 }, { pause: {} }] } });
  const { hash } = await rig.state('stamped');
  await rig.annotatePods('stamped', { 'git-sha': 'abc' });
  const state = await rig.until('stamped', 'it pauses', (each) => each.phase === 'Paused' && each);
  assert.notEqual(state.hash, hash);
});

const inStep = (templateName: string) => ({ steps: [{ analysis: { templates: [{ templateName }] } }] });

test('a Rollout that names a missing AnalysisTemplate is refused', async () => {
  assert.match(await refused('no-template', inStep('nowhere')), /AnalysisTemplate 'nowhere' not found/);
});

test('an analysis that names no templates measures nothing', async () => {
  const measuring = { successCondition: 'result[0] > 1', interval: '1s', count: 1 };
  await rig.apply(rig.analysisTemplate('measuring', measuring));
  const args = [{ name: 'any', value: 'thing' }];
  await rig.rollout('unmeasured', { canary: { analysis: { args }, steps: half } });
  await rig.rollout('measured', { canary: { analysis: { templates: [{ templateName: 'measuring' }] }, steps: half } });
  for (const name of ['unmeasured', 'measured']) await rig.next(name);
  await rig.until('measured', 'its analysis fails', ({ abort }) => abort);
  await rig.until('unmeasured', 'it is promoted', isHealthy);
});

test('a Rollout that does not give an argument of its analysis is refused', async () => {
  await rig.apply(rig.analysisTemplate('wanting', { successCondition: 'true' }, [{ name: 'host' }]));
  assert.match(await refused('no-argument', inStep('wanting')), /args\.host was not resolved/);
});

test('a step with a metric that never ends is refused', async () => {
  await rig.apply(rig.analysisTemplate('endless', { successCondition: 'true', interval: '1s' }));
  assert.match(await refused('never-ending', inStep('endless')), /runs indefinitely/);
});

test('a metric without a condition succeeds whatever it measures', async () => {
  assert.deepEqual(await rig.analysis('unconditional', '0', { count: 1 }), { phase: 'Successful', failed: 0 });
});

test('a metric with a failureCondition alone succeeds on NaN', async () => {
  const failing = { count: 1, failureCondition: 'result[0] > 0.05' };
  assert.equal((await rig.analysis('number', '1', failing)).phase, 'Failed');
  assert.equal((await rig.analysis('nan', 'NaN', failing)).phase, 'Successful');
});

test('a metric whose failureLimit is its count succeeds on failures alone', async () => {
  const metric: Partial<Manifest> = { count: 2, interval: '1s', failureLimit: 2, successCondition: 'result[0] > 1' };
  assert.deepEqual(await rig.analysis('tolerant', '0', metric), { phase: 'Successful', failed: 2 });
});
