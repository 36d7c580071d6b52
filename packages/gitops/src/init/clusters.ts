import type { Cluster, Environment } from './answers.ts';
import { scalar } from './scalar.ts';

export interface ClusterParameters {
  /** `spec.destination` in the template of a set that has `clusterFields` as parameters. */
  readonly destinationTemplate: readonly string[];
  clusterFields(environment: Environment): string;
}

/** `spec.destination` of an Application, but for the namespace. */
export const destination = (cluster: Cluster): string =>
  cluster.kind === 'server' ? `server: ${cluster.url}` : `name: ${scalar(cluster.name)}`;

/** Argo CD takes the address or the name of a cluster, not both; an empty one counts as not given. */
export function clusterParameters(environments: readonly Environment[]): ClusterParameters {
  const kinds = new Set(environments.map(({ cluster }) => cluster.kind));
  const fields = [
    ...(kinds.has('server') ? [{ parameter: 'server', field: 'server', of: addressOf }] : []),
    ...(kinds.has('name') ? [{ parameter: 'cluster', field: 'name', of: nameOf }] : []),
  ];
  return {
    clusterFields: ({ cluster }) => fields.map(({ parameter, of }) => `${parameter}: ${of(cluster)}`).join(', '),
    destinationTemplate: fields.map(({ parameter, field }) => `${field}: "{{.${parameter}}}"`),
  };
}

const addressOf = (cluster: Cluster): string => (cluster.kind === 'server' ? cluster.url : '""');
const nameOf = (cluster: Cluster): string => (cluster.kind === 'name' ? scalar(cluster.name) : '""');
