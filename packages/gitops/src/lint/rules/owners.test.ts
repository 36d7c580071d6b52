import { applicationYaml, testRule } from '../rule-test.ts';
import { ownedTwice, repeatedResource } from './owners.ts';

const config = (name: string, more = ''): string => `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
  ${more}
`;
const into = (namespace: string, server = 'https://kubernetes.default.svc') => ({ destination: { server, namespace } });

testRule(ownedTwice, {
  fails: {
    'the same in one namespace': {
      files: {
        'a.yaml': applicationYaml('a', 'a', into('apps')),
        'b.yaml': applicationYaml('b', 'b', into('apps')),
        'a/x.yaml': config('x'),
        'b/x.yaml': config('x'),
        'b/y.yaml': config('y'),
      },
      at: ['b.yaml:1'],
      says: /^Application b deploys ConfigMap x in apps, and so does Application a$/,
    },
    'one folder for two Applications, and a namespace that is written out': {
      files: {
        'a.yaml': applicationYaml('a', 'k8s'),
        'b.yaml': applicationYaml('b', 'k8s'),
        'k8s/x.yaml': config('x', 'namespace: apps'),
        'k8s/y.yaml': config('y', 'namespace: apps'),
      },
      at: ['b.yaml:1'],
      says: /ConfigMap x in apps and 1 more/,
    },
    'one cluster that two installations name': {
      files: {
        'one/a.yaml': applicationYaml('a', 'k8s', into('apps', 'https://prod.example')),
        'two/b.yaml': applicationYaml('b', 'k8s', into('apps', 'https://prod.example')),
        'k8s/x.yaml': config('x'),
      },
      at: ['two/b.yaml:1'],
    },
    'Applications of one root': {
      files: {
        'root.yaml': applicationYaml('root', 'argocd', {
          ...into('argocd'),
          source: { repoURL: 'https://github.com/acme/gitops', path: 'argocd', directory: { recurse: true } },
        }),
        'argocd/one/a.yaml': applicationYaml('a', 'k8s', into('apps')),
        'argocd/two/b.yaml': applicationYaml('b', 'k8s', into('apps')),
        'k8s/x.yaml': config('x'),
      },
      at: ['argocd/two/b.yaml:1'],
    },
    'what belongs to no namespace': {
      files: {
        'a.yaml': applicationYaml('a', 'a'),
        'b.yaml': applicationYaml('b', 'b'),
        'a/x.yaml': config('x').replace('ConfigMap', 'Namespace'),
        'b/x.yaml': config('x').replace('ConfigMap', 'Namespace'),
      },
      at: ['b.yaml:1'],
    },
  },
  passes: {
    'other namespaces, and other clusters': {
      'a.yaml': applicationYaml('a', 'k8s', into('a')),
      'b.yaml': applicationYaml('b', 'k8s', into('b')),
      'c.yaml': applicationYaml('c', 'k8s', into('a', 'https://other.example')),
      'k8s/x.yaml': config('x'),
    },
    'other kinds and groups': {
      'a.yaml': applicationYaml('a', 'a', into('apps')),
      'b.yaml': applicationYaml('b', 'b', into('apps')),
      'a/x.yaml': config('x'),
      'b/x.yaml': config('x').replace('v1', 'example.com/v1'),
    },
    'what may be of two installations of Argo CD': {
      'one/a.yaml': applicationYaml('a', 'k8s', into('apps')),
      'two/b.yaml': applicationYaml('b', 'k8s', into('apps')),
      'k8s/x.yaml': config('x'),
    },
    'alternatives, of which a root Application deploys one': {
      'argocd/root.yaml': applicationYaml('root', 'argocd/applications', into('argocd')),
      'argocd/applications/a.yaml': applicationYaml('a', 'k8s', into('apps')),
      'argocd/b.yaml': applicationYaml('b', 'k8s', into('apps')),
      'k8s/x.yaml': config('x'),
    },
    'the same on a cluster elsewhere': {
      'argocd/root.yaml': applicationYaml('root', 'argocd/applications', into('argocd')),
      'argocd/applications/a.yaml': applicationYaml('a', 'k8s', into('apps', 'https://prod.example')),
      'argocd/b.yaml': applicationYaml('b', 'k8s', into('apps', 'https://prod.example')),
      'k8s/x.yaml': config('x'),
    },
    'what is never applied': {
      'a.yaml': applicationYaml('a', 'k8s', into('apps')),
      'b.yaml': applicationYaml('b', 'k8s', into('apps')),
      'k8s/x.yaml': config('x', 'annotations: {argocd.argoproj.io/hook: Skip}'),
    },
  },
});

testRule(repeatedResource, {
  fails: {
    'the same in two files': {
      files: { 'a.yaml': applicationYaml('a', 'k8s'), 'k8s/x.yaml': config('x'), 'k8s/y.yaml': config('x') },
      at: ['k8s/y.yaml:4'],
      says: /^ConfigMap x is there twice: also in k8s\/x\.yaml:1$/,
    },
  },
  passes: {
    'another name, and another namespace': {
      'a.yaml': applicationYaml('a', 'k8s'),
      'k8s/x.yaml': config('x'),
      'k8s/y.yaml': config('x', 'namespace: other'),
      'k8s/z.yaml': config('z'),
    },
    'generated names': {
      'a.yaml': applicationYaml('a', 'k8s'),
      'k8s/x.yaml': config('x').replace('name: x', 'generateName: x-'),
      'k8s/y.yaml': config('x').replace('name: x', 'generateName: x-'),
    },
  },
});
