import { policyYaml, testRule, type Files } from '../rule-test.ts';
import { matrixChildren, setDeletesServices, setMissingKey, setRepeatsName } from './application-sets.ts';

const policy = policyYaml('dev: {from: build, merge: auto}');

const set = (name: string, ...spec: readonly string[]): Files => ({
  'promotion.yaml': policy,
  'envs/dev/values.yaml': '',
  'set.yaml': `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: services}
spec:
${spec.map((line) => `  ${line}\n`).join('')}  template:
    metadata:
      name: ${name}
    spec: {source: {repoURL: https://github.com/acme/gitops, path: envs/dev}, destination: {name: dev, namespace: a}}
`,
});
const one = 'generators: [{list: {elements: [{env: dev}]}}]';
const two = (...generators: readonly string[]): readonly string[] => [
  'generators:',
  ...generators.map((generator) => `  - ${generator}`),
];
const list = (...names: readonly string[]): string =>
  `{list: {elements: [${names.map((name) => `{env: ${name}}`).join(', ')}]}}`;

testRule(setMissingKey, {
  fails: {
    'no option': { files: set("'{{.env}}'", 'goTemplate: true', one), at: ['set.yaml:5'] },
    'another option': {
      files: set("'{{.env}}'", 'goTemplate: true', 'goTemplateOptions: [missingkey=zero]', one),
      at: ['set.yaml:5'],
    },
  },
  passes: {
    'the option': set("'{{.env}}'", 'goTemplate: true', 'goTemplateOptions: [missingkey=error]', one),
    'a set without Go templates': set("'{{env}}'", one),
  },
});

testRule(setDeletesServices, {
  fails: {
    'a set of environments': { files: set("'{{env}}'", one), at: ['set.yaml:4'], says: /deploys dev/ },
    'one that keeps only the Applications': {
      files: set("'{{env}}'", 'syncPolicy: {applicationsSync: create-update}', one),
      at: ['set.yaml:5'],
    },
  },
  passes: {
    'one that keeps what is deployed': set("'{{env}}'", 'syncPolicy: {preserveResourcesOnDeletion: true}', one),
    'a set of something else': { ...set("'{{env}}'", one), 'promotion.yaml': 'version: 1\n' },
  },
});

testRule(matrixChildren, {
  fails: {
    'three in a matrix': {
      files: set('x', ...two(`matrix: {generators: [${list('a')}, ${list('b')}, ${list('c')}]}`)),
      at: ['set.yaml:6'],
      says: /a matrix of 3 generators$/,
    },
    'one, in a matrix within a matrix': {
      files: set(
        'x',
        ...two(
          'matrix:',
          '    generators:',
          `      - ${list('a')}`,
          `      - {matrix: {generators: [${list('b')}]}}`,
        ).map((line) => line.replace('  -     ', '      ').replace('  -       -', '        -')),
      ),
      at: ['set.yaml:9'],
      says: /a matrix of 1 generator$/,
    },
    'one in a merge': {
      files: set('x', ...two(`merge: {mergeKeys: [env], generators: [${list('a')}]}`)),
      at: ['set.yaml:6'],
    },
  },
  passes: {
    'two, and two within': set(
      'x',
      ...two(`matrix: {generators: [${list('a')}, {matrix: {generators: [${list('b')}, ${list('c')}]}}]}`),
    ),
    'a merge of three': set(
      "'{{env}}'",
      ...two(`merge: {mergeKeys: [env], generators: [${list('a')}, ${list('b')}, ${list('c')}]}`),
    ),
  },
});

testRule(setRepeatsName, {
  fails: {
    'a name without the parameter': {
      files: set('services', ...two(list('a', 'b'))),
      at: ['set.yaml:9'],
      says: /makes more than one Application services$/,
    },
    'the same element in two generators': {
      files: set("'{{env}}'", ...two(list('a', 'b'), list('b', 'a'))),
      at: ['set.yaml:10', 'set.yaml:10'],
    },
  },
  passes: {
    'a name for each': set("'{{env}}'", ...two(list('a', 'b'))),
    'pull requests, which are stood in for': set(
      "'{{number}}'",
      ...two('{pullRequest: {github: {owner: a, repo: b}}}', '{pullRequest: {github: {owner: a, repo: c}}}'),
    ),
  },
});
