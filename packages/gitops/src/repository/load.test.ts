import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applicationYaml, withRepository, type Files } from '../lint/rule-test.ts';

const source = (rest: Readonly<Record<string, unknown>>) => ({
  source: { repoURL: 'https://github.com/acme/gitops', path: 'k8s', ...rest },
});
const map = (name: string): string => `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}}}\n`;
const tree = {
  'k8s/a.yaml': map('a'),
  'k8s/sub/b.yaml': map('b'),
  'k8s/c.json': '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c"}}',
};

const deployed = (files: Files) =>
  withRepository(files, ({ applications }) =>
    applications.flatMap(({ name, manifests }) =>
      manifests.map((manifest) => `${name}: ${manifest.title} in ${manifest.targetNamespace}`),
    ),
  );

describe('a folder of manifests is deployed', () => {
  for (const [title, directory, names] of [
    ['without what is below', undefined, ['a', 'c']],
    ['with what is below, if told to', { recurse: true }, ['a', 'c', 'b']],
    ['without what is excluded', { recurse: true, exclude: '{*.json,sub/*}' }, ['a']],
    [
      'with nothing but what is included, in which a star passes a slash',
      { recurse: true, include: '*.yaml' },
      ['a', 'b'],
    ],
  ] as const) {
    test(title, async () => {
      const application = applicationYaml('x', 'k8s', source(directory === undefined ? {} : { directory }));
      const found = await deployed({ ...tree, 'app.yaml': application });
      assert.deepEqual(found.toSorted(), names.map((name) => `x: ConfigMap ${name} in x`).toSorted());
    });
  }

  test('without files that say so', async () => {
    const files = {
      'app.yaml': applicationYaml('x', 'k8s'),
      'k8s/a.yaml': `# +argocd:skip-file-rendering\n${map('a')}`,
    };
    assert.deepEqual(await deployed(files), []);
  });

  test('item by item of a list', async () => {
    const list = `apiVersion: v1\nkind: List\nitems: [${map('a').trim()}, ${map('b').trim()}]\n`;
    assert.deepEqual(await deployed({ 'app.yaml': applicationYaml('x', 'k8s'), 'k8s/l.yaml': list }), [
      'x: ConfigMap a in x',
      'x: ConfigMap b in x',
    ]);
  });
});

describe('an Application', () => {
  test('that deploys Applications leads to theirs, each once', async () => {
    const files = {
      'root.yaml': applicationYaml('root', 'apps'),
      'apps/a.yaml': applicationYaml('a', 'k8s'),
      'k8s/m.yaml': map('m'),
    };
    assert.deepEqual((await deployed(files)).toSorted(), ['a: ConfigMap m in a', 'root: Application a in argocd']);
  });

  test('of another repository is not looked at, and is not complete', () =>
    withRepository(
      {
        'a.yaml': applicationYaml('a', 'k8s'),
        'b.yaml': applicationYaml('b', 'k8s', { source: { repoURL: 'https://charts.example.com', chart: 'redis' } }),
        'k8s/m.yaml': map('m'),
      },
      ({ applications }) =>
        assert.deepEqual(
          applications.map(({ name, complete }) => [name, complete]),
          [
            ['a', true],
            ['b', false],
          ],
        ),
    ));

  test('is overridden by the files beside its manifests, but not in where it comes from', () =>
    withRepository(
      {
        'a.yaml': applicationYaml('a', 'k8s'),
        'k8s/m.yaml': map('m'),
        'k8s/.argocd-source.yaml': 'path: other\ndirectory: {recurse: true}\nhelm: {releaseName: a}\n',
        'k8s/.argocd-source-a.yaml': 'helm: null\n',
        'k8s/.argocd-source-b.yaml': 'helm: {releaseName: b}\n',
      },
      ({ applications }) => {
        const [{ value, tool } = {}] = applications[0]?.sources ?? [];
        assert.deepEqual(
          [value?.['path'], value?.['directory'], value?.['helm'], tool],
          ['k8s', { recurse: true }, undefined, 'directory'],
        );
      },
    ));

  test('knows where its values files are: beside the chart, from the root, and of a source of that name', () => {
    const repoURL = 'https://github.com/acme/gitops';
    const helm = {
      valueFiles: [
        'values.yaml',
        '/root.yaml',
        '$values/envs/dev.yaml',
        '../../../out.yaml',
        'https://x.example/v.yaml',
      ],
    };
    const application = applicationYaml('a', 'k8s', {
      sources: [
        { repoURL, path: 'charts/a', helm },
        { repoURL, ref: 'values' },
      ],
    });
    return withRepository(
      { 'a.yaml': application, 'charts/a/values.yaml': '', 'envs/dev.yaml': '' },
      ({ applications }) => {
        const [first] = applications[0]?.sources ?? [];
        assert.deepEqual(
          first?.valueFiles.map(({ file, place, exists }) => [place, file, exists]),
          [
            ['here', 'charts/a/values.yaml', true],
            ['here', 'root.yaml', false],
            ['here', 'envs/dev.yaml', true],
            ['outside', null, false],
            ['foreign', null, false],
          ],
        );
      },
    );
  });
});
