import { applicationYaml, testRule } from '../rule-test.ts';
import { rightsAfterWorkload, waveNotInteger, waveOverridden } from './wave.ts';

const app = { 'app.yaml': applicationYaml('api', 'k8s') };

const object = (apiVersion: string, kind: string, name: string, wave: string, more = ''): string =>
  `apiVersion: ${apiVersion}
kind: ${kind}
metadata:
  name: ${name}
  annotations:
    argocd.argoproj.io/sync-wave: ${wave}
${more}`;

const config = (wave: string): string => object('v1', 'ConfigMap', 'api', wave);

testRule(waveNotInteger, {
  fails: {
    'a word': { files: { ...app, 'k8s/a.yaml': config('first') }, at: ['k8s/a.yaml:6'], says: /"first".*wave 0$/ },
    'a fraction, and nothing': {
      files: { ...app, 'k8s/a.yaml': config('"1.5"'), 'k8s/b.yaml': config('""') },
      at: ['k8s/a.yaml:6', 'k8s/b.yaml:6'],
    },
    'spaces, which can be taken away': {
      files: { ...app, 'k8s/a.yaml': config('" 2"') },
      at: ['k8s/a.yaml:6'],
      fixed: { 'k8s/a.yaml': config('"2"') },
    },
    'one that falls back to the weight of a hook': {
      files: {
        ...app,
        'k8s/a.yaml': config('x').replace('annotations:', 'annotations:\n    helm.sh/hook-weight: "7"'),
      },
      at: ['k8s/a.yaml:7'],
      says: /wave 7, after the weight/,
    },
  },
  passes: {
    'integers of either sign': { ...app, 'k8s/a.yaml': config('"-3"'), 'k8s/b.yaml': config('"+2"') },
    'no wave': { ...app, 'k8s/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n' },
    'what no Application deploys': { ...app, 'k8s/x.yaml': '', 'other/a.yaml': config('first') },
  },
});

testRule(waveOverridden, {
  fails: {
    'a Namespace after what is in it': {
      files: {
        ...app,
        'k8s/ns.yaml': object('v1', 'Namespace', 'api', '"0"'),
        'k8s/sa.yaml': object('v1', 'ServiceAccount', 'api', '"-2"'),
      },
      at: ['k8s/ns.yaml:6'],
      says: /^Namespace api of wave 0 comes with ServiceAccount api, which needs it in wave -2$/,
    },
    'a CRD after its custom resource': {
      files: {
        ...app,
        'k8s/crd.yaml': object(
          'apiextensions.k8s.io/v1',
          'CustomResourceDefinition',
          'things.acme.io',
          '"1"',
          'spec: {group: acme.io, names: {kind: Thing}}\n',
        ),
        'k8s/thing.yaml': object('acme.io/v1', 'Thing', 'one', '"0"'),
      },
      at: ['k8s/crd.yaml:6'],
    },
  },
  passes: {
    'a Namespace and a CRD first': {
      ...app,
      'k8s/ns.yaml': object('v1', 'Namespace', 'api', '"-3"'),
      'k8s/sa.yaml': object('v1', 'ServiceAccount', 'api', '"-2"'),
    },
    'another namespace': {
      ...app,
      'k8s/ns.yaml': object('v1', 'Namespace', 'other', '"1"'),
      'k8s/sa.yaml': object('v1', 'ServiceAccount', 'api', '"-2"'),
    },
  },
});

const job = (hook: string): string => `apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
  annotations: {${hook}}
spec: {template: {spec: {serviceAccountName: api, containers: []}}}
`;
const binding = (wave: string, account = 'api'): string =>
  object(
    'rbac.authorization.k8s.io/v1',
    'RoleBinding',
    'api',
    wave,
    `roleRef: {kind: Role, name: api}\nsubjects: [{kind: ServiceAccount, name: ${account}}]\n`,
  );
const role = (wave: string): string => object('rbac.authorization.k8s.io/v1', 'Role', 'api', wave);

testRule(rightsAfterWorkload, {
  fails: {
    'a RoleBinding and its Role after the workload': {
      files: { ...app, 'k8s/a.yaml': job(''), 'k8s/binding.yaml': binding('"1"'), 'k8s/role.yaml': role('"2"') },
      at: ['k8s/binding.yaml:6', 'k8s/role.yaml:6'],
      says: /^RoleBinding api of wave 1 gives ServiceAccount api its rights after Job migrate of wave 0 runs with it$/,
    },
    'a RoleBinding for a PreSync hook': {
      files: { ...app, 'k8s/a.yaml': job('argocd.argoproj.io/hook: PreSync'), 'k8s/binding.yaml': binding('"-2"') },
      at: ['k8s/binding.yaml:6'],
    },
  },
  passes: {
    'rights that come first': {
      ...app,
      'k8s/a.yaml': job(''),
      'k8s/binding.yaml': binding('"-2"'),
      'k8s/role.yaml': role('"0"'),
    },
    'rights of another ServiceAccount': { ...app, 'k8s/a.yaml': job(''), 'k8s/binding.yaml': binding('"2"', 'other') },
  },
});
