import type { Cluster, Environment, OperatorName } from './answers.ts';

/** An operator as its maintainers publish it. */
export interface Operator {
  readonly name: OperatorName;
  readonly repository: string;
  /** Its name in the repository, and that of the release and its namespace. */
  readonly chart: string;
  readonly version: string;
  /** As JSON, which is YAML too; null where the chart's defaults do. */
  readonly values: string | null;
  /** What the chart puts outside of its own namespace. */
  readonly otherNamespaces: readonly string[];
  readonly clusterKinds: readonly Kind[];
  readonly namespacedKinds: readonly Kind[];
}

export interface Kind {
  readonly group: string;
  readonly kind: string;
}

const kinds = (group: string, ...names: readonly string[]): readonly Kind[] => names.map((kind) => ({ group, kind }));

const everyCluster = [
  ...kinds('', 'Namespace'),
  ...kinds('apiextensions.k8s.io', 'CustomResourceDefinition'),
  ...kinds('rbac.authorization.k8s.io', 'ClusterRole', 'ClusterRoleBinding'),
  ...kinds('admissionregistration.k8s.io', 'ValidatingWebhookConfiguration'),
];

const everyNamespace = [
  ...kinds('', 'Service', 'ServiceAccount'),
  ...kinds('apps', 'Deployment'),
  ...kinds('rbac.authorization.k8s.io', 'Role', 'RoleBinding'),
];

/** The kinds are those that the charts render with these values, at these versions. */
const known: Readonly<Record<OperatorName, Omit<Operator, 'name' | 'chart'>>> = {
  'external-secrets': {
    repository: 'https://charts.external-secrets.io',
    version: '1.3.1',
    values: null,
    otherNamespaces: [],
    clusterKinds: everyCluster,
    // Empty in Git: the operator puts its webhook's certificate there.
    namespacedKinds: [...everyNamespace, ...kinds('', 'Secret')],
  },
  'cert-manager': {
    repository: 'https://charts.jetstack.io',
    version: 'v1.21.2',
    // Its leases would be in kube-system, and a Job would look at its API after each sync.
    values: JSON.stringify({
      crds: { enabled: true },
      global: { leaderElection: { namespace: 'cert-manager' } },
      startupapicheck: { enabled: false },
    }),
    otherNamespaces: [],
    clusterKinds: [...everyCluster, ...kinds('admissionregistration.k8s.io', 'MutatingWebhookConfiguration')],
    namespacedKinds: everyNamespace,
  },
  keda: {
    repository: 'https://kedacore.github.io/charts',
    version: '2.20.2',
    values: null,
    // One RoleBinding, by which an API server of metrics may know who asks.
    otherNamespaces: ['kube-system'],
    clusterKinds: [...everyCluster, ...kinds('apiregistration.k8s.io', 'APIService')],
    namespacedKinds: everyNamespace,
  },
};

export const operatorOf = (name: OperatorName): Operator => ({ name, chart: name, ...known[name] });

/** The kinds of all of them, each once. */
export function kindsOf(lists: readonly (readonly Kind[])[]): readonly Kind[] {
  return [...new Map(lists.flat().map((each) => [`${each.group}/${each.kind}`, each])).values()];
}

/** An operator in one of the clusters. */
export interface OperatorApplication {
  readonly name: string;
  readonly operator: Operator;
  readonly cluster: Cluster;
}

/** Each operator once in each cluster that an environment is in, named after the first of these where there are several. */
export function operatorApplications(
  name: string,
  operators: readonly OperatorName[],
  environments: readonly Environment[],
): readonly OperatorApplication[] {
  const address = ({ cluster }: Environment): string =>
    cluster.kind === 'server' ? `server ${cluster.url}` : `name ${cluster.name}`;
  const first = new Map(environments.toReversed().map((environment) => [address(environment), environment]));
  const clusters = environments.filter((environment) => first.get(address(environment)) === environment);
  return operators.flatMap((operator) =>
    clusters.map((environment) => ({
      name: clusters.length === 1 ? `${name}-${operator}` : `${name}-${operator}-${environment.name}`,
      operator: operatorOf(operator),
      cluster: environment.cluster,
    })),
  );
}
