import type { Answers } from './answers.ts';
import { destination } from './clusters.ts';
import { kindsOf, operatorApplications, type Kind, type OperatorApplication } from './operators.ts';

/** What Argo CD installs besides, and what that may be. */
export interface OperatorsView {
  readonly applications: readonly OperatorApplication[];
  readonly repositories: readonly string[];
  /** As entries of a project. */
  readonly destinations: readonly string[];
  readonly clusterKinds: readonly Kind[];
  readonly namespacedKinds: readonly Kind[];
}

export function operatorsView({ name, operators, environments }: Answers): OperatorsView {
  const applications = operatorApplications(name, operators, environments);
  const all = [...new Map(applications.map(({ operator }) => [operator.name, operator])).values()];
  return {
    applications,
    repositories: all.map(({ repository }) => repository),
    destinations: [
      ...new Set(
        applications.flatMap(({ operator, cluster }) =>
          [operator.name, ...operator.otherNamespaces].map(
            (namespace) => `{${destination(cluster)}, namespace: ${namespace}}`,
          ),
        ),
      ),
    ],
    clusterKinds: kindsOf(all.map(({ clusterKinds }) => clusterKinds)),
    namespacedKinds: kindsOf(all.map(({ namespacedKinds }) => namespacedKinds)),
  };
}
