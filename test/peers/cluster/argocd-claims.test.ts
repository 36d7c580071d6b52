import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually, field } from '../../../scripts/cluster/kubernetes.ts';
import type { ApplicationState } from './application-state.ts';
import { ArgoCdRig, namespace } from './argocd-rig.ts';

/** What rules of lint-gitops say that Argo CD does, seen on the real one. */

let rig: ArgoCdRig;
before(async () => {
  rig = await ArgoCdRig.start();
});
after(() => rig[Symbol.asyncDispose]());

const isSynced = ({ sync, phase }: ApplicationState): boolean => sync === 'Synced' && phase === 'Succeeded';

const configMap = (name: string, value: string, more = ''): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}${more}}\ndata: {value: "${value}"}\n`;

const deployment = (name: string, more = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  ${more}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: main, image: registry.example/main}]}
`;

test('an autoscaler of a missing Deployment is degraded', async () => {
  rig.commit({
    'scaling/a.yaml': `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: scaling}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: nowhere}
  maxReplicas: 3
`,
  });
  await rig.application('scaling');
  await rig.until(
    'scaling',
    'it is synced and degraded',
    ({ sync, health }) => sync === 'Synced' && health === 'Degraded',
  );
});

test('replicas in Git overwrite those of an autoscaler', async () => {
  rig.commit({ 'replicas/a.yaml': deployment('written', 'replicas: 2'), 'replicas/b.yaml': deployment('left-out') });
  await rig.application('replicas');
  await rig.until('replicas', 'it is synced', isSynced);
  const replicas = async (name: string) => field(await rig.read('apps/v1', 'Deployment', name), 'spec', 'replicas');
  for (const name of ['left-out', 'written'])
    await rig.cluster.kubernetes.patch(
      { apiVersion: 'apps/v1', kind: 'Deployment', name, namespace },
      { spec: { replicas: 5 } },
    );
  await eventually('the replicas are put back', async () => (await replicas('written')) === 2);
  assert.equal(await replicas('left-out'), 5);
});

test('a namespace in a manifest goes before the destination', async () => {
  await rig.cluster.kubernetes.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'elsewhere' } });
  rig.commit({ 'astray/a.yaml': configMap('astray', '1', ', namespace: elsewhere') });
  await rig.application('astray');
  await rig.until('astray', 'it is synced', isSynced);
  assert.ok(await rig.read('v1', 'ConfigMap', 'astray', 'elsewhere'));
  assert.equal(await rig.read('v1', 'ConfigMap', 'astray'), undefined);
});

test('a version that is no longer served fails the sync', async () => {
  rig.commit({
    'removed/a.yaml':
      'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: removed}\nspec: {maxUnavailable: 1, selector: {matchLabels: {app: a}}}\n',
    'removed/b.yaml': configMap('removed', '1'),
  });
  await rig.application('removed');
  const message = await rig.until(
    'removed',
    'its sync has failed',
    (state) => /not valid/.test(state.message) && state.message,
  );
  assert.match(message, /failed to discover server resources for group version policy\/v1beta1/);
  assert.equal(await rig.read('v1', 'ConfigMap', 'removed'), undefined);
});

test('a missing values file is passed over without a word', async () => {
  rig.commit({
    'defaults/Chart.yaml': 'apiVersion: v2\nname: defaults\nversion: 1.0.0\n',
    'defaults/values.yaml': 'value: default\n',
    'defaults/prod.yaml': 'value: prod\n',
    'defaults/templates/a.yaml': configMap('defaults', '{{ .Values.value }}'),
  });
  await rig.application('defaults', { source: { helm: { ignoreMissingValueFiles: true, valueFiles: ['prdo.yaml'] } } });
  await rig.until('defaults', 'it is synced', isSynced);
  assert.equal(field(await rig.read('v1', 'ConfigMap', 'defaults'), 'data', 'value'), 'default');
});

test('of a key that is written twice, the last one is taken without a word', async () => {
  rig.commit({
    'twice/a.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: twice}\ndata:\n  lost: "1"\ndata:\n  value: "2"\n`,
    'twice-charted/Chart.yaml': 'apiVersion: v2\nname: twice\nversion: 1.0.0\n',
    'twice-charted/values.yaml': 'value: "1"\nvalue: "2"\n',
    'twice-charted/templates/a.yaml': configMap('twice-charted', '{{ .Values.value }}'),
  });
  for (const name of ['twice', 'twice-charted']) {
    await rig.application(name);
    await rig.until(name, 'it is synced', isSynced);
    assert.deepEqual(field(await rig.read('v1', 'ConfigMap', name), 'data'), { value: '2' });
  }
});

/** Posts `NAME/APPLICATION` on the revision that the Application is compared with. */
const template = (name: string, more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({
  [`template.${name}`]: JSON.stringify({
    message: name,
    github: {
      revisionPath: '{{.app.status.sync.revision}}',
      ...more,
      status: { state: 'success', label: `${name}/{{.app.metadata.name}}` },
    },
  }),
});
const trigger = (name: string, when: string, oncePer?: string): Readonly<Record<string, string>> => ({
  [`trigger.${name}`]: JSON.stringify([{ when, ...(oncePer !== undefined && { oncePer }), send: [name] }]),
});
const subscribe = (...triggers: readonly string[]) => ({
  annotations: Object.fromEntries(
    triggers.map((name) => [`notifications.argoproj.io/subscribe.${name}.github`, ''] as const),
  ),
});
const healthy = "app.status.health?.status == 'Healthy' and app.status.sync?.status == 'Synced'";
const ofSync = 'app.status.operationState.syncResult.revision';
const synced = "app.status.operationState?.phase == 'Succeeded'";
/** Grows as time goes by since the sync. */
const repeats =
  'count([3, 6, 12, 24, 48, 96], # < time.Now().Sub(time.Parse(app.status.operationState.finishedAt)).Seconds())';
const outOfSync = "app.status.sync?.status == 'OutOfSync'";

test('statuses can be posted to this machine', async () => {
  await rig.notify({
    ...trigger('once', "app.status.health?.status == 'Healthy'"),
    ...template('once'),
    ...trigger('each', healthy, 'app.status.sync.revision'),
    ...template('each'),
    ...trigger('by-revision', outOfSync, 'app.status.sync.revision'),
    ...template('by-revision'),
    ...trigger('by-moment', outOfSync, '[app.status.sync.revision, app.status.reconciledAt]'),
    ...template('by-moment'),
    ...trigger('first', healthy, 'app.status.sync.revisions'),
    ...template('first', {
      repoURLPath: '{{(index .app.spec.sources 0).repoURL}}',
      revisionPath: '{{index .app.status.sync.revisions 0}}',
    }),
    ...trigger('lost', synced, ofSync),
    ...template('lost', { revisionPath: `{{.${ofSync}}}` }),
    ...trigger('repeated', synced, `[${ofSync}, ${repeats}]`),
    ...template('repeated', { revisionPath: `{{.${ofSync}}}` }),
    ...trigger('single', healthy, 'app.status.sync.revisions'),
    ...template('single'),
  });
  const commit = rig.commit({ 'posting/a.yaml': configMap('posting', '1') });
  await rig.application('posting', subscribe('each'));
  await rig.untilPosted('each/posting', commit);
});

test('a trigger without oncePer reports one commit and not the next', async () => {
  const first = rig.commit({ 'reported/a.yaml': configMap('reported', '1') });
  await rig.application('reported', subscribe('once', 'each'));
  await rig.untilPosted('once/reported', first);
  const later = ['2', '3'].map((value) => () => rig.commit({ 'reported/a.yaml': configMap('reported', value) }));
  for (const next of later) await rig.untilPosted('each/reported', next());
  assert.deepEqual(
    rig.statuses('once/reported').map(({ commit }) => commit),
    [first],
  );
});

test('a state that comes back for the same revision is not reported again', async () => {
  const commit = rig.commit({ 'drifting/a.yaml': configMap('drifting', '1') });
  await rig.application('drifting', { selfHeal: false, ...subscribe('by-revision', 'by-moment') });
  await rig.until('drifting', 'it is synced', isSynced);
  const change = async (value: string) => {
    const reference = { apiVersion: 'v1', kind: 'ConfigMap', name: 'drifting', namespace };
    await rig.cluster.kubernetes.patch(reference, { data: { value } });
  };
  await change('2');
  await rig.untilPosted('by-revision/drifting', commit);
  await change('1');
  await rig.until('drifting', 'it is as in Git again', ({ sync }) => sync === 'Synced');
  const count = (name: string): number =>
    rig.statuses(`${name}/drifting`).filter((each) => each.commit === commit).length;
  const told = { revision: count('by-revision'), moment: count('by-moment') };
  await change('3');
  await eventually('it is told by the moment again', () => Promise.resolve(count('by-moment') > told.moment + 1));
  assert.equal(count('by-revision'), told.revision);
});

test('a template for one source posts no status for an Application of several', async () => {
  const first = rig.commit({ 'several/a.yaml': configMap('several', '1') });
  await rig.application('several', { several: true, ...subscribe('single', 'first') });
  await rig.untilPosted('first/several', first);
  await rig.untilPosted('first/several', rig.commit({ 'several/a.yaml': configMap('several', '2') }));
  assert.deepEqual(rig.statuses('single/several'), []);
});

test('a status that could not be delivered is sent again only where oncePer changes with time', async () => {
  const commit = rig.commit({ 'unlucky/a.yaml': configMap('unlucky', '1') });
  const triggers = ['lost', 'repeated'];
  await rig.refuseOnce('unlucky', triggers, () => rig.application('unlucky', subscribe(...triggers)));
  await rig.untilPosted('repeated/unlucky', commit);
  const next = rig.commit({ 'unlucky/a.yaml': configMap('unlucky', '2') });
  await rig.untilPosted('lost/unlucky', next);
  assert.deepEqual(
    rig.statuses('lost/unlucky').map((status) => status.commit),
    [next],
    'the first commit is never told',
  );
});
