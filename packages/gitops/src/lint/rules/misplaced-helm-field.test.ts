import { applicationYaml, testRule } from '../rule-test.ts';
import { misplacedHelmField } from './misplaced-helm-field.ts';

const set = (source: string): string => `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: services}
spec:
  generators:
    - list: {elements: [{service: api}, {service: web}]}
  template:
    metadata: {name: '{{service}}'}
    spec:
      source:
        repoURL: https://github.com/acme/gitops
        path: k8s
        ${source}
`;

testRule(misplacedHelmField, {
  fails: {
    'values files beside the path': {
      files: {
        'k8s/x.yaml': '',
        'app.yaml': applicationYaml('api', 'k8s', {
          source: { repoURL: 'https://github.com/acme/gitops', path: 'k8s', valueFiles: ['a.yaml'] },
        }),
      },
      at: ['app.yaml:1'],
      says: /valueFiles/,
    },
    'the same in the template of a set, once': {
      files: { 'k8s/x.yaml': '', 'set.yaml': set('valueFiles: [a.yaml]') },
      at: ['set.yaml:13'],
    },
  },
  passes: {
    'values files under helm': { 'k8s/x.yaml': '', 'set.yaml': set('helm: {valueFiles: [a.yaml]}') },
  },
});
