import { isMapping, mappingAt, type Mapping } from '../yaml/fields.ts';
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

const secretType = { 'argocd.argoproj.io/secret-type': 'cluster' };
const local = {
  name: 'in-cluster',
  nameNormalized: 'in-cluster',
  server: 'https://kubernetes.default.svc',
  project: '',
};

/**
 * The parameters of a cluster generator, without its values. The cluster that Argo CD runs in is among them without a
 * Secret of its own, unless the generator selects (ClusterGenerator of Argo CD’s ApplicationSet controller).
 */
export function clusterParameters(generator: Mapping, known: readonly KnownCluster[]): readonly Parameters[] {
  const selector = mappingAt(generator, ['selector']);
  const selects = ['matchLabels', 'matchExpressions'].some((field) => isFilled(selector?.[field]));
  const hasLocal = known.some(({ server }) => server === local.server);
  return [
    ...(selects || hasLocal ? [] : [local]),
    ...known.filter(({ labels }) => isSelected(selector, { ...labels, ...secretType })).map(parametersOf),
  ];
}

const isFilled = (value: unknown): boolean => (isMapping(value) ? Object.keys(value) : [value].flat()).some(Boolean);

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
