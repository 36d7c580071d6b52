import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { eventually, field } from '../../../scripts/cluster/kubernetes.ts';
import { configMap } from './claims-manifests.ts';
import { ClaimsRig } from './claims-rig.ts';
import { startQueries, type Queries } from './queries.ts';

/** What becomes of a route while a canary sets its weights, by how its Application ignores them, seen on the real controllers. */

let rig: ClaimsRig;
let metrics: Queries;
before(async () => {
  metrics = await startQueries((query) => query);
  rig = await ClaimsRig.start('route-claims');
});
after(async () => {
  metrics.close();
  await rig[Symbol.asyncDispose]();
});

type Fields = Readonly<Record<string, unknown>>;

const route = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', name: 'api' };
const labels = { app: 'api' };
const images = ['a', 'b'].map((letter) => `registry.example/api@sha256:${letter.repeat(64)}`);

/** A service as the chart of the example has it, whose canary stops at a quarter of the traffic. */
const service = (
  claim: string,
  { image = 0, timeout }: { readonly image?: number; readonly timeout?: string } = {},
): readonly Fields[] => [
  ...['api', 'api-canary'].map((name) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: labels, ports: [{ port: 80 }] },
  })),
  {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: { name: 'endless' },
    spec: {
      metrics: [
        {
          name: 'always',
          interval: '2s',
          successCondition: 'result[0] == 1',
          provider: { prometheus: { address: metrics.origin, query: '1' } },
        },
      ],
    },
  },
  {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'api' },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'main', image: images[image] }] } },
      strategy: {
        canary: {
          stableService: 'api',
          canaryService: 'api-canary',
          trafficRouting: { plugins: { 'argoproj-labs/gatewayAPI': { httpRoute: 'api', namespace: claim } } },
          analysis: { templates: [{ templateName: 'endless' }] },
          steps: [{ setWeight: 25 }, { pause: {} }],
        },
      },
    },
  },
  {
    apiVersion: route.apiVersion,
    kind: route.kind,
    metadata: { name: route.name },
    spec: {
      rules: [
        {
          ...(timeout === undefined ? {} : { timeouts: { request: timeout } }),
          backendRefs: [
            { name: 'api', port: 80, weight: 100 },
            { name: 'api-canary', port: 80, weight: 0 },
          ],
        },
      ],
    },
  },
];

const ignoreDifferences = [
  {
    group: 'gateway.networking.k8s.io',
    kind: 'HTTPRoute',
    jqPathExpressions: ['.spec.rules[].backendRefs[].weight'],
  },
];

const ignoring = (...options: readonly string[]): Fields => ({
  ignoreDifferences,
  syncPolicy: {
    automated: { prune: true, selfHeal: true },
    syncOptions: ['CreateNamespace=true', ...options],
    retry: { limit: 0 },
  },
});

const rule = async (claim: string): Promise<unknown> =>
  field(await rig.read(route.apiVersion, route.kind, route.name, claim), 'spec', 'rules', 0);

const weightOf = async (claim: string): Promise<unknown> => field(await rule(claim), 'backendRefs', 1, 'weight');

/** Deploys one version and then another, and waits until a quarter of the traffic is the other's. */
async function midCanary(claim: string, spec: Fields): Promise<void> {
  await rig.deploy(claim, service(claim), spec);
  await rig.untilSynced(claim);
  await eventually(`the first version of ${claim} is there`, async () => {
    const rollout = await rig.read('argoproj.io/v1alpha1', 'Rollout', 'api', claim);
    return field(rollout, 'status', 'phase') === 'Healthy';
  });
  rig.commit(claim, service(claim, { image: 1 }));
  await eventually(`a quarter of the traffic of ${claim} is the canary's`, async () => (await weightOf(claim)) === 25, {
    patience: 120_000,
  });
}

describe('a route whose weights are ignored', { concurrency: true }, () => {
  test('without RespectIgnoreDifferences keeps them mid-canary, and a changed rule arrives', async () => {
    const claim = 'route-synced';
    await midCanary(claim, ignoring('ApplyOutOfSyncOnly=true'));
    const unrelated = rig.commit(claim, [...service(claim, { image: 1 }), configMap('unrelated')]);
    await eventually(
      'an unrelated commit is applied',
      async () => (await rig.configMap('unrelated', claim)) !== undefined,
    );
    assert.equal(await weightOf(claim), 25, 'a commit that leaves the route alone leaves its weights alone');
    await rig.until(claim, 'has seen the unrelated commit', ({ compared }) => compared === unrelated);

    const changed = rig.commit(claim, [...service(claim, { image: 1, timeout: '7s' }), configMap('unrelated')]);
    await eventually('the changed rule arrives', async () => field(await rule(claim), 'timeouts', 'request') === '7s');
    // Argo Rollouts does not watch routes: it sets the weight when it next looks, by its `--rollout-resync`.
    await eventually('the canary has its share again', async () => (await weightOf(claim)) === 25);
    await rig.until(
      claim,
      'is synced to the change',
      ({ sync, compared }) => sync === 'Synced' && compared === changed,
    );
    const drifting = { apiVersion: 'v1', kind: 'ConfigMap', name: 'unrelated', namespace: claim };
    await rig.cluster.kubernetes.patch(drifting, { data: { value: 'by hand' } });
    await eventually('drift is healed', async () => {
      const healed = await rig.configMap('unrelated', claim);
      return field(healed, 'data', 'value') === '1';
    });
    assert.equal(await weightOf(claim), 25, 'self-heal leaves the weights alone');
  });

  test('with RespectIgnoreDifferences a changed rule of a route never arrives', async () => {
    const claim = 'route-frozen';
    await midCanary(claim, ignoring('ApplyOutOfSyncOnly=true', 'RespectIgnoreDifferences=true'));
    const changed = rig.commit(claim, [...service(claim, { image: 1, timeout: '7s' }), configMap('beside')]);
    await eventually(
      'what is beside the route arrives',
      async () => (await rig.configMap('beside', claim)) !== undefined,
    );
    await rig.until(
      claim,
      'is out of sync after a sync to the change',
      ({ sync, phase, synced, healed }) =>
        sync === 'OutOfSync' && synced === changed && (phase === 'Succeeded' || healed > 0),
    );
    assert.equal(field(await rule(claim), 'timeouts'), undefined);
  });
});
