import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applications, helmRelease } from './applications.ts';
import { at, filesMatching, isFields, readManifests, readText, type Fields, type Manifest } from './example-files.ts';
import { schemaProblems } from './kubernetes-schema.ts';
import { inputsHash, renderedFile, renderedFrom, renderedReleases } from './rendering.ts';

// Rendering takes Helm, checking does not: what these tests look at is committed, and test/peers renders it again.
test('the committed renderings are of the charts and values that are here now (test/examples/render.ts renews them)', () => {
  assert.equal(readText(renderedFrom), inputsHash());
  const expected = renderedReleases().map(([release]) => renderedFile(release.application));
  assert.deepEqual(filesMatching('test/examples/rendered/*.yaml'), expected.toSorted());
});

const waveOf = (manifest: Manifest): number =>
  Number(manifest.metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? '0');
const hookOf = (manifest: Manifest): string | undefined => manifest.metadata.annotations?.['argocd.argoproj.io/hook'];
const isWorkload = (manifest: Manifest): boolean => ['Deployment', 'Rollout', 'Job'].includes(manifest.kind);
const podsOf = (manifest: Manifest): unknown => at(manifest, 'spec', 'template', 'spec');

function containersOf(manifest: Manifest): readonly Fields[] {
  const pods = podsOf(manifest);
  return [at(pods, 'containers'), at(pods, 'initContainers')]
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .filter(isFields);
}

const named = (manifests: readonly Manifest[], kind: string): ReadonlySet<unknown> =>
  new Set(manifests.filter((manifest) => manifest.kind === kind).map((manifest) => manifest.metadata.name));

for (const [release] of renderedReleases()) {
  const preview = release.application.startsWith('bitvault-preview-');
  const data = release.application.endsWith('-data');

  describe(`rendered ${release.application}`, () => {
    const manifests = readManifests(renderedFile(release.application));
    const workloads = manifests.filter(isWorkload);

    test('has only fields that its APIs know', () => {
      assert.notEqual(manifests.length, 0);
      for (const manifest of manifests)
        assert.deepEqual(schemaProblems(manifest), [], `${manifest.kind} ${manifest.metadata.name}`);
    });

    test('names each resource once, in the namespace of its Application', () => {
      const names = manifests.map((manifest) => `${manifest.kind} ${manifest.metadata.name}`);
      assert.deepEqual(names, [...new Set(names)]);
      for (const manifest of manifests) {
        const place = manifest.kind === 'Namespace' ? manifest.metadata.name : manifest.metadata['namespace'];
        assert.equal(place, release.namespace);
      }
    });

    test('uses hooks, waves and sync options that Argo CD knows', () => {
      const known: Readonly<Record<string, RegExp>> = {
        'argocd.argoproj.io/sync-wave': /^(?:-[123]|[012])$/,
        'argocd.argoproj.io/hook': /^(?:PreSync|Sync|PostSync|SyncFail|PostDelete|Skip)$/,
        'argocd.argoproj.io/hook-delete-policy': /^BeforeHookCreation,HookSucceeded$/,
        'argocd.argoproj.io/sync-options': /^(?:Delete|Prune)=false(?:,(?:Delete|Prune)=false)*$/,
      };
      for (const { metadata } of manifests) {
        for (const [key, value] of Object.entries(metadata.annotations ?? {})) {
          assert.match(value, known[key] ?? /^$/, `${metadata.name}: ${key}`);
        }
        const hook = metadata.annotations?.['argocd.argoproj.io/hook'];
        const policy = metadata.annotations?.['argocd.argoproj.io/hook-delete-policy'];
        assert.equal(hook === undefined, policy === undefined, `${metadata.name}: a hook has a delete policy`);
      }
    });

    test('runs what its workloads need before the workloads, and its Rollouts in the last wave', () => {
      assert.deepEqual(
        manifests.map(hookOf).filter((hook) => hook !== undefined && hook !== 'PreSync'),
        [],
      );
      const synced = manifests.filter((manifest) => hookOf(manifest) === undefined);
      const last = Math.max(...synced.map(waveOf));
      for (const workload of synced.filter(isWorkload))
        assert.equal(waveOf(workload), workload.kind === 'Rollout' ? last : 1, workload.metadata.name);
      for (const manifest of synced.filter(({ kind }) =>
        ['Service', 'ConfigMap', 'ServiceAccount', 'AnalysisTemplate'].includes(kind),
      )) {
        assert.ok(
          data || waveOf(manifest) < last,
          `${manifest.kind} ${manifest.metadata.name} comes before the last wave`,
        );
      }
    });

    test(preview ? 'shows the images of its pull request' : 'names every image by digest', () => {
      const images = workloads.flatMap(containersOf).map((container) => String(container['image']));
      assert.equal(images.length === 0, data);
      for (const image of images) {
        assert.match(
          image,
          preview
            ? /^ghcr\.io\/bitvault\/[a-z-]+:pr-[a-f0-9]{40}$/
            : /^ghcr\.io\/bitvault\/[a-z-]+@sha256:[a-f0-9]{64}$/,
        );
      }
    });

    test('hardens every pod as the namespace’s `restricted` level asks', () => {
      for (const workload of workloads) {
        const pods = podsOf(workload);
        assert.equal(at(pods, 'securityContext', 'runAsNonRoot'), true);
        assert.equal(at(pods, 'securityContext', 'seccompProfile', 'type'), 'RuntimeDefault');
        assert.equal(at(pods, 'automountServiceAccountToken'), false);
        for (const container of containersOf(workload)) {
          assert.deepEqual(container['securityContext'], {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          });
          assert.notEqual(at(container, 'resources', 'limits', 'memory'), undefined);
        }
      }
    });

    test('refers only to what is there', () => {
      const environment = [
        ...manifests,
        ...(data || preview ? [] : readManifests(renderedFile(`${release.application}-data`))),
      ];
      const exists = (kind: string, name: unknown): void =>
        assert.ok(named(environment, kind).has(name), `${kind} ${String(name)}`);
      for (const manifest of manifests) {
        for (const [kind, name] of referencesOf(manifest)) exists(kind, name);
      }
    });

    test('gives a hook nothing that its own Application brings, as hooks run first', () => {
      for (const hook of manifests.filter((manifest) => hookOf(manifest) !== undefined)) {
        for (const [kind, name] of referencesOf(hook))
          assert.ok(!named(manifests, kind).has(name), `${kind} ${String(name)}`);
        assert.equal(typeof at(hook, 'spec', 'activeDeadlineSeconds'), 'number');
      }
    });

    test('selects the pods that it makes, and leaves their number to the autoscaler', () => {
      for (const workload of workloads.filter(({ kind }) => kind !== 'Job')) {
        const labels = at(workload, 'spec', 'template', 'metadata', 'labels');
        const selector = at(workload, 'spec', 'selector', 'matchLabels');
        assert.ok(isFields(labels) && isFields(selector));
        for (const [key, value] of Object.entries(selector)) assert.equal(labels[key], value);
        assert.equal(at(workload, 'spec', 'replicas'), undefined);
      }
    });

    test('never pauses a canary without an end', () => {
      const steps = workloads.map((workload) => at(workload, 'spec', 'strategy', 'canary', 'steps', '*', 'pause'));
      for (const pause of steps.flat().filter((step) => step !== undefined)) {
        assert.match(String(at(pause, 'duration')), /^[0-9]+[smh]$/);
      }
    });

    test('measures in the background as long as the canary lasts, and so often as it says where a step waits', () => {
      const counts = (...place: readonly string[]): ReadonlySet<unknown> => {
        const templates = workloads.map((workload) =>
          at(workload, 'spec', 'strategy', 'canary', ...place, 'templates'),
        );
        const names = new Set(templates.flat(2).flatMap((template) => at(template, 'templateName') ?? []));
        const used = manifests.filter(({ kind, metadata }) => kind === 'AnalysisTemplate' && names.has(metadata.name));
        return new Set(used.map((template) => at(template, 'spec', 'metrics', 0, 'count')));
      };
      assert.deepEqual([...counts('analysis')], release.application === 'bitvault-prod' ? [undefined] : []);
      assert.deepEqual([...counts('steps', '*', 'analysis')], release.application === 'bitvault-staging' ? [5] : []);
    });
  });
}

/** Kind and name of what a manifest cannot do without. */
function referencesOf(manifest: Manifest): readonly (readonly [kind: string, name: unknown])[] {
  const canary = at(manifest, 'spec', 'strategy', 'canary');
  const templates = [at(canary, 'analysis', 'templates'), at(canary, 'steps', '*', 'analysis', 'templates', '*')].flat(
    2,
  );
  const configMaps = containersOf(manifest).flatMap((container) => at(container, 'envFrom', '*', 'configMapRef'));
  return [
    ['ServiceAccount', at(podsOf(manifest), 'serviceAccountName')] as const,
    ['Service', at(canary, 'stableService')] as const,
    ['Service', at(canary, 'canaryService')] as const,
    ['HTTPRoute', at(canary, 'trafficRouting', 'plugins', 'argoproj-labs/gatewayAPI', 'httpRoute')] as const,
    ...templates.map((template) => ['AnalysisTemplate', at(template, 'templateName')] as const),
    ...configMaps
      .flat()
      .filter((map) => at(map, 'optional') !== true)
      .map((map) => ['ConfigMap', at(map, 'name')] as const),
    ...[at(manifest, 'spec', 'rules', '*', 'backendRefs', '*', 'name')]
      .flat(2)
      .map((name) => ['Service', name] as const),
    [String(at(manifest, 'spec', 'scaleTargetRef', 'kind')), at(manifest, 'spec', 'scaleTargetRef', 'name')] as const,
  ].filter(([, name]) => name !== undefined);
}

describe('a preview', () => {
  const manifests = readManifests(renderedFile('bitvault-preview-pr-7'));
  const one = (kind: string): Manifest => {
    const [only, ...more] = manifests.filter((manifest) => manifest.kind === kind);
    assert.ok(only !== undefined && more.length === 0, kind);
    return only;
  };

  test('is bounded before anything of it runs', () => {
    for (const kind of ['ResourceQuota', 'LimitRange', 'NetworkPolicy']) assert.equal(waveOf(one(kind)), -2);
    assert.equal(at(one('Namespace'), 'metadata', 'labels', 'pod-security.kubernetes.io/enforce'), 'restricted');
    const hard = at(one('ResourceQuota'), 'spec', 'hard');
    assert.ok(isFields(hard));
    assert.equal(hard['secrets'], '0');
    assert.equal(hard['pods'], '9');
  });

  test('lets in what comes from its gateway or itself, and reaches no private address but its own', () => {
    const spec = at(one('NetworkPolicy'), 'spec');
    assert.deepEqual(at(spec, 'podSelector'), {});
    assert.deepEqual(at(spec, 'policyTypes'), ['Ingress', 'Egress']);
    assert.deepEqual(at(spec, 'ingress'), [
      {
        from: [
          { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'gateways' } } },
          { podSelector: {} },
        ],
      },
    ]);
    const blocks = [at(spec, 'egress', '*', 'to', '*', 'ipBlock')].flat(2).filter(isFields);
    assert.equal(blocks.length, 1);
    for (const range of ['10.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'])
      assert.ok([blocks[0]?.['except']].flat().includes(range), range);
  });

  test('holds no credentials', () => {
    for (const manifest of manifests.filter(isWorkload)) {
      assert.equal(at(podsOf(manifest), 'automountServiceAccountToken'), false);
      assert.equal(at(podsOf(manifest), 'volumes'), undefined);
    }
    for (const account of manifests.filter(({ kind }) => kind === 'ServiceAccount'))
      assert.equal(account['automountServiceAccountToken'], false);
  });
});

describe('delivery', () => {
  const workloadsOf = (environment: string): readonly Manifest[] =>
    readManifests(renderedFile(`bitvault-${environment}`)).filter(
      ({ kind }) => kind === 'Deployment' || kind === 'Rollout',
    );
  const weights = (workload: Manifest): readonly unknown[] =>
    [at(workload, 'spec', 'strategy', 'canary', 'steps', '*', 'setWeight')]
      .flat()
      .filter((weight) => weight !== undefined);

  test('is a Deployment in dev', () => {
    assert.deepEqual(
      workloadsOf('dev').map(({ kind }) => kind),
      ['Deployment', 'Deployment', 'Deployment'],
    );
  });

  test('is one step with an inline analysis in staging', () => {
    for (const workload of workloadsOf('staging')) {
      assert.deepEqual(weights(workload), [50]);
      assert.notDeepEqual(
        [at(workload, 'spec', 'strategy', 'canary', 'steps', '*', 'analysis')].flat().filter(Boolean),
        [],
      );
    }
  });

  test('is the full canary under analysis in prod, with a way back that skips it', () => {
    for (const workload of workloadsOf('prod')) {
      // Shares of four replicas begin with a quarter; only traffic that is routed can be less.
      const routed = at(workload, 'spec', 'strategy', 'canary', 'trafficRouting') !== undefined;
      assert.equal(routed, workload.metadata.name !== 'bitvault-worker');
      assert.deepEqual(weights(workload), routed ? [5, 25, 50] : [25, 50]);
      assert.equal(at(workload, 'spec', 'strategy', 'canary', 'analysis', 'startingStep'), routed ? 2 : 1);
      assert.deepEqual(at(workload, 'spec', 'rollbackWindow'), { revisions: 3 });
      assert.equal(at(workload, 'spec', 'progressDeadlineAbort'), true);
    }
  });

  test('is of the three services of every environment', () => {
    for (const { namespace } of applications().map(helmRelease)) {
      const names = workloadsOf(namespace.replace('bitvault-', '')).map(({ metadata }) => metadata.name);
      assert.deepEqual(names.toSorted(), ['bitvault-web', 'bitvault-worker', 'bitvaultd']);
    }
  });
});
