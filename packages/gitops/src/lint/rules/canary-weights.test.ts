import { testRule, type Files } from '../rule-test.ts';
import { canaryWeightsHealed } from './canary-weights.ts';
import { rolloutYaml } from './sample-rollout.ts';

const healing = '  syncPolicy: {automated: {selfHeal: true}}\n';
const ignoring = (kind: string, ...paths: readonly string[]): string =>
  `  ignoreDifferences:\n    - {group: ${kind === 'HTTPRoute' ? 'gateway.networking.k8s.io' : 'networking.istio.io'}, kind: ${kind}, jqPathExpressions: ${JSON.stringify(paths)}}\n`;

/** The Application is `app.yaml`, and ends with `more` from line 6 on. */
const withRoute = (more: string, rollout: string, route: string, others: Files = {}): Files => ({
  'app.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: api}
spec:
  source: {repoURL: https://github.com/acme/gitops, path: k8s}
${more}`,
  'k8s/a.yaml': rolloutYaml(`stableService: api\ncanaryService: api-canary\n${rollout}`),
  'k8s/r.yaml': route,
  ...others,
});

const gateway = 'trafficRouting: {plugins: {argoproj-labs/gatewayAPI: {httpRoutes: [{name: api}]}}}\n';
const httpRoute = (backends = '[{name: api, port: 80}, {name: api-canary, port: 80}]'): string =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: api}\nspec:\n  rules:\n    - backendRefs: ${backends}\n`;
const istio = 'trafficRouting: {istio: {virtualService: {name: api}}}\n';
const virtualService = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: api}
spec:
  http:
    - route: [{destination: {host: api}, weight: 100}, {destination: {host: api-canary}, weight: 0}]
`;
const ofHttp = '.spec.rules[].backendRefs[].weight';

testRule(canaryWeightsHealed, {
  fails: {
    'the weights of an HTTPRoute that nobody ignores': {
      files: withRoute(healing, gateway, httpRoute()),
      at: ['app.yaml:4'],
      says: /the weights of HTTPRoute api, which the canary of Rollout api sets/,
    },
    'those of a VirtualService': { files: withRoute(healing, istio, virtualService), at: ['app.yaml:4'] },
    'one of two that is ignored': {
      files: withRoute(healing + ignoring('HTTPRoute', '.spec.rules[].backendRefs[0].weight'), gateway, httpRoute()),
      at: ['app.yaml:7'],
    },
    'another kind that is ignored': {
      files: withRoute(healing + ignoring('GRPCRoute', ofHttp), gateway, httpRoute()),
      at: ['app.yaml:7'],
    },
  },
  passes: {
    'weights that are ignored': withRoute(healing + ignoring('HTTPRoute', ofHttp), gateway, httpRoute()),
    'whole backends that are ignored': withRoute(
      healing + ignoring('HTTPRoute', '.spec.rules[].backendRefs'),
      gateway,
      httpRoute(),
    ),
    'weights of Istio that are ignored': withRoute(
      healing + ignoring('VirtualService', '.spec.http[].route[].weight'),
      istio,
      virtualService,
    ),
    'an expression that chooses': withRoute(
      healing + ignoring('HTTPRoute', '.spec.rules[] | select(.name == "canary") | .backendRefs'),
      gateway,
      httpRoute(),
    ),
    'what Argo CD is told for all Applications': withRoute(healing, gateway, httpRoute(), {
      'argocd-cm.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: argocd-cm}\ndata:\n  resource.customizations.ignoreDifferences.gateway.networking.k8s.io_HTTPRoute: "jqPathExpressions: [.spec.rules[].backendRefs[].weight]"\n',
    }),
    'no healing': withRoute('  syncPolicy: {automated: {}}\n', gateway, httpRoute()),
    'a route to one backend': withRoute(healing, gateway, httpRoute('[{name: api, port: 80}]')),
    'a canary without routes': withRoute(healing, 'steps: []\n', httpRoute()),
  },
});
