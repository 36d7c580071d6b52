import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { peersBin } from '../../../scripts/peers/folders.ts';
import { applicationOf, Folder, lookedAt, told, type Files } from './folder.ts';

const repository: Files = {
  'app.yaml': applicationOf('dev', { path: 'overlays/dev' }),
  'base/kustomization.yaml': 'resources: [pods.yaml]\n',
  'base/pods.yaml': `apiVersion: v1
kind: Pod
metadata: {name: other}
---
apiVersion: v1
kind: Pod
metadata:
  name: api
spec:
  containers:
    - name: main
      image: nginx:1
`,
  'overlays/dev/kustomization.yaml':
    'resources: [../../base]\nnamePrefix: dev-\nnamespace: dev\nimages: [{name: nginx, newTag: "2"}]\n',
};

test('a kustomization is built, and a finding is told where the resource is written', async () => {
  using folder = new Folder(repository);
  const checked = await folder.lint({ only: ['image-not-pinned'] });
  assert.deepEqual(told(checked), [
    'base/pods.yaml:12 image-not-pinned Pod dev-api: container main runs nginx:2, which is not pinned by a digest',
  ]);
  const names = checked.repository.applications[0]?.manifests.map(({ identity }) => identity);
  assert.deepEqual(names, [
    'https://kubernetes.default.svc//Pod/dev/dev-api',
    'https://kubernetes.default.svc//Pod/dev/dev-other',
  ]);
});

test('kubectl builds it where there is no kustomize', async () => {
  using folder = new Folder(repository);
  const bin = join(folder.path, '..', 'bin');
  mkdirSync(bin);
  symlinkSync(join(peersBin, 'kubectl'), join(bin, 'kubectl'));
  const checked = await folder.lint({ searchPath: bin, only: ['image-not-pinned'] });
  assert.deepEqual(told(checked), [
    'base/pods.yaml:12 image-not-pinned Pod dev-api: container main runs nginx:2, which is not pinned by a digest',
  ]);
});

test('a base of another repository is not fetched, and that is said', async () => {
  using folder = new Folder({
    ...repository,
    'base/kustomization.yaml': 'resources: [https://github.com/acme/base//deploy?ref=v1]\n',
  });
  assert.match(
    told(await folder.lint({ only: lookedAt })).join('\n'),
    /^app\.yaml:1 not-looked-at base\/kustomization\.yaml wants https:\/\/github\.com/,
  );
});

test('a plugin of Kustomize is not run, and that is said', async () => {
  const plugin = 'apiVersion: viaduct.ai/v1\nkind: ksops\nmetadata: {name: secrets}\nfiles: [secrets.enc.yaml]\n';
  using folder = new Folder({
    ...repository,
    'base/kustomization.yaml': 'resources: [pods.yaml]\ngenerators: [plugin.yaml]\n',
    'base/plugin.yaml': plugin,
  });
  assert.match(told(await folder.lint({ only: lookedAt })).join('\n'), /^app\.yaml:1 not-looked-at .*ksops/);
});

test('what Kustomize complains about is told in its words', async () => {
  using folder = new Folder({ ...repository, 'base/kustomization.yaml': 'resources: [nothing.yaml]\n' });
  assert.match(told(await folder.lint({ only: lookedAt })).join('\n'), /^app\.yaml:1 render-failed .*nothing\.yaml/);
});

describe('the charts of a kustomization', () => {
  const chart = { name: 'cache', releaseName: 'cache', valuesFile: 'values.yaml' };
  const upstream = { ...chart, repo: 'https://charts.example/stable', version: '1.2.3' };
  const withChart = (helmChart: object, folder: string, more: Files = {}): Files => ({
    'app.yaml': applicationOf('cache', { path: 'cache' }),
    'cache/kustomization.yaml': JSON.stringify({ helmCharts: [helmChart] }),
    'cache/values.yaml': 'image: redis:7\n',
    [`cache/${folder}/cache/Chart.yaml`]: 'apiVersion: v2\nname: cache\nversion: 1.2.3\n',
    [`cache/${folder}/cache/values.yaml`]: 'image: none\n',
    [`cache/${folder}/cache/templates/pod.yaml`]: `apiVersion: v1
kind: Pod
metadata: {name: cache}
spec: {containers: [{name: main, image: {{ .Values.image }}}]}
`,
    ...more,
  });
  const images = async (files: Files) => {
    using folder = new Folder(files);
    const checked = await folder.lint({ only: lookedAt });
    const [manifest] = checked.repository.applications[0]?.manifests ?? [];
    return { told: told(checked), image: manifest?.containers[0]?.image };
  };
  const settings = (options: string): Files => ({
    'argocd-cm.yaml': JSON.stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'argocd-cm' },
      data: { 'kustomize.buildOptions': options },
    }),
  });

  for (const [title, helmChart, folder, more] of [
    ['of the repository are rendered', chart, 'charts', {}],
    ['that were vendored are rendered', upstream, 'charts/cache-1.2.3', {}],
    ['are rendered where Argo CD is told to', chart, 'charts', settings('--load-restrictor=x --enable-helm')],
    [
      'are rendered where values of its chart tell it to',
      chart,
      'charts',
      { 'argocd.yaml': 'configs: {cm: {kustomize.buildOptions: --enable-helm}}\n' },
    ],
  ] as const) {
    test(title, async () =>
      assert.deepEqual(await images(withChart(helmChart, folder, more)), { told: [], image: 'redis:7' }),
    );
  }

  test('of elsewhere are not fetched, and that is said', async () => {
    for (const folder of ['charts', 'charts/cache-1.2.2']) {
      const { told: findings } = await images(withChart(upstream, folder));
      const wants = 'cache/kustomization.yaml wants the chart cache of https://charts.example/stable';
      assert.equal(findings.length, 1);
      assert.ok(findings[0]?.startsWith(`app.yaml:1 not-looked-at ${wants}, which is not in`), findings[0]);
    }
  });

  test('are refused where Argo CD would refuse them', async () => {
    const { told: findings } = await images(withChart(chart, 'charts', settings('--reorder none')));
    assert.equal(findings.length, 1);
    assert.match(
      findings[0] ?? '',
      /^app\.yaml:1 render-failed cache\/kustomization\.yaml has helmCharts, .*argocd-cm/,
    );
  });

  test('are told in Helm’s words where they fail, without their values', async () => {
    const broken = { 'cache/charts/cache/templates/pod.yaml': '{{ fail "no such thing" }}' };
    const { told: findings } = await images(withChart({ ...chart, valuesInline: { key: 'x' } }, 'charts', broken));
    assert.match(findings.join('\n'), /^app\.yaml:1 render-failed .*no such thing/s);
    assert.doesNotMatch(findings.join('\n'), /valuesInline/);
  });
});

describe('Applications that a kustomization makes', () => {
  const child = (): string => applicationOf('child', { path: 'nowhere' });
  const root: Files = {
    'root.yaml': applicationOf('root', { path: 'clusters/dev' }),
    'clusters/base/kustomization.yaml': 'resources: [child.yaml]\n',
    'clusters/base/child.yaml': child(),
    'k8s/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n',
  };
  const patch = JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'child', namespace: 'argocd' },
    spec: { source: { path: 'k8s' } },
  });
  const only = ['source-path-missing', 'unknown-field', ...lookedAt];
  const applications = async (files: Files) => {
    using folder = new Folder(files);
    const checked = await folder.lint({ only });
    return {
      told: told(checked),
      made: checked.repository.applications.map(
        ({ name, manifests }) => `${name}: ${manifests.map(({ title }) => title).join(', ')}`,
      ),
    };
  };

  test('are looked at as they come out, not as they are written', async () => {
    const files = {
      ...root,
      'clusters/dev/kustomization.yaml': 'resources: [../base]\npatches: [{path: patch.yaml}]\n',
      'clusters/dev/patch.yaml': patch,
    };
    assert.deepEqual(await applications(files), {
      told: [],
      made: ['root: Application child', 'child: ConfigMap a'],
    });
  });

  test('under another name are no second ones', async () => {
    const files = {
      ...root,
      'clusters/dev/kustomization.yaml':
        'resources: [../base]\nnamePrefix: dev-\npatches: [{path: patch.yaml, target: {kind: Application}}]\n',
      'clusters/dev/patch.yaml': '- {op: replace, path: /spec/source/path, value: k8s}\n',
    };
    assert.deepEqual((await applications(files)).made, ['root: Application dev-child', 'dev-child: ConfigMap a']);
  });

  test('are looked at as they are written where no Application builds them', async () => {
    const { 'root.yaml': _, ...files } = root;
    const { told: findings, made } = await applications({
      ...files,
      'other.yaml': applicationOf('other', { path: 'k8s' }),
    });
    assert.deepEqual(made, ['other: ConfigMap a', 'child: ']);
    assert.equal(findings.length, 1);
    assert.match(findings[0] ?? '', /^clusters\/base\/child\.yaml:1 source-path-missing/);
  });

  test('can be mended where they are left as they are written', async () => {
    using folder = new Folder({
      ...root,
      'clusters/dev/kustomization.yaml': 'resources: [../base]\n',
      'clusters/base/child.yaml': child().replace(/\}\}$/, ',"syncPolicy":{"syncOptions":["prunelast=true"]}}}'),
    });
    const { reports } = await folder.lint({ only: ['sync-option-unknown'] });
    assert.deepEqual(
      reports.map(({ at, edit }) => [at.file, edit?.file]),
      [['clusters/base/child.yaml', 'clusters/base/child.yaml']],
    );
  });
});

test('files beside the kustomization are read where Argo CD is told to', async () => {
  const files = {
    ...repository,
    'overlays/dev/kustomization.yaml': 'resources: [../../base/pods.yaml]\n',
  };
  const findings = async (more: Files) => {
    using folder = new Folder({ ...files, ...more });
    return told(await folder.lint({ only: lookedAt }));
  };
  assert.match((await findings({})).join('\n'), /^app\.yaml:1 render-failed .*security; file/);
  const operator = 'apiVersion: argoproj.io/v1beta1\nkind: ArgoCD\nmetadata: {name: argocd}\nspec:\n';
  const options = '  kustomizeBuildOptions: --load-restrictor LoadRestrictionsNone\n';
  assert.deepEqual(await findings({ 'argocd.yaml': operator + options }), []);
});

describe('what an Application sets is put over the kustomization', () => {
  const built = async (kustomize: Readonly<Record<string, unknown>>, more: Files = {}) => {
    using folder = new Folder({
      ...repository,
      ...more,
      'app.yaml': applicationOf('dev', { path: 'base', kustomize }),
    });
    const { repository: loaded } = await folder.lint({ only: lookedAt });
    assert.deepEqual(loaded.problems, []);
    const [api, other] = loaded.applications[0]?.manifests ?? [];
    const image = api?.containers[0]?.image;
    return { name: api?.name, namespace: api?.namespace, labels: api?.labels, image, other: other?.name };
  };
  const plain = { name: 'api', namespace: '', labels: {}, image: 'nginx:1', other: 'other' };
  const digest = `sha256:${'a'.repeat(64)}`;
  const patch = 'apiVersion: v1\nkind: Pod\nmetadata: {name: api, labels: {patched: "yes"}}\n';
  for (const [title, kustomize, more, expected] of [
    [
      'names and namespace',
      { namePrefix: 'a-', nameSuffix: '-z', namespace: 'n' },
      {},
      { ...plain, name: 'a-api-z', namespace: 'n', other: 'a-other-z' },
    ],
    ['a tag', { images: ['nginx:2'] }, {}, { ...plain, image: 'nginx:2' }],
    ['a digest', { images: [`nginx@${digest}`] }, {}, { ...plain, image: `nginx@${digest}` }],
    [
      'another image',
      { images: [`nginx=registry.example:5000/web:3`] },
      {},
      { ...plain, image: 'registry.example:5000/web:3' },
    ],
    ['labels', { commonLabels: { team: 'a' }, labelWithoutSelector: true }, {}, { ...plain, labels: { team: 'a' } }],
    ['a patch', { patches: [{ patch }] }, {}, { ...plain, labels: { patched: 'yes' } }],
    [
      'a patch in a file',
      { patches: [{ path: 'patch.yaml' }] },
      { 'base/patch.yaml': patch },
      { ...plain, labels: { patched: 'yes' } },
    ],
    [
      'a component, and none that is missing',
      { components: ['../component', '../nothing'], ignoreMissingComponents: true },
      {
        'component/kustomization.yaml':
          'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnamePrefix: c-\n',
      },
      { ...plain, name: 'c-api', other: 'c-other' },
    ],
  ] as const) {
    test(title, async () => assert.deepEqual(await built(kustomize, more), expected));
  }
});
