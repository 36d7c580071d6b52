import { testRule, type Files } from '../rule-test.ts';
import { everythingIgnored, ignoredAndApplied, ignoredListFrozen, imageIgnored } from './ignored-differences.ts';

const files = (entry: string, option = 'PruneLast=true'): Files => ({
  'app.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: api}
spec:
  source: {repoURL: https://github.com/acme/gitops, path: k8s}
  destination: {namespace: api}
  syncPolicy: {syncOptions: [${option}]}
  ignoreDifferences:
    - {${entry}}
`,
  'k8s/api.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  replicas: 2
  template: {spec: {containers: [{name: api, image: x}, {name: b, image: y}]}}
`,
  'k8s/route.yaml': `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: api}
spec: {rules: [{backendRefs: [{name: api, weight: 100}]}]}
`,
});
const deployment = (more: string): Files => files(`group: apps, kind: Deployment, ${more}`);

testRule(imageIgnored, {
  fails: {
    'the list of containers': {
      files: deployment('jsonPointers: [/spec/replicas, /spec/template/spec/containers]'),
      at: ['app.yaml:9'],
      says: /ignores "\/spec\/template\/spec\/containers", and with it the images of Deployment api$/,
    },
    'the second image': {
      files: deployment('jsonPointers: [/spec/template/spec/containers/1/image]'),
      at: ['app.yaml:9'],
    },
    'an expression of jq': {
      files: deployment("jqPathExpressions: ['.spec.template.spec.containers[].image']"),
      at: ['app.yaml:9'],
    },
    'a pod template of any kind': {
      files: files("group: '*', kind: '*', jsonPointers: [/spec/template]"),
      at: ['app.yaml:9'],
    },
  },
  passes: {
    'another field': deployment('jsonPointers: [/spec/replicas, /spec/template/spec/containers/0/resources]'),
    'another kind, and another name': {
      ...files('group: batch, kind: Job, jsonPointers: [/spec/template]'),
      'b.yaml': String(deployment('name: other, jsonPointers: [/spec/template]')['app.yaml']).replace(
        'name: api',
        'name: b',
      ),
    },
    'a selection that may be of one sidecar': deployment(
      `jqPathExpressions: ['.spec.template.spec.containers[] | select(.name == "sidecar")']`,
    ),
    'a container that is not there': deployment('jsonPointers: [/spec/template/spec/containers/7]'),
  },
});

testRule(everythingIgnored, {
  fails: {
    'a whole spec, and a whole resource': {
      files: deployment("jsonPointers: [/spec], jqPathExpressions: ['.']"),
      at: ['app.yaml:9', 'app.yaml:9'],
      says: /ignores all of "\/spec"$/,
    },
    'what Argo CD itself has written': {
      files: deployment('managedFieldsManagers: [kube-controller-manager, argocd-controller]'),
      at: ['app.yaml:9'],
      says: /whatever argocd-controller has written/,
    },
  },
  passes: {
    fields: deployment("jsonPointers: [/spec/replicas], jqPathExpressions: ['.spec.template.metadata']"),
    'a controller': deployment('managedFieldsManagers: [kube-controller-manager]'),
  },
});

const weights =
  "group: gateway.networking.k8s.io, kind: HTTPRoute, jqPathExpressions: ['.spec.rules[].backendRefs[].weight']";

testRule(ignoredAndApplied, {
  fails: {
    'weights of a route': {
      files: files(weights),
      at: ['app.yaml:9'],
      says: /which HTTPRoute api sets, without ApplyOutOfSyncOnly/,
    },
    'replicas in Git': {
      files: deployment('jsonPointers: [/spec/replicas]'),
      at: ['app.yaml:9'],
      says: /without RespectIgnoreDifferences/,
    },
    'replicas in Git, where every release writes them': {
      files: files('group: apps, kind: Deployment, jsonPointers: [/spec/replicas]', 'ApplyOutOfSyncOnly=true'),
      at: ['app.yaml:9'],
    },
  },
  passes: {
    'weights of a route that is left alone until it changes': files(weights, 'ApplyOutOfSyncOnly=true'),
    'replicas that are respected': files(
      'group: apps, kind: Deployment, jsonPointers: [/spec/replicas]',
      'RespectIgnoreDifferences=true',
    ),
    'a field that is not in Git': deployment(
      "jsonPointers: [/spec/paused], jqPathExpressions: ['.spec.template.spec.containers[].resources']",
    ),
  },
});

const respected = (entry: string): Files => files(entry, 'ApplyOutOfSyncOnly=true, RespectIgnoreDifferences=true');

testRule(ignoredListFrozen, {
  fails: {
    'the weights of a route': {
      files: respected(weights),
      at: ['app.yaml:9'],
      says: /keeps the whole list of HTTPRoute api from Git/,
    },
    'a pointer into a list': {
      files: respected(
        'group: gateway.networking.k8s.io, kind: HTTPRoute, jsonPointers: [/spec/rules/0/backendRefs/0/weight]',
      ),
      at: ['app.yaml:9'],
    },
  },
  passes: {
    'no option': files(weights),
    'a list as a whole, which is meant': respected(
      'group: gateway.networking.k8s.io, kind: HTTPRoute, jsonPointers: [/spec/rules]',
    ),
    'a field outside lists': respected('group: apps, kind: Deployment, jsonPointers: [/spec/replicas]'),
    'containers, whose items Argo CD tells apart': respected(
      "group: apps, kind: Deployment, jqPathExpressions: ['.spec.template.spec.containers[].resources']",
    ),
    'a route that has no such list': respected(
      "group: gateway.networking.k8s.io, kind: HTTPRoute, jqPathExpressions: ['.spec.parentRefs[].port']",
    ),
  },
});
