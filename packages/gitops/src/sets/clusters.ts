import { listAt, mappingAt, type Mapping } from '../yaml/fields.ts';
import type { Parameters } from './expand.ts';
import { functions } from './go-template-functions.ts';
import { isSelected } from './selector.ts';

/** A cluster that Argo CD has a Secret for, with what sets ask of that. */
export interface KnownCluster {
  readonly name: string;
  /** Address of its API server. */
  readonly server: string;
  readonly project: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** The cluster that Argo CD itself runs in. */
export const inCluster = { server: 'https://kubernetes.default.svc', name: 'in-cluster' };

const secretType = { 'argocd.argoproj.io/secret-type': 'cluster' };
const local = { ...inCluster, nameNormalized: inCluster.name, project: '' };

/**
 * The parameters of a cluster generator, without its values. The cluster that Argo CD runs in is among them without a
 * Secret of its own, unless the generator selects (ClusterGenerator of Argo CD’s ApplicationSet controller).
 */
export function clusterParameters(generator: Mapping, known: readonly KnownCluster[]): readonly Parameters[] {
  const selector = mappingAt(generator, ['selector']);
  const selects =
    Object.keys(mappingAt(selector, ['matchLabels']) ?? {}).length > 0 ||
    listAt(selector, ['matchExpressions']).length > 0;
  const hasLocal = known.some(({ server }) => server === local.server);
  return [
    ...(selects || hasLocal ? [] : [local]),
    ...known.filter(({ labels }) => isSelected(selector, { ...labels, ...secretType })).map(parametersOf),
  ];
}

const parametersOf = ({ name, server, project, labels, annotations }: KnownCluster): Parameters => ({
  name,
  nameNormalized: functions['normalize']?.(name),
  server,
  project,
  metadata: {
    labels: { ...labels, ...secretType },
    ...(Object.keys(annotations).length > 0 && { annotations }),
  },
});
