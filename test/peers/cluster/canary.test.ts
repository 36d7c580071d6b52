import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { analysesOfStable } from './stable-analyses.ts';
import { startRig, type Digests, type Rig } from './rig.ts';

let rig: Rig;
let good: Digests = new Map();
before(async () => {
  rig = await startRig('canary');
  await rig.organisation.apply('argocd/root.yaml');
  good = await rig.release('good');
  await rig.untilRuns('dev', good);
  await rig.promoteToStaging(good);
  await rig.promoteToProd(good);
});
after(() => rig[Symbol.asyncDispose]());

/** What an environment runs when one service is at another digest than the others. */
const except = (digests: Digests, service: string, from: Digests): Digests =>
  new Map([...digests, [service, from.get(service) ?? '']]);

test('restarts abort the short canary of staging, and its reverting pull request brings the earlier digest back', async () => {
  const { gitops, serviceMetrics, lab } = rig.organisation;
  const restarting = await rig.release('restarting');
  serviceMetrics.makeRestarting(restarting.get('bitvault-web') ?? '');
  await rig.untilRuns('dev', restarting);
  await rig.review('promote/staging');
  await rig.untilAborted('staging', 'bitvault-web');
  assert.equal(await rig.stableDigest('staging', 'bitvault-web'), good.get('bitvault-web'), 'stable serves on');

  await rig.review('rollback/staging/bitvault-web');
  const course = await rig.canary('staging', 'bitvault-web', good);
  assert.deepEqual(course, { weights: [], analyses: [] }, 'nothing is tried out on the way back');
  await rig.untilHealthy('bitvault-staging');
  await rig.untilRuns('staging', except(restarting, 'bitvault-web', good), 120_000);

  lab.github.schedule('bitvault/gitops', '*/15 * * * *');
  await lab.runner.idle();
  const proposed = await gitops.digestsOn('promote/prod');
  assert.equal(
    proposed?.get('bitvault-web'),
    good.get('bitvault-web'),
    'what failed in staging is not proposed to prod',
  );
});

test('bad metrics abort the canary of prod, and its reverting pull request leaves it healthy at the earlier digest', async () => {
  const { serviceMetrics } = rig.organisation;
  const failing = await rig.release('failing');
  serviceMetrics.makeFailing(failing.get('bitvaultd') ?? '');
  await rig.untilRuns('dev', failing);
  await rig.promoteToStaging(except(failing, 'bitvault-web', good));
  await rig.review('promote/prod', 'alice');
  await rig.approveGate();
  await rig.untilAborted('prod', 'bitvaultd');
  assert.equal(await rig.stableDigest('prod', 'bitvaultd'), good.get('bitvaultd'), 'stable serves on');
  await rig.untilApplication('bitvault-prod', 'is Degraded', ({ health }) => health === 'Degraded');

  await rig.review('rollback/prod/bitvaultd', 'alice');
  await rig.approveGate();
  const course = await rig.canary('prod', 'bitvaultd', good);
  assert.deepEqual(course, { weights: [], analyses: [] }, 'nothing is tried out on the way back');
  await rig.untilHealthy('bitvault-prod', 180_000);
  // Pods of the canary go some time after Argo CD calls it healthy.
  const expected = except(except(failing, 'bitvault-web', good), 'bitvaultd', good);
  await rig.untilRuns('prod', expected, 120_000);
});

test('what fails only once half of the pods are new aborts the canary of prod, and is not promoted', async () => {
  const { serviceMetrics } = rig.organisation;
  const stable = await rig.stableDigest('prod', 'bitvault-worker');
  const late = await rig.release('late');
  await rig.untilRuns('dev', late);
  await rig.promoteToStaging(except(late, 'bitvault-web', good));
  await rig.review('promote/prod', 'alice');
  await rig.approveGate();
  await rig.untilWeight('prod', 'bitvault-worker', 50);
  serviceMetrics.makeRestarting(late.get('bitvault-worker') ?? '');
  await rig.untilAborted('prod', 'bitvault-worker');
  assert.equal(await rig.stableDigest('prod', 'bitvault-worker'), stable, 'stable serves on');
});

test('each analysis of prod finds what it is for, and nothing else', async () => {
  rig.organisation.serviceMetrics.makeSlow(good.get('bitvault-web') ?? '');
  const phases = await analysesOfStable(rig.organisation.cluster.kubernetes, 'bitvault-prod', 'bitvault-web');
  assert.deepEqual(Object.fromEntries(phases), {
    'bitvault-web-success-rate': 'Successful',
    'bitvault-web-latency': 'Failed',
    'bitvault-web-no-restarts': 'Successful',
  });
});
