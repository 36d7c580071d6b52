import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withRepository, type Files } from '../lint/rule-test.ts';

const set = (
  generators: string,
  { name = '{{.name}}', more = '', goTemplate = true } = {},
): string => `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: all, namespace: argocd}
spec:
  goTemplate: ${goTemplate}
  goTemplateOptions: [missingkey=error]
  generators: ${generators}
  ${more}
  template:
    metadata: {name: '${name}'}
    spec:
      source: {repoURL: https://github.com/acme/gitops, path: k8s}
      destination: {namespace: '${name}'}
`;

const made = (files: Files) =>
  withRepository({ 'k8s/x.yaml': '', ...files }, ({ applications, problems }) => ({
    names: applications.map(({ name }) => name),
    problems: problems.map(({ code, at, message }) => `${code} ${at.file}:${at.line} ${message}`),
  }));

const folders = {
  'apps/api/a.yaml': '',
  'apps/web/a.yaml': '',
  'apps/.hidden/a.yaml': '',
  'apps/old/a.yaml': '',
  'apps/api/deep/a.yaml': '',
};
const git = (rest: string) => `[{git: {repoURL: git@github.com:acme/gitops.git, revision: HEAD, ${rest}}}]`;

describe('an ApplicationSet', () => {
  for (const [title, files, expected] of [
    ['of a list', { 's.yaml': set('[{list: {elements: [{name: a}, {name: b}]}}]') }, ['a', 'b']],
    ['of a list in text', { 's.yaml': set('[{list: {elementsYaml: "[{name: a}]"}}]') }, ['a']],
    [
      'of a matrix of lists',
      {
        's.yaml': set(
          '[{matrix: {generators: [{list: {elements: [{e: dev}, {e: prod}]}}, {list: {elements: [{s: api}, {s: web}]}}]}}]',
          { name: '{{.e}}-{{.s}}' },
        ),
      },
      ['dev-api', 'dev-web', 'prod-api', 'prod-web'],
    ],
    [
      'of folders, without hidden and excluded ones',
      {
        ...folders,
        's.yaml': set(git('directories: [{path: apps/*}, {path: apps/old, exclude: true}]'), {
          name: '{{.path.basename}}',
        }),
      },
      ['api', 'web'],
    ],
    [
      'of folders, without Go templates',
      {
        ...folders,
        's.yaml': set(git('directories: [{path: "apps/w*"}]'), {
          name: '{{path[0]}}-{{path.basename}}',
          goTemplate: false,
        }),
      },
      ['apps-web'],
    ],
    [
      'of files',
      { 'c/one.yaml': 'name: first', 'c/two.json': '{"name": "second"}', 's.yaml': set(git('files: [{path: "c/*"}]')) },
      ['first', 'second'],
    ],
    [
      'of a matrix whose second generator uses the first',
      {
        ...folders,
        's.yaml': set(
          `[{matrix: {generators: [{list: {elements: [{top: apps}]}}, ${git("directories: [{path: '{{.top}}/a*'}]").slice(1, -1)}]}}]`,
          { name: '{{.path.basename}}' },
        ),
      },
      ['api'],
    ],
    [
      'of a merge',
      {
        's.yaml': set(
          '[{merge: {mergeKeys: [k], generators: [{list: {elements: [{k: "1", name: a}, {k: "2", name: b}]}}, {list: {elements: [{k: "2", name: c}]}}]}}]',
        ),
      },
      ['a', 'c'],
    ],
    [
      'with a selector',
      { 's.yaml': set('[{list: {elements: [{name: a, t: x}, {name: b}]}, selector: {matchLabels: {t: x}}}]') },
      ['a'],
    ],
    [
      'of pull requests, for which one stands in',
      { 's.yaml': set('[{pullRequest: {github: {owner: a, repo: b}}}]', { name: 'pr-{{.number}}' }) },
      ['pr-1'],
    ],
  ] as const) {
    test(`${title} makes ${expected.join(', ')}`, async () => {
      assert.deepEqual(await made(files), { names: expected, problems: [] });
    });
  }

  test('of pull requests is a preview, also inside of a matrix', () =>
    withRepository(
      {
        's.yaml': set(
          '[{matrix: {generators: [{pullRequest: {github: {owner: a, repo: b}}}, {list: {elements: [{s: x}]}}]}}]',
          { name: '{{.s}}-{{.number}}' },
        ),
      },
      ({ applications }) =>
        assert.deepEqual(
          applications.map(({ name, from }) => [name, from?.preview]),
          [['x-1', true]],
        ),
    ));

  for (const [title, text, says] of [
    ['of clusters', set('[{clusters: {}}]'), /^SET_NOT_EXPANDED s\.yaml:7 .*clusters are known only to Argo CD/],
    [
      'of another repository',
      set('[{git: {repoURL: https://github.com/other/x, directories: [{path: "*"}]}}]'),
      /github\.com\/other\/x is not this repository/,
    ],
    ['with a parameter that is missing', set('[{list: {elements: [{other: a}]}}]'), /there is no parameter name/],
    ['with a matrix of three', set('[{matrix: {generators: [{list: {}}, {list: {}}, {list: {}}]}}]'), /exactly two/],
    [
      'with a loop in its template',
      set('[{list: {elements: [{name: a}]}}]', { name: '{{range .name}}a{{end}}' }),
      /it uses range/,
    ],
  ] as const) {
    test(`${title} is not guessed at`, async () => {
      const { names, problems } = await made({ 's.yaml': text });
      assert.deepEqual(names, []);
      assert.match(problems.join('\n'), says);
    });
  }

  test('with a patch of its template makes what the patch says, in a project that stays', () => {
    const patch = `templatePatch: |
    spec:
      destination: {server: 'https://{{.name}}.example.com'}
      source: {path: null, chart: x}`;
    const files = { 's.yaml': set('[{list: {elements: [{name: a}, {name: b}]}}]', { more: patch }) };
    return withRepository(files, ({ applications }) =>
      assert.deepEqual(
        applications.map(({ cluster, namespace, project, sources }) => [
          cluster,
          namespace,
          project,
          sources[0]?.value,
        ]),
        ['a', 'b'].map((name) => [
          `https://${name}.example.com`,
          name,
          '',
          { repoURL: 'https://github.com/acme/gitops', chart: 'x' },
        ]),
      ),
    );
  });

  test('with a patch that is empty for some leaves those as the template has them', () => {
    const patch = `goTemplate: true
  templatePatch: |
    {{- if eq .name "b" }}
    spec: {destination: {namespace: other}}
    {{- end }}`;
    const files = { 's.yaml': set('[{list: {elements: [{name: a}, {name: b}]}}]', { more: patch }) };
    return withRepository(files, ({ applications, problems }) => {
      assert.deepEqual(problems, []);
      assert.equal(applications.length, 2);
      assert.notEqual(applications[0]?.namespace, 'other');
      assert.equal(applications[1]?.namespace, 'other');
    });
  });

  test('has the places of its template', () =>
    withRepository({ 's.yaml': set('[{list: {elements: [{name: a}]}}]') }, ({ applications }) => {
      assert.deepEqual(applications[0]?.resource.at(['spec', 'source', 'path']), {
        file: 's.yaml',
        line: 12,
        column: 63,
      });
    }));
});
