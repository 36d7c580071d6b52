import type { EnvironmentName } from '@bitvault/promotion';
import type { Application } from '../../repository/application.ts';
import type { Repository } from '../../repository/repository.ts';
import type { Rule } from '../rule.ts';
import { applicationsOf } from './digest-readers.ts';

export interface Placed {
  readonly environment: EnvironmentName;
  readonly application: Application;
}

/** The Applications of every environment, in the order of the policy; one of several environments counts for none. */
export function placed(repository: Repository): readonly Placed[] {
  if (repository.policy.kind !== 'policy') return [];
  const { policy } = repository.policy;
  const all = policy.environments.flatMap(({ name }) =>
    [...applicationsOf(repository, policy, name)].map((application) => ({ environment: name, application })),
  );
  const times = new Map<Application, number>();
  for (const { application } of all) times.set(application, (times.get(application) ?? 0) + 1);
  return all.filter(({ application }) => times.get(application) === 1);
}

const placeOf = (cluster: string, namespace: string): string => `${cluster} ${namespace}`;

/** Who was first in each namespace of each cluster. */
function owners(repository: Repository): ReadonlyMap<string, Placed> {
  const first = new Map<string, Placed>();
  for (const each of placed(repository)) {
    const { cluster, namespace } = each.application;
    const place = placeOf(cluster, namespace);
    if (namespace !== '' && !first.has(place)) first.set(place, each);
  }
  return first;
}

export const environmentsShareNamespace: Rule = {
  id: 'environments-share-namespace',
  severity: 'error',
  title: 'Two environments are one namespace',
  why: 'What is not proved yet then runs beside production: it reads the same Secrets, answers for the same Services, and each Application prunes or overwrites what the other one deploys.',
  fix: 'Give every environment a namespace of its own, or a cluster of its own.',
  *check(repository) {
    const first = owners(repository);
    for (const { environment, application } of placed(repository)) {
      const owner = first.get(placeOf(application.cluster, application.namespace));
      if (owner === undefined || owner.environment === environment) continue;
      yield {
        at: application.resource.at(['spec', 'destination', 'namespace']),
        message: `Application ${application.name} of ${environment} deploys to ${application.namespace}, as ${owner.application.name} of ${owner.environment} does`,
        application: application.name,
      };
    }
  },
};

export const resourceInOtherEnvironment: Rule = {
  id: 'resource-in-other-environment',
  severity: 'error',
  title: 'An Application deploys into the namespace of another environment',
  why: 'A namespace that is written into a manifest goes before the destination of the Application. A change that is tried in one environment then changes another one at once, past promotion.',
  fix: 'Leave `metadata.namespace` out, or take it from `.Release.Namespace`.',
  argo: {
    does: "Argo CD applies the manifest to the namespace that it names, not to the Application's.",
    test: 'test/peers/cluster/argocd-claims.test.ts: a namespace in a manifest goes before the destination',
  },
  *check(repository) {
    const first = owners(repository);
    for (const { environment, application } of placed(repository)) {
      for (const manifest of application.manifests) {
        if (manifest.targetNamespace === application.namespace) continue;
        const owner = first.get(placeOf(application.cluster, manifest.targetNamespace));
        if (owner === undefined || owner.environment === environment) continue;
        yield {
          at: manifest.at(['metadata', 'namespace']),
          message: `${manifest.title} of ${environment} is deployed to ${manifest.targetNamespace}, which is of ${owner.environment}`,
          application: application.name,
        };
      }
    }
  },
};
