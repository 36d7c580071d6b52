import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually } from '../../../scripts/cluster/kubernetes.ts';
import { creations, lastPatchBy } from './audit-log.ts';
import { helmByHand } from './helm-by-hand.ts';
import { startRig, type Digests, type Rig } from './rig.ts';
import { assertWaves, availableSince, inOrderOfCreation } from './waves.ts';

let rig: Rig;
before(async () => {
  rig = await startRig('loop');
  await rig.organisation.apply('argocd/root.yaml');
});
after(() => rig[Symbol.asyncDispose]());

let one: Digests = new Map();
let two: Digests = new Map();

test('a commit to the application ends as pods in dev, staging and prod', async () => {
  const { gitops } = rig.organisation;
  one = await rig.release('one');
  await rig.untilRuns('dev', one);
  await rig.review('promote/staging');
  await rig.untilRuns('staging', one);
  await rig.review('promote/prod', 'alice');
  assert.equal((await gitops.digests('prod')).get('bitvaultd'), '', 'a review alone brings nothing to prod');
  await rig.approveGate();
  await rig.untilRuns('prod', one);
  for (const environment of ['dev', 'staging', 'prod']) await rig.untilHealthy(`bitvault-${environment}`);
});

test('what let staging and prod go on is what the notifications of Argo CD itself posted', async () => {
  const { bitvault } = rig.organisation;
  for (const environment of ['dev', 'staging'] as const) {
    const { revision } = await rig.untilHealthy(`bitvault-${environment}`);
    const path = `/repos/${bitvault.gitops}/commits/${revision}/statuses`;
    const statuses = (await bitvault.alice.request('GET', path)) as readonly CommitStatus[];
    const own = statuses.find(({ context }) => context === `argocd/bitvault-${environment}`);
    assert.deepEqual([own?.state, own?.creator.login], ['success', 'bitvault-argocd[bot]']);
  }
  assert.deepEqual(bitvault.argocd.deployments('bitvault-dev'), [], 'the stand-in of the demo took no part');
});

test('a first install goes wave by wave, each after the one before is healthy, and after the migration', async () => {
  const { kubernetes, controlPlane } = rig.organisation.cluster;
  const created = creations(controlPlane.auditLog);
  for (const environment of ['dev', 'staging', 'prod']) {
    const data = await inOrderOfCreation(kubernetes, `bitvault-${environment}-data`, created);
    const all = await inOrderOfCreation(kubernetes, `bitvault-${environment}`, created);
    assert.deepEqual(
      data.map(({ wave }) => wave),
      [-3, -2, -1, 0],
    );
    assert.ok(all.length > 15);
    assertWaves(all);
    const migration = created.find(
      ({ resource, namespace }) => resource === 'jobs' && namespace === `bitvault-${environment}`,
    );
    assert.ok(migration && all[0] && migration.at < all[0].at, 'the migration comes before everything else');
  }
  const dev = await inOrderOfCreation(kubernetes, 'bitvault-dev', created);
  const firstOfLast = dev.find(({ wave }) => wave === 2);
  for (const { live } of dev.filter(({ kind }) => kind === 'Deployment'))
    assert.ok(firstOfLast && firstOfLast.at >= availableSince(live), 'wave 2 waits for the Deployments of wave 1');
});

test('a second release goes through the canaries of staging and prod, step by step', async () => {
  two = await rig.release('two');
  await rig.untilRuns('dev', two);
  await rig.review('promote/staging');
  const staging = await rig.canary('staging', 'bitvaultd', two);
  assert.deepEqual(staging.weights, [50], 'the short canary has one step');
  assert.deepEqual(staging.analyses, ['Successful']);
  await rig.untilRuns('staging', two);
  await rig.untilHealthy('bitvault-staging');
  await rig.review('promote/prod', 'alice');
  await rig.approveGate();
  const prod = await rig.canary('prod', 'bitvaultd', two);
  assert.deepEqual(prod.weights, [5, 25, 50]);
  assert.deepEqual([...new Set(prod.analyses)], ['Successful']);
  await rig.untilRuns('prod', two);
  await rig.untilHealthy('bitvault-prod', 120_000);
});

test('the board shows what runs in prod, what Argo CD reports of it, and who approved it', async () => {
  const { bitvault, lab } = rig.organisation;
  await eventually('the board tells of the health of prod', async () => {
    await lab.runner.idle();
    const [board] = lab.github.issues(bitvault.gitops);
    const short = two.get('bitvaultd')?.slice('sha256:'.length, 'sha256:'.length + 12) ?? '';
    const rows = (board?.body ?? '').split('\n').filter((line) => line.includes(short));
    const runs = rows.some((line) => line.startsWith('| **bitvaultd**') && line.split(short).length === 4);
    const promoted = rows.some((line) => line.includes('| prod |') && line.endsWith('| alice, carol (gate) |'));
    return (runs && promoted && /\| argocd\/bitvault-prod \| success \|/.test(board?.body ?? '')) || undefined;
  });
});

test('a rollback brings the earlier pods back at once, promotion leaves it alone, and resume lets it go on', async () => {
  const { bitvault, lab, gitops } = rig.organisation;
  const back = new Map([...two, ['bitvaultd', one.get('bitvaultd') ?? '']]);
  const inputs = { environment: 'prod', service: 'bitvaultd' };
  await bitvault.carol.dispatch(bitvault.gitops, 'rollback.yml', { ...inputs, command: 'rollback', reason: 'slow' });
  await lab.runner.idle();
  await rig.review('rollback/prod/bitvaultd', 'alice');
  await rig.approveGate();
  const { weights } = await rig.canary('prod', 'bitvaultd', back);
  assert.deepEqual(weights, [], 'no canary runs for what was stable before');
  await rig.untilRuns('prod', back);
  await rig.untilHealthy('bitvault-prod');

  lab.github.schedule(bitvault.gitops, '*/15 * * * *');
  await lab.runner.idle();
  assert.equal(await gitops.findPull('promote/prod'), null, 'nothing is proposed against the hold');

  await bitvault.carol.dispatch(bitvault.gitops, 'rollback.yml', { ...inputs, command: 'resume', reason: 'fixed' });
  await lab.runner.idle();
  await rig.review('resume/prod/bitvaultd', 'alice');
  await rig.approveGate();
  await rig.review('promote/prod', 'alice');
  await rig.approveGate();
  await rig.untilRuns('prod', two, 120_000);
  await rig.untilHealthy('bitvault-prod', 120_000);
});

test('helm rollback by hand is overwritten', async () => {
  const { cluster, gitops } = rig.organisation;
  using helm = helmByHand(cluster.kubeconfig, 'bitvault-dev', await gitops.file('envs/dev/values.dev.yaml'));
  helm.upgrade(one);
  helm.upgrade(two);
  await rig.untilRuns('dev', two);
  helm.rollback(1);
  const deployment = { resource: 'deployments', namespace: 'bitvault-dev', name: 'bitvaultd' };
  const lastHand = () => lastPatchBy(cluster.controlPlane.auditLog, deployment);
  await eventually('Argo CD has had the last word', () => Promise.resolve(lastHand().startsWith('argocd/')));
  await rig.untilRuns('dev', two);
  await rig.untilHealthy('bitvault-dev');
});

interface CommitStatus {
  readonly context: string;
  readonly state: string;
  readonly creator: { readonly login: string };
}
