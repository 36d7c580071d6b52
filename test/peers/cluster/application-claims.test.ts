import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { eventually, field } from '../../../scripts/cluster/kubernetes.ts';
import { configMap, deployment, job, object, rollout, withoutAccount } from './claims-manifests.ts';
import { ClaimsRig, type Standing } from './claims-rig.ts';

/** What rules of lint-gitops on Applications, waves and hooks say that Argo CD does, seen on the real one. */

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

  test('a Job with a time to live is created again and again', async () => {
    await rig.deploy('living', [job('once', {}, 'v1', {}, { ttlSecondsAfterFinished: 1 })]);
    await eventually('pods of a second Job have been made', async () => {
      const events = await rig.cluster.kubernetes.list('v1', 'Event', 'living');
      const makers = events.filter((event) => field(event, 'reason') === 'SuccessfulCreate');
      return new Set(makers.map((event) => field(event, 'involvedObject', 'uid'))).size > 1;
    });
  });
});
