import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually, field } from '../../../scripts/cluster/kubernetes.ts';
import { applicationOf } from './application-state.ts';
import { failingMigration } from './failing-migration.ts';
import { startRig, type Digests, type Rig } from './rig.ts';

let rig: Rig;
let first: Digests = new Map();
before(async () => {
  rig = await startRig('failures');
  await rig.organisation.apply('argocd/root.yaml');
  first = await rig.release('first');
  await rig.untilRuns('dev', first);
  await rig.promoteToStaging(first);
  await rig.promoteToProd(first);
});
after(() => rig[Symbol.asyncDispose]());

const namespace = 'bitvault-prod';

test('what is edited, deleted or added by hand is put back, and told of in Slack and PagerDuty', async () => {
  const { cluster, receivers } = rig.organisation;
  const { kubernetes } = cluster;
  const rollout = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'bitvault-web', namespace };
  const service = { apiVersion: 'v1', kind: 'Service', name: 'bitvault-web', namespace };
  const added = { apiVersion: 'v1', kind: 'ConfigMap', name: 'by-hand', namespace };

  await kubernetes.patch(rollout, { spec: { revisionHistoryLimit: 1 } });
  await eventually('the edit is undone', async () => historyLimit(await kubernetes.read(rollout)) === 5);

  await kubernetes.delete(service);
  await eventually('the Service is back', async () => (await kubernetes.read(service)) !== undefined);

  const tracking = 'bitvault-prod:/ConfigMap:bitvault-prod/by-hand';
  await kubernetes.apply({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'by-hand', namespace, annotations: { 'argocd.argoproj.io/tracking-id': tracking } },
  });
  await eventually('what was added is gone', async () => (await kubernetes.read(added)) === undefined);

  await receivers.until('the post of the self-heal', () => receivers.posts.some((post) => /put it back/.test(post)));
  const page = () => receivers.pagerDuty.find(({ payload }) => payload.summary.includes('bitvault-prod'));
  const isOver = () =>
    receivers.pagerDuty.some((event) => event.event_action === 'resolve' && event.dedup_key === page()?.dedup_key);
  await receivers.until('the page', () => page() !== undefined, 120_000);
  await receivers.until('its message in Slack', () => receivers.slack.some(titleIs(/^Bitvault\w+ in prod/)), 120_000);
  await rig.untilHealthy('bitvault-prod', 120_000);
  await receivers.until('the end of the page', isOver, 180_000);
  await receivers.until(
    'the end in Slack',
    () => receivers.slack.some(titleIs(/^Resolved: Bitvault\w+ in prod/)),
    180_000,
  );
  assert.deepEqual(receivers.refused, []);
});

test('a failed migration leaves the workloads alone and blocks the next environment; the fix goes through by itself', async () => {
  const { cluster, gitops, lab } = rig.organisation;
  const migration = await failingMigration(cluster.kubernetes, first.get('bitvaultd') ?? '');
  const broken = await rig.release('broken');
  await rig.untilApplication(
    'bitvault-dev',
    'reports the failed migration',
    ({ phase }) => phase === 'Failed',
    // All retries are used up first.
    300_000,
  );
  const results = field(
    await cluster.kubernetes.read(applicationOf('bitvault-dev')),
    'status',
    'operationState',
    'syncResult',
    'resources',
  );
  const failed = (Array.isArray(results) ? results : []).filter((each) => field(each, 'hookPhase') === 'Failed');
  assert.deepEqual(
    failed.map((each) => field(each, 'name')),
    ['bitvault-migrate'],
  );
  assert.deepEqual(await rig.running('dev'), first, 'the workloads are untouched');
  await eventually('the failure is on GitHub', () => rig.statusIs('dev', 'failure'));
  lab.github.schedule('bitvault/gitops', '*/15 * * * *');
  await lab.runner.idle();
  assert.equal(await gitops.findPull('promote/staging'), null, 'nothing is proposed to staging');

  await migration.failOnly(broken.get('bitvaultd') ?? '');
  const fixed = await rig.release('fixed');
  await rig.untilRuns('dev', fixed, 180_000);
  await rig.untilHealthy('bitvault-dev');
  await rig.promoteToStaging(fixed);
});

const titleIs =
  (pattern: RegExp) =>
  ({ attachments }: { readonly attachments: readonly { readonly title: string }[] }): boolean =>
    attachments.some(({ title }) => pattern.test(title));

const historyLimit = (rollout: unknown): unknown => field(rollout, 'spec', 'revisionHistoryLimit');
