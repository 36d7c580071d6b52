import { policyYaml, testRule, type Files } from '../rule-test.ts';
import {
  previewLeavesNamespace,
  previewOfEveryPull,
  previewPollsSlowly,
  previewReachesEnvironment,
  previewStays,
  previewWithoutNamespace,
} from './previews.ts';

interface Parts {
  readonly generator?: string;
  readonly policy?: string;
  readonly metadata?: string;
  readonly spec?: string;
  readonly namespace?: string;
}

const previews = ({
  generator = 'github: {owner: acme, repo: api, labels: [preview]}',
  policy = '',
  metadata = '',
  spec = '',
  namespace = "'pr-{{number}}'",
}: Parts): Files => ({
  'set.yaml': `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: previews}
spec:
  generators:
    - pullRequest:
        ${generator}
  syncPolicy: {${policy}}
  template:
    metadata: {name: 'pr-{{number}}', ${metadata}}
    spec:
      project: previews
      source: {repoURL: https://github.com/acme/gitops, path: k8s}
      destination:
        server: https://kubernetes.default.svc
        namespace: ${namespace}
      syncPolicy: {${spec}}
`,
  'k8s/x.yaml': '',
});
const withNamespace = { 'k8s/x.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: pr-1}\n' };
const constant = { namespace: 'previews' };

testRule(previewOfEveryPull, {
  fails: {
    'a generator without labels': {
      files: previews({ generator: 'github: {owner: acme, repo: api}' }),
      at: ['set.yaml:7'],
    },
    'one in a matrix': {
      files: {
        ...previews({}),
        'set.yaml': `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: previews}
spec:
  generators:
    - matrix:
        generators:
          - list: {elements: [{service: api}]}
          - pullRequest: {gitlab: {project: '1'}}
  template: {metadata: {name: 'pr-{{number}}'}, spec: {destination: {}}}
`,
      },
      at: ['set.yaml:9'],
    },
  },
  passes: {
    labels: previews({}),
    filters: previews({ generator: 'github: {owner: a, repo: b}\n        filters: [{branchMatch: preview-.*}]' }),
    'a host that knows no labels': previews({ generator: 'bitbucketServer: {project: a, repo: b, api: c}' }),
  },
});

testRule(previewPollsSlowly, {
  fails: { 'a generator that says nothing': { files: previews({}), at: ['set.yaml:6'] } },
  passes: { 'one that does': previews({ generator: 'requeueAfterSeconds: 60' }) },
});

testRule(previewStays, {
  fails: {
    'resources that are kept': { files: previews({ policy: 'preserveResourcesOnDeletion: true' }), at: ['set.yaml:8'] },
    'Applications that are kept': {
      files: previews({ policy: 'applicationsSync: create-update' }),
      at: ['set.yaml:8'],
    },
    'other finalizers': { files: previews({ metadata: 'finalizers: [acme.io/wait]' }), at: ['set.yaml:10'] },
  },
  passes: {
    'the finalizer that Argo CD adds by itself': previews({}),
    'the finalizer written down': previews({
      policy: 'applicationsSync: sync',
      metadata: 'finalizers: [resources-finalizer.argocd.argoproj.io/background]',
    }),
  },
});

testRule(previewLeavesNamespace, {
  fails: {
    'a namespace that is created on the side': {
      files: previews({ spec: 'syncOptions: [CreateNamespace=true]' }),
      at: ['set.yaml:17'],
    },
  },
  passes: {
    'a namespace among the manifests': { ...previews({}), ...withNamespace },
    both: { ...previews({ spec: 'syncOptions: [CreateNamespace=true]' }), ...withNamespace },
    'an Application that is no preview': {
      'k8s/x.yaml': '',
      'app.yaml':
        'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec: {syncPolicy: {syncOptions: [CreateNamespace=true]}}\n',
    },
  },
});

testRule(previewWithoutNamespace, {
  fails: { 'a namespace that nobody makes': { files: previews({}), at: ['set.yaml:16'], says: /deploys to pr-1/ } },
  passes: {
    'a namespace among the manifests': { ...previews({}), ...withNamespace },
    'one that is created on the side': previews({ spec: 'syncOptions: [CreateNamespace=true]' }),
    'one namespace for all': previews(constant),
    'manifests that Kustomize changes on the way': {
      ...previews({}),
      'set.yaml': String(previews({})['set.yaml']).replace(
        'path: k8s}',
        "path: k8s, kustomize: {namespace: 'pr-{{number}}'}}",
      ),
      'k8s/kustomization.yaml': 'resources: [x.yaml]',
    },
    'manifests that are not all known': {
      ...previews({}),
      'k8s/Chart.yaml': 'not: a chart',
    },
  },
});

const environment = (project: string): Files => ({
  'promotion.yaml': policyYaml('dev: {from: build, merge: auto}'),
  'envs/dev/values.yaml': '',
  'dev.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: dev}
spec:
  project: apps
  source: {repoURL: https://github.com/acme/gitops, path: envs/dev}
  destination: {server: https://kubernetes.default.svc, namespace: dev}
`,
  'project.yaml': `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: previews}
spec: {destinations: [${project}]}
`,
});

testRule(previewReachesEnvironment, {
  fails: {
    'a project for everything': {
      files: { ...previews({}), ...environment("{server: '*', namespace: '*'}") },
      at: ['set.yaml:12'],
      says: /^preview pr-1 is of project previews, which permits namespace dev of dev$/,
    },
    'the default project': {
      files: {
        ...previews({}),
        ...environment('{}'),
        'set.yaml': String(previews({})['set.yaml']).replace('project: previews', 'project: default'),
      },
      at: ['set.yaml:12'],
    },
  },
  passes: {
    'a project of its own': {
      ...previews({}),
      ...environment("{server: https://kubernetes.default.svc, namespace: 'pr-*'}"),
    },
    'a project that is not here': { ...previews({}), ...environment('{}'), 'project.yaml': '' },
  },
});
