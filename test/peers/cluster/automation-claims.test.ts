import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { eventually, field } from '../../../scripts/cluster/kubernetes.ts';
import { configMap, deployment, job, object, withoutAccount } from './claims-manifests.ts';
import { ClaimsRig, type Standing } from './claims-rig.ts';

/** What rules of lint-gitops on automation, projects and ApplicationSets say that Argo CD does, seen on the real one. */

let rig: ClaimsRig;
before(async () => {
  rig = await ClaimsRig.start('automation-claims');
});
after(() => rig[Symbol.asyncDispose]());

const hasFailed = ({ phase }: Standing): boolean => phase === 'Failed';
const automated = { prune: true, selfHeal: true };
const preSync = { hook: 'PreSync' };

const image = (workload: unknown): unknown => field(workload, 'spec', 'template', 'spec', 'containers', 0, 'image');

describe('drift and retries', { concurrency: true }, () => {
  test('without selfHeal and prune, what is edited and what is removed stays', async () => {
    await rig.deploy('drifting', [configMap('edited'), configMap('removed')], {
      syncPolicy: { automated: {}, syncOptions: ['CreateNamespace=true'] },
    });
    await rig.untilSynced('drifting');
    await rig.cluster.kubernetes.patch(
      { apiVersion: 'v1', kind: 'ConfigMap', name: 'edited', namespace: 'drifting' },
      { data: { value: 'by hand' } },
    );
    await rig.until('drifting', 'is out of sync', ({ sync }) => sync === 'OutOfSync');
    assert.equal(field(await rig.configMap('edited', 'drifting'), 'data', 'value'), 'by hand');
    const next = rig.commit('drifting', [configMap('edited')]);
    await rig.untilSynced('drifting', next);
    assert.ok(await rig.configMap('removed', 'drifting'));
  });

  test('a retry without refresh takes the commit that has failed', async () => {
    const hook = (pod: object) =>
      job('migrate', preSync, 'v1', pod as typeof withoutAccount, { activeDeadlineSeconds: 2 });
    const bad = await rig.deploy('retrying', [hook(withoutAccount), configMap('a')], {
      syncPolicy: {
        automated,
        syncOptions: ['CreateNamespace=true'],
        retry: { limit: 50, backoff: { duration: '1s', factor: 1, maxDuration: '1s' } },
      },
    });
    await rig.until('retrying', 'is retried', ({ retries }) => retries > 0);
    const fix = rig.commit('retrying', [hook({}), configMap('a')]);
    const seen = await rig.until('retrying', 'has seen the fix', ({ compared }) => compared === fix);
    const later = await rig.until('retrying', 'is retried once more', ({ retries }) => retries > seen.retries);
    assert.equal(later.synced, bad);
  });

  test('a retry without a limit is none', async () => {
    const hook = job('migrate', preSync, 'v1', withoutAccount, { activeDeadlineSeconds: 2 });
    await rig.deploy('limitless', [hook, configMap('a')], {
      syncPolicy: { automated, syncOptions: ['CreateNamespace=true'], retry: { refresh: true } },
    });
    assert.equal((await rig.until('limitless', 'has failed', hasFailed)).retries, 0);
  });

  test('a new image that is ignored is not deployed', async () => {
    const ignoreDifferences = [{ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/template/spec/containers'] }];
    await rig.deploy('ignoring', [deployment('api', {}, 'v1')], { ignoreDifferences });
    await rig.untilSynced('ignoring');
    const next = rig.commit('ignoring', [deployment('api', {}, 'v2')]);
    const { sync } = await rig.until('ignoring', 'has seen the commit', ({ compared }) => compared === next);
    assert.equal(sync, 'Synced');
    assert.equal(image(await rig.read('apps/v1', 'Deployment', 'api', 'ignoring')), 'registry.example/main:v1');
  });

  test('a field that is ignored is written over by the next sync', async () => {
    const ignoreDifferences = [{ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] }];
    const api = (of: object) => deployment('api', of as typeof preSync, 'v1', {}, { replicas: 2 });
    await rig.deploy('writing', [api({})], { ignoreDifferences });
    await rig.untilSynced('writing');
    await rig.cluster.kubernetes.patch(
      { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api', namespace: 'writing' },
      { spec: { replicas: 5 } },
    );
    await rig.untilSynced('writing', rig.commit('writing', [api({ 'sync-wave': '1' })]));
    assert.equal(field(await rig.read('apps/v1', 'Deployment', 'api', 'writing'), 'spec', 'replicas'), 2);
  });
  test('the weights of a route are put back, unless they are ignored', async () => {
    const weights = (api: number, canary: number) => ({
      spec: {
        rules: [
          {
            backendRefs: [
              { name: 'api', port: 80, weight: api },
              { name: 'api-canary', port: 80, weight: canary },
            ],
          },
        ],
      },
    });
    const route = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' };
    const ignoreDifferences = [
      {
        group: 'gateway.networking.k8s.io',
        kind: 'HTTPRoute',
        jqPathExpressions: ['.spec.rules[].backendRefs[].weight'],
      },
    ];
    const syncPolicy = { automated, syncOptions: ['CreateNamespace=true', 'ApplyOutOfSyncOnly=true'] };
    const weightOf = async (claim: string): Promise<unknown> => {
      const found = await rig.read(route.apiVersion, route.kind, 'api', claim);
      return field(found, 'spec', 'rules', 0, 'backendRefs', 1, 'weight');
    };
    for (const [claim, spec, left] of [
      ['weights-healed', {}, 0],
      ['weights-ignored', { ignoreDifferences, syncPolicy }, 30],
    ] as const) {
      await rig.deploy(
        claim,
        [{ ...route, metadata: { name: 'api' }, ...weights(100, 0) }, configMap('drifting')],
        spec,
      );
      await rig.untilSynced(claim);
      await rig.cluster.kubernetes.patch({ ...route, name: 'api', namespace: claim }, weights(70, 30));
      const drifting = { apiVersion: 'v1', kind: 'ConfigMap', name: 'drifting', namespace: claim };
      await rig.cluster.kubernetes.patch(drifting, { data: { value: '2' } });
      await eventually(`${claim} is healed`, async () => {
        const healed = await rig.configMap('drifting', claim);
        return field(healed, 'data', 'value') === '1' && ((await weightOf(claim)) === left || undefined);
      });
      assert.equal(await weightOf(claim), left);
    }
  });

  test('an Application of hooks alone is never synced', async () => {
    await rig.deploy('hooks-alone', [job('migrate', { hook: 'Sync' }, 'v1')]);
    await rig.until('hooks-alone', 'is compared', ({ sync }) => sync === 'Synced');
    const next = rig.commit('hooks-alone', [job('migrate', { hook: 'Sync' }, 'v2')]);
    const { phase } = await rig.until(
      'hooks-alone',
      'is compared with the next commit',
      ({ compared }) => compared === next,
    );
    assert.equal(phase, '', 'no sync has been started');
    assert.equal(await rig.read('batch/v1', 'Job', 'migrate', 'hooks-alone'), undefined);
  });
});

describe('projects', { concurrency: true }, () => {
  for (const [claim, title, spec, says] of [
    [
      'source',
      'a source that the project does not permit is refused',
      { sourceRepos: ['https://github.com/other/*'] },
      /is not permitted in project/,
    ],
    [
      'destination',
      'a destination that the project does not permit is refused',
      { destinations: [{ server: '*', namespace: 'other' }] },
      /do not match any of the allowed destinations/,
    ],
  ] as const) {
    test(title, async () => {
      await rig.project(`no-${claim}`, spec);
      await rig.deploy(`forbidden-${claim}`, [configMap('a')], { project: `no-${claim}` });
      const refused = ({ conditions }: Standing): boolean => says.test(conditions);
      await rig.until(`forbidden-${claim}`, 'is refused', refused);
      assert.equal(await rig.configMap('a', `forbidden-${claim}`), undefined);
    });
  }

  test('a kind that the project does not permit fails the whole sync', async () => {
    await rig.project('no-secrets', { namespaceResourceWhitelist: [{ group: '', kind: 'ConfigMap' }] });
    await rig.deploy('forbidden-kind', [configMap('a'), object('Secret', 'b')], { project: 'no-secrets' });
    const { message } = await rig.until('forbidden-kind', 'has failed', hasFailed);
    assert.match(message, /Secret is not permitted in project no-secrets/);
    assert.equal(await rig.configMap('a', 'forbidden-kind'), undefined);
  });

  test('a namespace that is to be created is asked of the project, one that is there is not', async () => {
    await rig.project('no-namespaces', { clusterResourceWhitelist: [] });
    await rig.cluster.kubernetes.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'there' } });
    await rig.deploy('there', [configMap('a')], { project: 'no-namespaces' });
    await rig.deploy('not-there', [configMap('a')], { project: 'no-namespaces' });
    const { message } = await rig.until('not-there', 'has failed', hasFailed);
    assert.match(message, /Namespace is not permitted in project no-namespaces/);
    await rig.untilSynced('there');
  });

  test('an Application of a project that is not there is refused', async () => {
    await rig.deploy('homeless', [configMap('a')], { project: 'nowhere' });
    await rig.until('homeless', 'is refused', ({ conditions }) =>
      conditions.includes('project nowhere which does not exist'),
    );
  });
});

const list = (...names: readonly string[]) => ({ list: { elements: names.map((name) => ({ name })) } });

describe('ApplicationSets', { concurrency: true }, () => {
  test('a parameter that is missing is written as <no value>, or an error where that is asked for', async () => {
    const spec = { goTemplate: true, generators: [list('a')] };
    await rig.set('no-value', spec, 'no-value-{{.name}}', '{{.missing}}', 'no-value');
    await rig.set('no-key', { ...spec, goTemplateOptions: ['missingkey=error'] }, 'no-key', '{{.missing}}', 'no-key');
    assert.match(await rig.untilRefused('no-key'), /map has no entry for key "missing"/);
    const destination = await eventually('the Application is made', async () =>
      field(await rig.read('argoproj.io/v1alpha1', 'Application', 'no-value-a', 'argocd'), 'spec', 'destination'),
    );
    assert.equal(field(destination, 'namespace'), '<no value>');
  });

  test('an element that goes takes along what it deployed, but its namespace, and nothing where that is kept', async () => {
    rig.commit('elements', [configMap('a')]);
    const sets = [
      ['taking', {}],
      ['keeping', { syncPolicy: { preserveResourcesOnDeletion: true } }],
    ] as const;
    // A sync that heals may be under way while its Application is deleted, and put something back.
    const unhealed = { syncPolicy: { automated: { prune: true }, syncOptions: ['CreateNamespace=true'] } };
    const write = (...names: readonly string[]) =>
      Promise.all(
        sets.map(([set, spec]) => {
          const name = `${set}-{{name}}`;
          return rig.set(set, { ...spec, generators: [list(...names)] }, name, name, 'elements', unhealed);
        }),
      );
    await write('a', 'b');
    for (const [set] of sets) await rig.untilSynced(`${set}-b`);
    await write('a');
    for (const [set] of sets)
      await eventually(
        `${set}-b is gone`,
        async () => (await rig.read('argoproj.io/v1alpha1', 'Application', `${set}-b`, 'argocd')) === undefined,
      );
    assert.equal(await rig.configMap('a', 'taking-b'), undefined);
    assert.ok(await rig.read('v1', 'Namespace', 'taking-b', ''));
    assert.ok(await rig.configMap('a', 'keeping-b'));
  });

  test('a patch that is empty for some leaves those as the template has them', async () => {
    rig.commit('patched', [configMap('a')]);
    const templatePatch = '{{- if eq .name "b" }}\nspec: {destination: {namespace: patched-other}}\n{{- end }}';
    const spec = { goTemplate: true, generators: [list('a', 'b')], templatePatch };
    await rig.set('patched', spec, 'patched-{{.name}}', 'patched-{{.name}}', 'patched');
    for (const name of ['a', 'b']) await rig.untilSynced(`patched-${name}`);
    assert.ok(await rig.configMap('a', 'patched-a'));
    assert.ok(await rig.configMap('a', 'patched-other'));
  });

  test('a cluster generator has the cluster of Argo CD unless it selects, and of the others name, labels and values', async () => {
    const labels = { 'argocd.argoproj.io/secret-type': 'cluster', environment: 'claims', 'acme.io/zone': 'far' };
    const data = { name: 'Far Away', server: 'https://far-away.invalid', config: '{}' };
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'far', namespace: 'argocd', labels } };
    await rig.cluster.kubernetes.apply({ ...secret, stringData: data });
    const made = async (set: string, clusters: object, text: string, more = {}): Promise<readonly unknown[]> => {
      const values = { zone: 'z-{{.nameNormalized}}' };
      const spec = { goTemplate: true, generators: [{ clusters: { ...clusters, values }, ...more }] };
      await rig.set(set, spec, `${set}-{{.nameNormalized}}`, text, set);
      const names = ['in-cluster', 'far-away'].map((name) => `${set}-${name}`);
      await eventually(`${set} makes the last of them`, () => rig.read(...application, names[1] ?? '', 'argocd'));
      const found = await Promise.all(names.map((name) => rig.read(...application, name, 'argocd')));
      return found.map((each) => field(each, 'spec', 'destination', 'namespace'));
    };
    const application = ['argoproj.io/v1alpha1', 'Application'] as const;
    assert.deepEqual(await made('every', {}, '{{.values.zone}}'), ['z-in-cluster', 'z-far-away']);
    const chosen = { selector: { matchLabels: { environment: 'claims' } } };
    const text = '{{.metadata.labels.environment}}-{{index .metadata.labels "argocd.argoproj.io/secret-type"}}';
    assert.deepEqual(await made('chosen', chosen, text), [undefined, 'claims-cluster']);
    const outer = { selector: { matchLabels: { 'metadata.labels.acme.io/zone': 'far' } } };
    assert.deepEqual(await made('outer', {}, '{{.values.zone}}', outer), [undefined, 'z-far-away']);
    await rig.cluster.kubernetes.delete({ apiVersion: 'v1', kind: 'Secret', name: 'far', namespace: 'argocd' });
  });

  test('a matrix of three generators is refused', async () => {
    const generators = [{ matrix: { generators: [list('a'), list('b'), list('c')] } }];
    await rig.set('three', { generators }, 'three', 'three', 'three');
    assert.match(await rig.untilRefused('three'), /more than two generators/);
  });

  test('Applications of one name are refused', async () => {
    await rig.set('same', { generators: [list('a', 'b')] }, 'same', 'same', 'same');
    assert.match(await rig.untilRefused('same'), /duplicate name: same/);
  });
});
