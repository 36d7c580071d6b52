import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { eventually, field } from '../../../scripts/cluster/kubernetes.ts';
import { configMap, deployment, job, object, rollout, withoutAccount } from './claims-manifests.ts';
import { ClaimsRig, type Standing } from './claims-rig.ts';

/** What rules of lint-gitops on Applications, waves, hooks and projects say that Argo CD does, seen on the real one. */

let rig: ClaimsRig;
before(async () => {
  rig = await ClaimsRig.start('application-claims');
});
after(() => rig[Symbol.asyncDispose]());

const hasFailed = ({ phase }: Standing): boolean => phase === 'Failed';
const automated = { prune: true, selfHeal: true };
const preSync = { hook: 'PreSync' };

const created = async (name: string, namespace: string): Promise<number> =>
  Date.parse(String((await rig.configMap(name, namespace))?.metadata?.creationTimestamp));

const image = (workload: unknown): unknown => field(workload, 'spec', 'template', 'spec', 'containers', 0, 'image');

describe('what is written', { concurrency: true }, () => {
  test('an unknown field is dropped, and the Application is applied again and again', async () => {
    const child = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'unknown-child', namespace: 'argocd' },
      spec: {
        project: 'claims',
        source: { repoURL: rig.repoURL, path: 'nowhere', valueFiles: ['prod.yaml'] },
        destination: { server: 'https://kubernetes.default.svc', namespace: 'unknown' },
      },
    };
    await rig.deploy('unknown', [child], {}, 'argocd');
    await rig.until('unknown', 'is healed in vain', ({ sync, healed }) => sync === 'OutOfSync' && healed > 0);
    const source = field(
      await rig.read('argoproj.io/v1alpha1', 'Application', 'unknown-child', 'argocd'),
      'spec',
      'source',
    );
    assert.deepEqual(source, { repoURL: rig.repoURL, path: 'nowhere' });
  });

  test('an annotation that is a number fails the comparison', async () => {
    await rig.deploy('number', [configMap('a', { 'sync-wave': 1 })]);
    await rig.until('number', 'cannot be compared', ({ conditions }) => conditions.includes('ComparisonError'));
  });

  test('a sync option in other letters counts for nothing', async () => {
    await rig.deploy('letters', [configMap('a')], {
      syncPolicy: { automated, syncOptions: ['createNamespace=true'], retry: { limit: 0 } },
    });
    const { message } = await rig.until('letters', 'has failed', hasFailed);
    assert.match(message, /namespaces "letters" not found/);
  });

  test('labels for a namespace that Argo CD does not create are not set', async () => {
    await rig.deploy('labels', [object('Namespace', 'labels'), configMap('a')], {
      syncPolicy: { automated, managedNamespaceMetadata: { labels: { team: 'a' } } },
    });
    await rig.untilSynced('labels');
    assert.equal((await rig.read('v1', 'Namespace', 'labels', ''))?.metadata?.labels?.['team'], undefined);
  });

  test('a source beside sources counts for nothing', async () => {
    rig.commit('second-source', [configMap('of-sources')]);
    await rig.deploy('beside', [configMap('of-source')], {
      sources: [{ repoURL: rig.repoURL, targetRevision: 'second-source', path: '.' }],
    });
    await rig.until('beside', 'is synced', ({ phase }) => phase === 'Succeeded');
    assert.ok(await rig.configMap('of-sources', 'beside'));
    assert.equal(await rig.configMap('of-source', 'beside'), undefined);
  });

  test('a name that is generated fails the sync of what is no hook', async () => {
    await rig.deploy('generated', [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { generateName: 'a-' } }]);
    await rig.until('generated', 'has failed', hasFailed);
  });

  test('of the same resource twice, the last one is deployed', async () => {
    await rig.deploy('repeated', [configMap('a', {}, 'first'), configMap('a', {}, 'last')]);
    await rig.until('repeated', 'warns', ({ conditions }) => conditions.includes('RepeatedResourceWarning'));
    await rig.untilSynced('repeated');
    assert.equal(field(await rig.configMap('a', 'repeated'), 'data', 'value'), 'last');
  });

  test('a resource of two Applications keeps one of them out of sync', async () => {
    await rig.deploy('shared-one', [configMap('a')], {}, 'shared');
    await rig.deploy('shared-two', [configMap('a')], {}, 'shared');
    const isWarned = ({ conditions }: Standing): boolean => conditions.includes('SharedResourceWarning');
    await Promise.any([rig.until('shared-one', 'warns', isWarned), rig.until('shared-two', 'warns', isWarned)]);
  });
});

describe('the order of a sync', { concurrency: true }, () => {
  test('a wave that is no integer is wave 0', async () => {
    await rig.deploy('waves', [
      configMap('early', { 'sync-wave': '-1' }),
      configMap('word', { 'sync-wave': 'last' }),
      configMap('late', { 'sync-wave': '1' }),
    ]);
    await rig.untilSynced('waves');
    const [early, word, late] = await Promise.all(['early', 'word', 'late'].map((name) => created(name, 'waves')));
    assert.ok(Number(early) < Number(word) && Number(word) < Number(late));
  });

  test('a Namespace comes before what is in it, whatever its wave', async () => {
    const inside = configMap('inside', { 'sync-wave': '-2' });
    await rig.deploy('spaces', [
      object('Namespace', 'spaces-inner', { 'sync-wave': '3' }),
      { ...inside, metadata: { ...(inside['metadata'] as object), namespace: 'spaces-inner' } },
      configMap('outside'),
    ]);
    await rig.untilSynced('spaces');
    assert.ok((await created('inside', 'spaces-inner')) < (await created('outside', 'spaces')));
  });

  test('a sync stays at a workload that needs what a later wave brings', async () => {
    await rig.deploy('needing', [
      deployment('api', { 'sync-wave': '0' }, 'v1', { serviceAccountName: 'api' }),
      object('ServiceAccount', 'api', { 'sync-wave': '1' }),
    ]);
    await rig.until('needing', 'waits', ({ message }) =>
      /waiting for healthy state of apps\/Deployment\/api/.test(message),
    );
    assert.equal(await rig.read('v1', 'ServiceAccount', 'api', 'needing'), undefined);
  });

  test('a sync stays at a PreSync hook that needs what its Application brings', async () => {
    await rig.deploy('hooking', [
      job('migrate', preSync, 'v1', { serviceAccountName: 'migrate' }),
      object('ServiceAccount', 'migrate', { 'sync-wave': '-5' }),
    ]);
    await rig.until('hooking', 'waits', ({ message }) =>
      message.includes('waiting for completion of hook batch/Job/migrate'),
    );
    assert.equal(await rig.read('v1', 'ServiceAccount', 'migrate', 'hooking'), undefined);
  });

  for (const [claim, title, more] of [
    [
      'canary-wave',
      'a canary before the last wave keeps the sync from a revert',
      configMap('late', { 'sync-wave': '2' }),
    ],
    [
      'canary-hook',
      'a canary before a PostSync hook keeps the sync from a revert',
      job('smoke', { hook: 'PostSync' }, 'v1'),
    ],
  ] as const) {
    test(title, async () => {
      const manifests = (tag: string) => [rollout('api', { 'sync-wave': '1' }, tag), more];
      const first = await rig.deploy(claim, manifests('v1'));
      await rig.untilSynced(claim, first);
      const bad = rig.commit(claim, manifests('v2'));
      const isWaiting = ({ phase, synced, message }: Standing): boolean =>
        phase === 'Running' &&
        synced === bad &&
        message.includes('waiting for healthy state of argoproj.io/Rollout/api');
      await rig.until(claim, 'waits for the canary', isWaiting);
      const revert = rig.commit(claim, manifests('v1'));
      await rig.until(
        claim,
        'has seen the revert, and waits',
        (state) => state.compared === revert && isWaiting(state),
      );
    });
  }
});

describe('hooks and Jobs', { concurrency: true }, () => {
  test('a hook Job that has failed and stays refuses the fix', async () => {
    const hook = { ...preSync, 'hook-delete-policy': 'HookSucceeded' };
    await rig.deploy('staying', [
      job('migrate', hook, 'bad', withoutAccount, { activeDeadlineSeconds: 2 }),
      configMap('a'),
    ]);
    await rig.until('staying', 'has failed', hasFailed);
    const fix = rig.commit('staying', [job('migrate', hook, 'good', {}, { activeDeadlineSeconds: 2 }), configMap('a')]);
    const { message } = await rig.until(
      'staying',
      'has failed again',
      (state) => hasFailed(state) && state.synced === fix,
    );
    assert.match(message, /field is immutable/);
  });

  test('a hook Job without a deadline keeps the sync, and one with a deadline fails it', async () => {
    await rig.deploy('deadline', [
      job('migrate', preSync, 'v1', withoutAccount, { activeDeadlineSeconds: 2 }),
      configMap('a'),
    ]);
    await rig.deploy('no-deadline', [job('migrate', preSync, 'v1', withoutAccount), configMap('a')]);
    await rig.until('deadline', 'has failed', hasFailed);
    await rig.until('no-deadline', 'waits', ({ phase }) => phase === 'Running');
  });

  test('a plain Job refuses another image', async () => {
    await rig.deploy('plain', [job('once', {}, 'v1')]);
    await rig.untilSynced('plain');
    const next = rig.commit('plain', [job('once', {}, 'v2')]);
    const { message } = await rig.until('plain', 'has failed', (state) => hasFailed(state) && state.synced === next);
    assert.match(message, /field is immutable/);
  });

  test('a Job with a time to live is made again and again', async () => {
    await rig.deploy('living', [job('once', {}, 'v1', {}, { ttlSecondsAfterFinished: 1 })]);
    await eventually('pods of a second Job have been made', async () => {
      const events = await rig.cluster.kubernetes.list('v1', 'Event', 'living');
      const makers = events.filter((event) => field(event, 'reason') === 'SuccessfulCreate');
      return new Set(makers.map((event) => field(event, 'involvedObject', 'uid'))).size > 1;
    });
  });
});

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
    const write = (...names: readonly string[]) =>
      Promise.all(
        sets.map(([set, spec]) =>
          rig.set(set, { ...spec, generators: [list(...names)] }, `${set}-{{name}}`, `${set}-{{name}}`, 'elements'),
        ),
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
