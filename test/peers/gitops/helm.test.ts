import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applicationOf, Folder, lookedAt, told, type Files } from './folder.ts';

/** A chart that writes down how it was called. */
const chart: Files = {
  'chart/Chart.yaml': 'apiVersion: v2\nname: api\nversion: 1.0.0\n',
  'chart/values.yaml': 'who: chart\nlist: [a]\n',
  'chart/crds/a.yaml':
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: as.example.com}\n',
  'chart/templates/map.yaml': `# One line more
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}
  namespace: {{ .Release.Namespace }}
data:
  who: {{ .Values.who | quote }}
  list: {{ .Values.list | toJson | quote }}
  file: {{ .Values.file | default "" | quote }}
`,
};

/** The data of the one ConfigMap that an Application with this `helm` renders. */
async function called(helm: Readonly<Record<string, unknown>>, more: Files = {}) {
  using folder = new Folder({ ...chart, ...more, 'app.yaml': applicationOf('dev', { path: 'chart', helm }) });
  const { repository } = await folder.lint();
  assert.deepEqual(repository.problems, []);
  const { manifests } = repository.applications[0] ?? { manifests: [] };
  const map = manifests.find(({ kind }) => kind === 'ConfigMap');
  return { ...map?.mapping('data'), name: map?.name, namespace: map?.namespace, count: manifests.length };
}

const plain = { name: 'dev', namespace: 'ns-dev', count: 2, who: 'chart', list: '["a"]', file: '' };

test('a chart is told nothing of the environment', async () => {
  process.env['LINT_TEST_TOKEN'] = 'hunter2';
  try {
    const { name } = await called({ releaseName: '{{ env "LINT_TEST_TOKEN" }}x' });
    assert.equal(name, 'x');
  } finally {
    delete process.env['LINT_TEST_TOKEN'];
  }
});

describe('Helm is called as Argo CD calls it', () => {
  for (const [title, helm, more, expected] of [
    ['with the names of the Application', {}, {}, plain],
    [
      'with a name of its own',
      { releaseName: 'api', namespace: 'other' },
      {},
      { ...plain, name: 'api', namespace: 'other' },
    ],
    ['without the CRDs', { skipCrds: true }, {}, { ...plain, count: 1 }],
    [
      'with the values files in their order',
      { valueFiles: ['../a.yaml', '/b.yaml'] },
      { 'a.yaml': 'who: a\nlist: [x]', 'b.yaml': 'who: b' },
      { ...plain, who: 'b', list: '["x"]' },
    ],
    [
      'with values over the files, and the object before the text',
      { valueFiles: ['../a.yaml'], values: 'who: text', valuesObject: { who: 'object' } },
      { 'a.yaml': 'who: a' },
      { ...plain, who: 'object' },
    ],
    [
      'with parameters over all, commas and lists in them',
      {
        values: 'who: text',
        parameters: [
          { name: 'who', value: 'a,b' },
          { name: 'list', value: '{c,d}' },
        ],
      },
      {},
      { ...plain, who: 'a,b', list: '["c","d"]' },
    ],
    [
      'with a parameter that stays text',
      { parameters: [{ name: 'who', value: '1', forceString: true }] },
      {},
      { ...plain, who: '1' },
    ],
    [
      'with the content of files',
      { fileParameters: [{ name: 'file', path: '../note.txt' }] },
      { 'note.txt': 'noted' },
      { ...plain, file: 'noted' },
    ],
    [
      'without values files that are missing, if it may',
      { valueFiles: ['no.yaml'], ignoreMissingValueFiles: true },
      {},
      plain,
    ],
  ] as const) {
    test(title, async () => assert.deepEqual(await called(helm, more), expected));
  }
});

test('a finding in what Helm made is told at the line of the template', async () => {
  using folder = new Folder({
    'app.yaml': applicationOf('dev', { path: 'chart' }),
    'chart/Chart.yaml': 'apiVersion: v2\nname: api\nversion: 1.0.0\n',
    'chart/templates/a.yaml': `{{- range $name := list "a" "b" }}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: {{ $name }}}
---
apiVersion: v1
kind: Pod
metadata:
  name: {{ $name }}
spec:
  containers:
    - name: main
      image: "nginx:{{ $name }}"
{{- end }}
`,
  });
  assert.deepEqual(told(await folder.lint({ only: ['image-not-pinned'] })), [
    'chart/templates/a.yaml:14 image-not-pinned Pod a: container main runs nginx:a, which is not pinned by a digest',
    'chart/templates/a.yaml:14 image-not-pinned Pod b: container main runs nginx:b, which is not pinned by a digest',
  ]);
});

test('a chart may want a Kubernetes later than that of Helm itself', async () => {
  using folder = new Folder({
    ...chart,
    'chart/Chart.yaml': 'apiVersion: v2\nname: api\nversion: 1.0.0\nkubeVersion: ">=1.30.0-0"\n',
    'app.yaml': applicationOf('dev', { path: 'chart' }),
    'old.yaml': applicationOf('old', { path: 'chart', helm: { kubeVersion: '1.29.0' } }),
  });
  const [only, ...others] = told(await folder.lint({ only: lookedAt }));
  assert.match(only ?? '', /^old\.yaml:1 render-failed chart requires kubeVersion: >=1\.30\.0-0/);
  assert.deepEqual(others, []);
});

test('a chart is told the Kubernetes that the settings name, where its Application names none', async () => {
  using folder = new Folder({
    ...chart,
    'chart/Chart.yaml': 'apiVersion: v2\nname: api\nversion: 1.0.0\nkubeVersion: ">=1.30.0-0"\n',
    'app.yaml': applicationOf('dev', { path: 'chart' }),
    'own.yaml': applicationOf('own', { path: 'chart', helm: { kubeVersion: '1.31.0' } }),
    '.lint-gitops.yaml': 'kubernetes: 1.29.4\n',
  });
  const [only, ...others] = told(await folder.lint({ only: lookedAt }));
  assert.match(only ?? '', /^app\.yaml:1 render-failed chart requires kubeVersion: >=1\.30\.0-0.* v1\.29\.4/);
  assert.deepEqual(others, []);
});

test('what Helm complains about is told in its words', async () => {
  using folder = new Folder({
    ...chart,
    'app.yaml': applicationOf('dev', { path: 'chart' }),
    'chart/templates/bad.yaml': '{{ required "say who" .Values.nobody }}\n',
  });
  const [only, ...others] = told(await folder.lint({ only: lookedAt }));
  assert.match(
    only ?? '',
    /^app\.yaml:1 render-failed execution error at \(api\/templates\/bad\.yaml:1:3\): say who\. Next: /,
  );
  assert.deepEqual(others, []);
});

test('a chart that wants another from elsewhere is not looked at, and that is said', async () => {
  using folder = new Folder({
    'app.yaml': applicationOf('dev', { path: 'chart' }),
    'chart/Chart.yaml':
      'apiVersion: v2\nname: api\nversion: 1.0.0\ndependencies: [{name: redis, version: 1.0.0, repository: "https://charts.example.com"}]\n',
  });
  assert.match(
    told(await folder.lint({ only: lookedAt })).join('\n'),
    /^app\.yaml:1 not-looked-at .*redis.*\. Next: [^\n]+$/,
  );
});

test('Applications that a chart makes are looked at too', async () => {
  using folder = new Folder({
    ...chart,
    'root.yaml': applicationOf('root', { path: 'apps' }),
    'apps/Chart.yaml': 'apiVersion: v2\nname: apps\nversion: 1.0.0\n',
    'apps/templates/all.yaml': `{{- range list "dev" "prod" }}\n---\n${applicationOf('{{ . }}', { path: 'chart' })}\n{{- end }}\n`,
  });
  const { repository } = await folder.lint();
  assert.deepEqual(
    repository.applications.map(({ name, manifests }) => [name, manifests.length]),
    [
      ['root', 2],
      ['dev', 2],
      ['prod', 2],
    ],
  );
});

test('a dependency that is another folder of the repository is put into the chart, and a change of it is one', async () => {
  const library = (label: string): string => `{{- define "library.label" }}${label}{{- end }}\n`;
  using folder = new Folder({
    ...chart,
    'app.yaml': applicationOf('dev', { path: 'chart' }),
    'chart/Chart.yaml':
      'apiVersion: v2\nname: api\nversion: 1.0.0\ndependencies: [{name: library, version: 1.x.x, repository: "file://../library"}]\n',
    'chart/templates/map.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ include "library.label" . }}}\n',
    'library/Chart.yaml': 'apiVersion: v2\nname: library\nversion: 1.2.3\ntype: library\n',
    'library/templates/_label.tpl': library('first'),
  });
  const names = async () => {
    const { repository } = await folder.lint();
    assert.deepEqual(repository.problems, []);
    return repository.applications[0]?.manifests.flatMap(({ kind, name }) => (kind === 'ConfigMap' ? [name] : []));
  };
  assert.deepEqual(await names(), ['first']);
  folder.write({ 'library/templates/_label.tpl': library('second') });
  assert.deepEqual(await names(), ['second']);
});
