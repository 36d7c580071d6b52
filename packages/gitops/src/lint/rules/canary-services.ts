import type { Manifest } from '../../repository/application.ts';
import type { Repository } from '../../repository/repository.ts';
import { isMapping, listAt, mappingAt, textAt, type Mapping } from '../../yaml/fields.ts';
import type { FieldPath } from '../../yaml/location.ts';
import type { Rule } from '../rule.ts';
import { neighboursOf } from './neighbours.ts';
import { canariesIn, canaryPath, rolloutPodLabels, rolloutsIn } from './rollouts.ts';

const claims = 'test/peers/cluster/rollout-claims.test.ts';

/** The name by which Rollouts knows the plugin for the Gateway API. */
export const gatewayPlugin = 'argoproj-labs/gatewayAPI';

const routers = ['alb', 'smi', 'apisix', 'ambassador', 'nginx', 'appMesh', 'traefik'];

/** Whether traffic is routed between two Services that the Rollout has to name. */
function needsServices(canary: Mapping): boolean {
  const routing = mappingAt(canary, ['trafficRouting']);
  if (routing === undefined || 'pingPong' in canary) return false;
  if (mappingAt(routing, ['plugins', gatewayPlugin]) !== undefined) return true;
  const istio = mappingAt(routing, ['istio']);
  return routers.some((router) => router in routing) || (istio !== undefined && !('destinationRule' in istio));
}

interface ServiceReference {
  readonly name: string;
  readonly path: FieldPath;
}

const places: readonly FieldPath[] = [
  ['canary', 'stableService'],
  ['canary', 'canaryService'],
  ['canary', 'pingPong', 'pingService'],
  ['canary', 'pingPong', 'pongService'],
  ['blueGreen', 'activeService'],
  ['blueGreen', 'previewService'],
];

function servicesOf(rollout: Manifest): readonly ServiceReference[] {
  return places.flatMap((place) => {
    const path = ['spec', 'strategy', ...place];
    const name = rollout.text(...path);
    return name === undefined || name === '' ? [] : [{ name, path }];
  });
}

export const canaryServiceMissing: Rule = {
  id: 'canary-service-missing',
  severity: 'error',
  title: 'A Service that a Rollout needs is missing',
  why: 'A Rollout moves traffic between two Services. Where one is not deployed, or both are one, it is refused as invalid; where one is not named, the weights cannot be set. Either way no new version is rolled out.',
  fix: 'Deploy two Services that differ only in their names, and name them in `stableService` and `canaryService`.',
  argo: {
    does: 'Argo Rollouts sets the condition InvalidSpec, and the new version gets no pod.',
    test: `${claims}: a Rollout whose canary Service is missing is refused`,
  },
  *check(repository) {
    for (const { rollout, value } of canariesIn(repository)) {
      const found = (field: string, message: string) => ({
        at: rollout.at([...canaryPath, field]),
        message: `${rollout.title} ${message}`,
        application: rollout.application.name,
      });
      const [stable, canary] = [textAt(value, ['stableService']), textAt(value, ['canaryService'])];
      if (stable !== undefined && stable === canary)
        yield found('canaryService', `has ${stable} as its stable and as its canary Service`);
      if (!needsServices(value)) continue;
      if (stable === undefined) yield found('trafficRouting', 'routes traffic without a stableService');
      if (canary === undefined) yield found('trafficRouting', 'routes traffic without a canaryService');
    }
    for (const rollout of rolloutsIn(repository)) {
      const neighbours = neighboursOf(repository, rollout);
      if (!neighbours.complete) continue;
      for (const { name, path } of servicesOf(rollout)) {
        if (neighbours.find('', 'Service', name) !== undefined) continue;
        yield {
          at: rollout.at(path),
          message: `${rollout.title}: there is no Service ${name}, which ${String(path.at(-1))} names`,
          application: rollout.application.name,
        };
      }
    }
  },
};

const hashLabel = 'rollouts-pod-template-hash';

export const canaryServiceSelector: Rule = {
  id: 'canary-service-selector',
  severity: 'error',
  title: 'A Service of a Rollout does not select its pods',
  why: 'Argo Rollouts adds the hash of a version to the selectors of both Services. A label besides that the pods do not carry makes the Rollout invalid; a hash that is written in Git is put back by every sync and taken away again by the controller, and traffic is lost meanwhile.',
  fix: "Select by labels of the Rollout's pods alone, the same in both Services, and leave `rollouts-pod-template-hash` to the controller.",
  argo: {
    does: 'Argo Rollouts sets the condition InvalidSpec: the Service has an unmatched label.',
    test: `${claims}: a Rollout whose Service selects other labels is refused`,
  },
  *check(repository) {
    for (const rollout of rolloutsIn(repository)) yield* selectorFindings(repository, rollout);
  },
};

function* selectorFindings(repository: Repository, rollout: Manifest): ReturnType<Rule['check']> & Generator {
  const labels = rolloutPodLabels(repository, rollout);
  for (const { name } of servicesOf(rollout)) {
    const service = neighboursOf(repository, rollout).find('', 'Service', name);
    for (const [key, value] of Object.entries(service?.mapping('spec', 'selector') ?? {})) {
      const at = service?.at(['spec', 'selector', key]) ?? rollout.at();
      const application = rollout.application.name;
      if (key === hashLabel) {
        yield { at, message: `Service ${name} selects by ${hashLabel}, which is the controller's to set`, application };
      } else if (labels !== undefined && String(labels[key]) !== String(value)) {
        const message = `Service ${name} selects ${key}: ${String(value)}, which the pods of ${rollout.title} do not carry`;
        yield { at, message, application };
      }
    }
  }
}

export const canaryRouteIncomplete: Rule = {
  id: 'canary-route-incomplete',
  severity: 'error',
  title: 'The route of a canary does not lead to both of its Services',
  why: 'The weights are written to the two backends of the HTTPRoute. Where the route or one of them is missing, the weights cannot be set, and the new version is held up.',
  fix: 'Deploy the HTTPRoute with a rule whose `backendRefs` are the stable Service with weight 100 and the canary Service with weight 0.',
  *check(repository) {
    for (const { rollout, value } of canariesIn(repository)) {
      const plugin = mappingAt(value, ['trafficRouting', 'plugins', gatewayPlugin]);
      const [stable, canary] = [textAt(value, ['stableService']), textAt(value, ['canaryService'])];
      if (plugin === undefined || stable === undefined || canary === undefined) continue;
      const neighbours = neighboursOf(repository, rollout);
      // A route in another namespace is seldom, and not looked for.
      if ((textAt(plugin, ['namespace']) ?? rollout.targetNamespace) !== rollout.targetNamespace) continue;
      for (const { name, path } of httpRoutesOf(plugin)) {
        const route = neighbours.find('gateway.networking.k8s.io', 'HTTPRoute', name);
        const application = rollout.application.name;
        if (route === undefined && neighbours.complete) {
          const at = rollout.at([...canaryPath, 'trafficRouting', 'plugins', gatewayPlugin, ...path]);
          yield { at, message: `${rollout.title}: there is no HTTPRoute ${name}`, application };
        }
        if (route === undefined || leadsTo(route, [stable, canary])) continue;
        const message = `HTTPRoute ${name} has no rule that leads to both ${stable} and ${canary}, as ${rollout.title} needs`;
        yield { at: route.at(['spec', 'rules']), message, application };
      }
    }
  },
};

/** The HTTPRoutes that the plugin is told to write. */
export function httpRoutesOf(plugin: Mapping): readonly { readonly name: string; readonly path: FieldPath }[] {
  const one = textAt(plugin, ['httpRoute']);
  return [
    ...(one === undefined ? [] : [{ name: one, path: ['httpRoute'] }]),
    ...listAt(plugin, ['httpRoutes']).flatMap((route, index) => {
      const name = textAt(route, ['name']);
      return name === undefined ? [] : [{ name, path: ['httpRoutes', index, 'name'] }];
    }),
  ];
}

function leadsTo(route: Manifest, services: readonly string[]): boolean {
  return route.list('spec', 'rules').some((rule) => {
    const backends = listAt(rule, ['backendRefs'])
      .filter(isMapping)
      .map((backend) => textAt(backend, ['name']));
    return services.every((service) => backends.includes(service));
  });
}
