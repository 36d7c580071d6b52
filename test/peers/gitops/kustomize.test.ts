import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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

describe('the charts of a kustomization are left to Argo CD, and that is said', () => {
  const chart = { name: 'cache', releaseName: 'cache' };
  /** Helm would run it to pull a chart from such an address. */
  const plugin = `name: marking
version: 0.1.0
usage: marks
description: marks
command: "$HELM_PLUGIN_DIR/mark.sh"
downloaders: [{command: mark.sh, protocols: [mark]}]
`;
  const generator = {
    apiVersion: 'builtin',
    kind: 'HelmChartInflationGenerator',
    metadata: { name: 'g' },
    name: 'other',
  };
  const pulled = { version: '1.2.3', repo: 'mark://x' };
  const globals = { configHome: 'cache/home' };

  for (const [title, kustomization] of [
    ['that is in the repository', { helmCharts: [chart] }],
    ['of elsewhere', { helmCharts: [{ ...chart, ...pulled }], helmGlobals: globals }],
    ['in other letters', { HelmCharts: [{ ...chart, Version: '1.2.3', Repo: 'mark://x' }], helmGlobals: globals }],
    ['in the older field', { helmChartInflationGenerator: [{ chartName: 'cache' }] }],
    ['in a generator', { generators: [JSON.stringify({ ...generator, ...pulled, ...globals })] }],
  ] as const) {
    test(title, async () => {
      using folder = new Folder({
        'app.yaml': applicationOf('cache', { path: 'cache' }),
        'cache/kustomization.yaml': JSON.stringify(kustomization),
        'cache/charts/cache/Chart.yaml': 'apiVersion: v2\nname: cache\nversion: 1.2.3\n',
        'cache/home/.data/plugins/marking/plugin.yaml': plugin,
        'argocd-cm.yaml': 'kustomize.buildOptions: --enable-helm --load-restrictor LoadRestrictionsNone\n',
      });
      const marked = join(folder.path, 'marked');
      const script = join(folder.path, 'cache/home/.data/plugins/marking/mark.sh');
      writeFileSync(script, `#!/bin/sh\ntouch ${marked}\n`, { mode: 0o755 });
      const findings = told(await folder.lint({ only: lookedAt }));
      assert.equal(findings.length, 1);
      assert.match(findings[0] ?? '', /^app\.yaml:1 not-looked-at its kustomization has Helm render a chart/);
      assert.equal(existsSync(marked), false);
    });
  }
});

test('nothing is fetched, in whatever letters it is asked for', async () => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.end('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: fetched}\n');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}/a.yaml`;
  try {
    for (const kustomization of [
      `Resources: [${address}]`,
      `<<: {resources: [${address}]}`,
      `transformers: [${address}]`,
      `generators: ['{apiVersion: builtin, kind: ConfigMapGenerator, metadata: {name: a}, files: ["a=${address}"]}']`,
      'generators: [generator.yaml]',
      `resources: [pods.yaml]\npatches: [{path: ${address}}]`,
      `configMapGenerator: [{name: a, files: ["a=${address}"]}]`,
    ]) {
      const generator = `apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: {name: a}\nfiles: ["a=${address}"]\n`;
      const files = { 'base/kustomization.yaml': `${kustomization}\n`, 'base/generator.yaml': generator };
      using folder = new Folder({ ...repository, ...files });
      assert.match(told(await folder.lint({ only: lookedAt })).join('\n'), /^app\.yaml:1 not-looked-at .*127\.0\.0\.1/);
    }
  } finally {
    server.close();
  }
  assert.equal(asked, 0);
});

describe('Applications that a kustomization makes', () => {
  const child = applicationOf('child', { path: 'nowhere' });
  const root: Files = {
    'root.yaml': applicationOf('root', { path: 'clusters/dev' }),
    'clusters/base/kustomization.yaml': 'resources: [child.yaml]\n',
    'clusters/base/child.yaml': child,
    'k8s/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n',
  };
  const patch = JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'child', namespace: 'argocd' },
    spec: { source: { path: 'k8s' } },
  });
  const dev: Files = {
    'clusters/dev/kustomization.yaml': 'resources: [../base]\npatches: [{path: patch.yaml}]\n',
    'clusters/dev/patch.yaml': patch,
  };
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
    assert.deepEqual(await applications({ ...root, ...dev }), {
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

  test('are so where the one that makes them is itself listed', async () => {
    const files = { ...root, ...dev, 'kustomization.yaml': 'resources: [root.yaml]\n' };
    assert.deepEqual(await applications(files), { told: [], made: ['root: Application child', 'child: ConfigMap a'] });
  });

  test('are so where the kustomization has its other name', async () => {
    const { 'clusters/base/kustomization.yaml': base = '', ...others } = { ...root, ...dev };
    const files = { ...others, 'clusters/base/Kustomization': base };
    assert.deepEqual((await applications(files)).made, ['root: Application child', 'child: ConfigMap a']);
  });

  test('are so where the Application adds what changes them', async () => {
    const files = {
      ...root,
      'root.yaml': applicationOf('root', { path: 'clusters/base', kustomize: { components: ['../component'] } }),
      'clusters/component/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{path: patch.yaml}]\nresources: [more.yaml]\n',
      'clusters/component/patch.yaml': patch,
      'clusters/component/more.yaml': applicationOf('more', { path: 'k8s' }),
    };
    const { told: findings, made } = await applications(files);
    assert.deepEqual(findings, []);
    assert.equal(made.length, 3);
  });

  test('are not lost to a text that is the name of their folder', async () => {
    const { 'clusters/base/child.yaml': text = '', 'k8s/a.yaml': map = '' } = root;
    const files = {
      'root.yaml': applicationOf('root', { path: 'root' }),
      'root/kustomization.yaml': 'namespace: argocd\nresources: [cm.yaml]\n',
      'root/cm.yaml': map,
      'root/argocd/kustomization.yaml': 'resources: [child.yaml]\n',
      'root/argocd/child.yaml': text,
    };
    assert.match((await applications(files)).told.join('\n'), /^root\/argocd\/child\.yaml:1 source-path-missing/);
  });

  test('can be fixed where they are left as they are written', async () => {
    using folder = new Folder({
      ...root,
      'clusters/dev/kustomization.yaml': 'resources: [../base]\n',
      'clusters/base/child.yaml': child.replace(/\}\}$/, ',"syncPolicy":{"syncOptions":["prunelast=true"]}}}'),
    });
    const { reports } = await folder.lint({ only: ['sync-option-unknown'] });
    assert.deepEqual(
      reports.map(({ at, edit }) => [at.file, edit?.file]),
      [['clusters/base/child.yaml', 'clusters/base/child.yaml']],
    );
  });
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
