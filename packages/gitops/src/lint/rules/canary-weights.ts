import type { Manifest } from '../../repository/application.ts';
import type { Repository } from '../../repository/repository.ts';
import { isMapping, listAt, mappingAt, textAt, type Mapping } from '../../yaml/fields.ts';
import type { FieldPath } from '../../yaml/location.ts';
import type { Rule } from '../rule.ts';
import { argoSettings } from './argo-settings.ts';
import { gatewayPlugin, httpRoutesOf } from './canary-services.ts';
import { concerns, covers, ignoredPaths } from './ignored-paths.ts';
import { neighboursOf } from './neighbours.ts';
import { canariesIn } from './rollouts.ts';

export const canaryWeightsHealed: Rule = {
  id: 'canary-weights-healed',
  severity: 'error',
  title: 'Argo CD puts the weights of a canary back',
  why: 'Argo Rollouts writes the weights of a canary into the route. To Argo CD that is a change by hand: where it heals by itself, it puts back what Git says within seconds, again and again, so that the new version is judged without any traffic.',
  fix: 'Have the Application of the route ignore them: `ignoreDifferences: [{group: gateway.networking.k8s.io, kind: HTTPRoute, jqPathExpressions: [".spec.rules[].backendRefs[].weight"]}]`. For a VirtualService of Istio it is `.spec.http[].route[].weight`. Add the sync option `ApplyOutOfSyncOnly=true`, so that a sync leaves a route alone that Git has not changed, and not `RespectIgnoreDifferences=true`, with which no change of the route’s rules arrives any more (see ignored-list-frozen). A commit that does change the route sends all traffic to the stable version until Argo Rollouts next looks at the canary: have it look each minute (`--rollout-resync=60`; without it, a quarter of an hour may pass).',
  argo: {
    does: 'A weight that something else has written into an HTTPRoute is put back by self-heal.',
    test: 'test/peers/cluster/automation-claims.test.ts: the weights of a route are put back, unless they are ignored',
  },
  *check(repository) {
    if (argoSettings(repository).some((text) => text.includes('weight'))) return;
    const seen = new Set<string>();
    for (const { rollout, value } of canariesIn(repository)) {
      const routing = mappingAt(value, ['trafficRouting']);
      if (routing === undefined) continue;
      for (const { route, weights } of weightedRoutes(repository, rollout, routing)) {
        const { application } = route;
        if (application.automated?.selfHeal !== true || seen.has(route.identity)) continue;
        seen.add(route.identity);
        if (weights.length === 0 || isIgnored(route, weights)) continue;
        yield {
          at: application.resource.at(['spec', 'ignoreDifferences'], 'key'),
          message: `Application ${application.name} heals by itself, and with it the weights of ${route.title}, which the canary of ${rollout.title} sets`,
          application: application.name,
        };
      }
    }
  },
};

/** A route with the places of its weights, whether or not they are written. */
interface WeightedRoute {
  readonly route: Manifest;
  readonly weights: readonly FieldPath[];
}

function weightedRoutes(repository: Repository, rollout: Manifest, routing: Mapping): readonly WeightedRoute[] {
  const neighbours = neighboursOf(repository, rollout);
  const plugin = mappingAt(routing, ['plugins', gatewayPlugin]);
  const httpRoutes = plugin === undefined ? [] : httpRoutesOf(plugin).map(({ name }) => name);
  return [
    ...httpRoutes.flatMap((name) => {
      const route = neighbours.find('gateway.networking.k8s.io', 'HTTPRoute', name);
      return route === undefined ? [] : [{ route, weights: weightsIn(route, ['spec', 'rules'], 'backendRefs') }];
    }),
    ...virtualServicesOf(routing).flatMap((name) => {
      const route = neighbours.find('networking.istio.io', 'VirtualService', name);
      return route === undefined ? [] : [{ route, weights: weightsIn(route, ['spec', 'http'], 'route') }];
    }),
  ];
}

function virtualServicesOf(routing: Mapping): readonly string[] {
  const istio = mappingAt(routing, ['istio']);
  if (istio === undefined) return [];
  const all = [mappingAt(istio, ['virtualService']), ...listAt(istio, ['virtualServices']).filter(isMapping)];
  return all.flatMap((each) => (each === undefined ? [] : (textAt(each, ['name']) ?? [])));
}

/** Of the rules that split traffic. */
function weightsIn(route: Manifest, rules: FieldPath, backends: string): readonly FieldPath[] {
  return route.list(...rules).flatMap((rule, index) => {
    const count = listAt(rule, [backends]).length;
    return count < 2 ? [] : Array.from({ length: count }, (_, each) => [...rules, index, backends, each, 'weight']);
  });
}

/** Expressions that compute, and field managers, are taken to mean the weights. */
function isIgnored(route: Manifest, weights: readonly FieldPath[]): boolean {
  const { resource } = route.application;
  const entries = resource
    .list('spec', 'ignoreDifferences')
    .filter(isMapping)
    .filter((entry) => concerns(entry, route));
  const vague = entries.some(
    (entry) =>
      listAt(entry, ['managedFieldsManagers']).length > 0 ||
      listAt(entry, ['jqPathExpressions']).some((text) => /[|(]/.test(String(text))),
  );
  const plain = ignoredPaths(resource).filter(({ of }) => concerns(of, route));
  return vague || weights.every((weight) => plain.some(({ steps }) => covers(steps, weight)));
}
