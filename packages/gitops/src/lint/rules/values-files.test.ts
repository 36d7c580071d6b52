import { applicationYaml, testRule, type Files } from '../rule-test.ts';
import { environmentApplication } from './sample-policy.ts';
import { valuesFileNowhere, valuesFileOutside, valuesFileRepeated, valuesFileUnread } from './values-files.ts';

const reading = (...files: readonly string[]): Files => ({
  'app.yaml': environmentApplication('dev', files),
  'k8s/x.yaml': '',
});

testRule(valuesFileUnread, {
  fails: {
    'a file beside the one that is read': {
      files: { ...reading('envs/values.dev.yaml'), 'envs/values.dev.yaml': 'a: 1', 'envs/values.prod.yaml': 'a: 1' },
      at: ['envs/values.prod.yaml:1'],
    },
    'a file of a chart that is deployed': {
      files: {
        'app.yaml': applicationYaml('a', 'chart'),
        'chart/Chart.yaml': 'name: a',
        'chart/values.yaml': 'a: 1',
        'chart/values-prod.yaml': 'a: 1',
      },
      at: ['chart/values-prod.yaml:1'],
    },
  },
  passes: {
    'files that are read': { ...reading('envs/values.dev.yaml'), 'envs/values.dev.yaml': 'a: 1' },
    'files that fit a pattern': { ...reading('envs/*.yaml'), 'envs/values.dev.yaml': 'a: 1' },
    'a chart that is not deployed': { ...reading(), 'lib/Chart.yaml': 'name: a', 'lib/values-prod.yaml': 'a: 1' },
    'values of the tests of a chart': {
      'app.yaml': applicationYaml('a', 'chart'),
      'chart/Chart.yaml': 'name: a',
      'chart/ci/one-values.yaml': 'a: 1',
    },
    'a chart that reads its files itself': {
      'app.yaml': applicationYaml('a', 'chart'),
      'chart/Chart.yaml': 'name: a',
      'chart/values-prod.yaml': 'a: 1',
      'chart/templates/a.yaml': 'a: {{ .Files.Get "values-prod.yaml" }}',
    },
    'what a workflow reads': {
      ...reading(),
      'values.yaml': 'a: 1',
      '.github/workflows/a.yml': 'on: push\njobs: {a: {steps: [{run: helm template . -f values.yaml}]}}',
    },
    'what a kustomization inflates a chart with': {
      'app.yaml': applicationYaml('a', 'k8s'),
      'k8s/kustomization.yaml': 'helmCharts: [{name: a, valuesFile: values.yaml}]',
      'k8s/values.yaml': 'a: 1',
    },
    'other names': { ...reading(), 'envs/evaluation.yaml': 'a: 1', 'config.yaml': 'a: 1' },
    'a set that cannot be expanded': {
      ...reading(),
      's.yaml':
        'apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: s}\nspec: {generators: [{clusters: {}}], template: {}}',
      'values.yaml': 'a: 1',
    },
    'a repository without Applications': { 'values.yaml': 'a: 1' },
  },
});

const source = (helm: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: a}
spec:
  source:
    repoURL: https://github.com/acme/gitops.git
    path: chart
    helm:
      ${helm}
`;
const set = `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: s}
spec:
  generators: [{list: {elements: [{env: dev}, {env: prod}]}}]
  template:
    metadata: {name: 'a-{{env}}'}
    spec:
      source:
        repoURL: https://github.com/acme/gitops.git
        path: chart
        helm:
          ignoreMissingValueFiles: true
          valueFiles:
            - '{{env}}.yaml'
`;
const chart = { 'chart/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0' };

testRule(valuesFileNowhere, {
  fails: {
    'a misspelling': {
      files: { ...chart, 'app.yaml': source('ignoreMissingValueFiles: true\n      valueFiles:\n        - dve.yaml') },
      at: ['app.yaml:11'],
      says: /no chart\/dve\.yaml/,
    },
    'what no Application of a set has': { files: { ...chart, 'set.yaml': set }, at: ['set.yaml:15'] },
  },
  passes: {
    'a file that is there': {
      ...chart,
      'chart/dev.yaml': 'a: 1',
      'app.yaml': source('{ignoreMissingValueFiles: true, valueFiles: [dev.yaml]}'),
    },
    'what one Application of a set has': { ...chart, 'chart/dev.yaml': 'a: 1', 'set.yaml': set },
    'a file whose absence is an error': { ...chart, 'app.yaml': source('valueFiles: [dve.yaml]') },
    'a pattern': { ...chart, 'app.yaml': source('{ignoreMissingValueFiles: true, valueFiles: ["x/*.yaml"]}') },
  },
});

testRule(valuesFileOutside, {
  fails: {
    'one step too many': {
      files: { ...chart, 'app.yaml': source('ignoreMissingValueFiles: true\n      valueFiles: [../../dev.yaml]') },
      at: ['app.yaml:10'],
    },
  },
  passes: {
    'as far as the root': {
      ...chart,
      'app.yaml': source('{ignoreMissingValueFiles: true, valueFiles: [../dev.yaml]}'),
    },
    'what is reported as it is rendered': { ...chart, 'app.yaml': source('valueFiles: [../../dev.yaml]') },
  },
});

testRule(valuesFileRepeated, {
  fails: {
    'the same by another path': {
      files: {
        ...chart,
        'chart/a.yaml': 'a: 1',
        'app.yaml': source('valueFiles:\n        - a.yaml\n        - ../chart/a.yaml'),
      },
      at: ['app.yaml:11'],
    },
  },
  passes: { 'two files': { ...chart, 'app.yaml': source('valueFiles: [a.yaml, b/a.yaml]') } },
});
