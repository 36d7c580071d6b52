import { applicationYaml, testRule } from '../rule-test.ts';
import { canaryRouteIncomplete, canaryServiceMissing, canaryServiceSelector } from './canary-services.ts';
import { deploymentYaml, inFolder, rolloutYaml, serviceYaml } from './sample-rollout.ts';

const named = 'stableService: api\ncanaryService: api-canary\n';
const gateway = 'trafficRouting:\n  plugins:\n    argoproj-labs/gatewayAPI: {httpRoute: api}\n';
const both = { 's.yaml': serviceYaml('api'), 'c.yaml': serviceYaml('api-canary') };

testRule(canaryServiceMissing, {
  fails: {
    'a Service that is not deployed': {
      files: inFolder({ 'a.yaml': rolloutYaml(named), 's.yaml': serviceYaml('api') }),
      at: ['k8s/a.yaml:9'],
      says: /no Service api-canary/,
    },
    'one Service for both': {
      files: inFolder({ 'a.yaml': rolloutYaml('stableService: api\ncanaryService: api\n'), ...both }),
      at: ['k8s/a.yaml:9'],
    },
    'routed traffic without Services': {
      files: inFolder({ 'a.yaml': rolloutYaml(gateway) }),
      at: ['k8s/a.yaml:9', 'k8s/a.yaml:9'],
      says: /without a stableService/,
    },
    'the Service of a blue-green Rollout': {
      files: inFolder({
        'a.yaml':
          'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: api}\nspec:\n  strategy:\n    blueGreen:\n      activeService: live\n',
      }),
      at: ['k8s/a.yaml:7'],
    },
  },
  passes: {
    'both Services': inFolder({ 'a.yaml': rolloutYaml(named + gateway), ...both }),
    'no routed traffic': inFolder({ 'a.yaml': rolloutYaml('steps: []') }),
    'subsets of Istio': inFolder({
      'a.yaml': rolloutYaml('trafficRouting: {istio: {virtualService: {name: a}, destinationRule: {name: a}}}'),
    }),
    'a Service of another Application in the same namespace': {
      'app.yaml': applicationYaml('api', 'k8s'),
      'more.yaml': applicationYaml('more', 'more', {
        destination: { server: 'https://kubernetes.default.svc', namespace: 'api' },
      }),
      'k8s/a.yaml': rolloutYaml(named),
      'more/s.yaml': serviceYaml('api'),
      'more/c.yaml': serviceYaml('api-canary'),
    },
    'a namespace that a chart from elsewhere fills as well': {
      'app.yaml': applicationYaml('api', 'k8s'),
      'more.yaml': applicationYaml('more', '', {
        source: { repoURL: 'https://charts.example', chart: 'c', targetRevision: '1.0.0' },
        destination: { server: 'https://kubernetes.default.svc', namespace: 'api' },
      }),
      'k8s/a.yaml': rolloutYaml(named),
    },
  },
});

testRule(canaryServiceSelector, {
  fails: {
    'a label that the pods lack': {
      files: inFolder({
        'a.yaml': rolloutYaml(named),
        ...both,
        'c.yaml': serviceYaml('api-canary', '{app: api, track: canary}'),
      }),
      at: ['k8s/c.yaml:5'],
      says: /track: canary/,
    },
    'a hash that is written': {
      files: inFolder({
        'a.yaml': rolloutYaml(named),
        ...both,
        's.yaml': serviceYaml('api', '{app: api, rollouts-pod-template-hash: 6c8b}'),
      }),
      at: ['k8s/s.yaml:5'],
    },
    'labels of the Deployment that it takes its pods from': {
      files: inFolder({
        'a.yaml':
          'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: r}\nspec:\n  workloadRef: {apiVersion: apps/v1, kind: Deployment, name: api}\n  strategy: {canary: {stableService: api}}\n',
        'd.yaml': deploymentYaml('', '{app: other}'),
        's.yaml': serviceYaml('api'),
      }),
      at: ['k8s/s.yaml:5'],
    },
  },
  passes: {
    'the labels of the pods': inFolder({ 'a.yaml': rolloutYaml(named), ...both }),
    'another Service': inFolder({ 'a.yaml': rolloutYaml(named), ...both, 'o.yaml': serviceYaml('other', '{app: x}') }),
    'a workload that is not known': inFolder({
      'a.yaml':
        'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: r}\nspec:\n  workloadRef: {apiVersion: apps/v1, kind: Deployment, name: api}\n  strategy: {canary: {stableService: api}}\n',
      's.yaml': serviceYaml('api'),
    }),
  },
});

const route = (backends: string): string => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: api}
spec:
  rules:
    - backendRefs: ${backends}
`;
const routed = { 'a.yaml': rolloutYaml(named + gateway), ...both };

testRule(canaryRouteIncomplete, {
  fails: {
    'one backend alone': {
      files: inFolder({ ...routed, 'r.yaml': route('[{name: api, port: 80}]') }),
      at: ['k8s/r.yaml:6'],
      says: /both api and api-canary/,
    },
    'no route': { files: inFolder(routed), at: ['k8s/a.yaml:12'], says: /no HTTPRoute api/ },
  },
  passes: {
    'both backends': inFolder({
      ...routed,
      'r.yaml': route('[{name: api, weight: 100}, {name: api-canary, weight: 0}]'),
    }),
    'a route in another namespace': inFolder({
      ...both,
      'a.yaml': rolloutYaml(named + gateway.replace('httpRoute: api', 'httpRoute: api, namespace: gateways')),
    }),
    'another router': inFolder({
      ...both,
      'a.yaml': rolloutYaml(`${named}trafficRouting: {nginx: {stableIngress: a}}`),
    }),
  },
});
