import { applicationYaml, testRule } from '../rule-test.ts';
import { keyRepeated, notLookedAt, renderFailed, sourcePathMissing, toolMissing, yamlUnreadable } from './looked-at.ts';

const set = (generator: string): string => `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: all}
spec:
  generators:
    - ${generator}
  template:
    metadata: {name: '{{name}}'}
    spec: {source: {repoURL: https://github.com/acme/gitops, path: k8s}}
`;

testRule(yamlUnreadable, {
  fails: {
    'a bracket that is not closed': { files: { 'a.yaml': 'a: 1\nb: [' }, at: ['a.yaml:2'] },
    'a folder like one of a chart': { files: { 'files/a.yaml': 'b: [' }, at: ['files/a.yaml:1'] },
  },
  passes: {
    'the templates of a chart': { 'c/Chart.yaml': 'name: c', 'c/templates/a.yaml': '{{ if }' },
    'what the templates of a chart take from its files': { 'c/Chart.yaml': 'name: c', 'c/files/a.yaml': '{{ if }' },
    'a chart in the root': { 'Chart.yaml': 'name: c', 'files/a.yaml': '{{ if }', 'templates/a.yaml': '{{ if }' },
  },
});

testRule(keyRepeated, {
  fails: {
    'labels in two places': {
      files: { 'a.yaml': 'kind: Pod\nmetadata:\n  labels: {a: b}\n  name: a\n  labels: {c: d}\n' },
      at: ['a.yaml:5'],
      says: /^labels was written here before/,
    },
  },
  passes: {
    'the same key in other places': { 'a.yaml': 'a: {b: 1}\nc: {b: 1}\n---\na: 1\n' },
    'what is merged in': { 'a.yaml': 'a: &a {b: 1}\nc: {<<: *a, b: 2}\n' },
  },
});

testRule(sourcePathMissing, {
  fails: {
    'a folder that is not there': {
      files: { 'app.yaml': applicationYaml('a', 'k8s'), 'b.yaml': applicationYaml('b', 'nothing'), 'k8s/x.yaml': '' },
      at: ['b.yaml:1'],
      says: /nothing/,
    },
  },
  passes: {
    'a folder': { 'app.yaml': applicationYaml('a', 'k8s/'), 'k8s/x.yaml': '' },
    'another repository': {
      'app.yaml': applicationYaml('a', 'k8s'),
      'k8s/x.yaml': '',
      'b.yaml': applicationYaml('b', 'x', { source: { repoURL: 'https://github.com/other/one', path: 'x' } }),
    },
  },
});

testRule(notLookedAt, {
  fails: {
    'clusters that only Argo CD knows': {
      files: { 'set.yaml': set('clusters: {}') },
      at: ['set.yaml:6'],
      says: /clusters/,
    },
    "a generator's own template": {
      files: {
        'set.yaml': set('list: {elements: [{name: a}], template: {metadata: {}, spec: {project: other}}}'),
        'k8s/x.yaml': '',
      },
      at: ['set.yaml:6'],
      says: /list: .*own template/,
    },
    Jsonnet: {
      files: { 'app.yaml': applicationYaml('a', 'k8s'), 'k8s/a.jsonnet': '{}', 'k8s/b.yaml': '' },
      at: ['app.yaml:1'],
      says: /k8s\/a\.jsonnet is Jsonnet/,
    },
    'a plugin': {
      files: {
        'app.yaml': applicationYaml('a', '', {
          source: { repoURL: 'https://github.com/acme/gitops', path: 'k8s', plugin: { name: 'cue' } },
        }),
        'k8s/a.cue': '',
      },
      at: ['app.yaml:1'],
      says: /rendered by a plugin/,
    },
  },
  passes: {
    'Jsonnet that is excluded': {
      'app.yaml': applicationYaml('a', '', {
        source: { repoURL: 'https://github.com/acme/gitops', path: 'k8s', directory: { exclude: '*.jsonnet' } },
      }),
      'k8s/a.jsonnet': '{}',
    },
    'a list': { 'set.yaml': set('list: {elements: [{name: a}]}'), 'k8s/x.yaml': '' },
  },
});

const chart = { 'app.yaml': applicationYaml('api', 'chart'), 'chart/Chart.yaml': 'name: api' };
const withValues = (file: string): string =>
  applicationYaml('api', 'chart', {
    source: { repoURL: 'https://github.com/acme/gitops', path: 'chart', helm: { valueFiles: [file] } },
  });

testRule(toolMissing, {
  searchPath: '',
  fails: { 'that helm is missing': { files: chart, at: ['app.yaml:1'], says: /helm is not on the PATH/ } },
  passes: { 'that nothing needs it': { 'app.yaml': applicationYaml('api', 'k8s'), 'k8s/x.yaml': '' } },
});

testRule(renderFailed, {
  searchPath: '',
  fails: {
    'a values file that is not there': {
      files: { ...chart, 'app.yaml': withValues('../envs/dev.yaml') },
      at: ['app.yaml:1'],
      says: /there is no envs\/dev\.yaml/,
    },
    'a values file outside': {
      files: { ...chart, 'app.yaml': withValues('../../dev.yaml') },
      at: ['app.yaml:1'],
      says: /leads out of the repository/,
    },
  },
  passes: { 'a values file that is there': { ...chart, 'app.yaml': withValues('/dev.yaml'), 'dev.yaml': 'a: 1' } },
});
