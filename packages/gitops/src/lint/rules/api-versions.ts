import { deployed } from './deployed.ts';
import type { Rule } from '../rule.ts';

interface Removal {
  readonly apiVersion: string;
  readonly kinds: readonly string[];
  /** Release of Kubernetes that no longer serves it. */
  readonly since: string;
  readonly instead: string;
}

/** From the deprecation guide of Kubernetes. */
const removals: readonly Removal[] = [
  removal('extensions/v1beta1', '1.16', 'apps/v1', 'Deployment', 'DaemonSet', 'ReplicaSet'),
  removal('extensions/v1beta1', '1.16', 'networking.k8s.io/v1', 'NetworkPolicy'),
  removal('extensions/v1beta1', '1.22', 'networking.k8s.io/v1', 'Ingress'),
  removal('apps/v1beta1', '1.16', 'apps/v1', 'Deployment', 'StatefulSet'),
  removal('apps/v1beta2', '1.16', 'apps/v1', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'),
  removal('networking.k8s.io/v1beta1', '1.22', 'networking.k8s.io/v1', 'Ingress', 'IngressClass'),
  removal(
    'rbac.authorization.k8s.io/v1beta1',
    '1.22',
    'rbac.authorization.k8s.io/v1',
    'Role',
    'RoleBinding',
    'ClusterRole',
    'ClusterRoleBinding',
  ),
  removal('apiextensions.k8s.io/v1beta1', '1.22', 'apiextensions.k8s.io/v1', 'CustomResourceDefinition'),
  removal(
    'admissionregistration.k8s.io/v1beta1',
    '1.22',
    'admissionregistration.k8s.io/v1',
    'MutatingWebhookConfiguration',
    'ValidatingWebhookConfiguration',
  ),
  removal('apiregistration.k8s.io/v1beta1', '1.22', 'apiregistration.k8s.io/v1', 'APIService'),
  removal('coordination.k8s.io/v1beta1', '1.22', 'coordination.k8s.io/v1', 'Lease'),
  removal('scheduling.k8s.io/v1beta1', '1.22', 'scheduling.k8s.io/v1', 'PriorityClass'),
  removal(
    'storage.k8s.io/v1beta1',
    '1.22',
    'storage.k8s.io/v1',
    'CSIDriver',
    'CSINode',
    'StorageClass',
    'VolumeAttachment',
  ),
  removal('storage.k8s.io/v1beta1', '1.27', 'storage.k8s.io/v1', 'CSIStorageCapacity'),
  removal('batch/v1beta1', '1.25', 'batch/v1', 'CronJob'),
  removal('discovery.k8s.io/v1beta1', '1.25', 'discovery.k8s.io/v1', 'EndpointSlice'),
  removal('events.k8s.io/v1beta1', '1.25', 'events.k8s.io/v1', 'Event'),
  removal('policy/v1beta1', '1.25', 'policy/v1', 'PodDisruptionBudget'),
  removal('policy/v1beta1', '1.25', 'Pod Security Admission', 'PodSecurityPolicy'),
  removal('node.k8s.io/v1beta1', '1.25', 'node.k8s.io/v1', 'RuntimeClass'),
  removal('autoscaling/v2beta1', '1.25', 'autoscaling/v2', 'HorizontalPodAutoscaler'),
  removal('autoscaling/v2beta2', '1.26', 'autoscaling/v2', 'HorizontalPodAutoscaler'),
  removal(
    'flowcontrol.apiserver.k8s.io/v1beta1',
    '1.26',
    'flowcontrol.apiserver.k8s.io/v1',
    'FlowSchema',
    'PriorityLevelConfiguration',
  ),
  removal(
    'flowcontrol.apiserver.k8s.io/v1beta2',
    '1.29',
    'flowcontrol.apiserver.k8s.io/v1',
    'FlowSchema',
    'PriorityLevelConfiguration',
  ),
  removal(
    'flowcontrol.apiserver.k8s.io/v1beta3',
    '1.32',
    'flowcontrol.apiserver.k8s.io/v1',
    'FlowSchema',
    'PriorityLevelConfiguration',
  ),
];

function removal(apiVersion: string, since: string, instead: string, ...kinds: readonly string[]): Removal {
  return { apiVersion, since, instead, kinds };
}

/** Where only the version changes: these have the same fields in both. */
const sameFields = new Set([
  'PodDisruptionBudget',
  'CronJob',
  'Role',
  'RoleBinding',
  'ClusterRole',
  'ClusterRoleBinding',
  'PriorityClass',
  'RuntimeClass',
  'Lease',
  'IngressClass',
  'StorageClass',
  'CSIDriver',
]);

export const apiVersionRemoved: Rule = {
  id: 'api-version-removed',
  severity: 'error',
  title: 'A manifest has an apiVersion that Kubernetes no longer serves',
  why: 'The API server does not know the kind in that version, and the sync of the whole Application fails before anything is applied.',
  fix: 'Write the version that replaces it. Where its fields changed, the deprecation guide of Kubernetes lists them.',
  argo: {
    does: 'Argo CD fails the sync: the resource is not known to the API server.',
    test: 'test/peers/cluster/argocd-claims.test.ts: a version that is no longer served fails the sync',
  },
  *check(repository) {
    for (const manifest of deployed(repository)) {
      const { apiVersion, kind } = manifest;
      const found = removals.find((each) => each.apiVersion === apiVersion && each.kinds.includes(kind));
      if (found === undefined) continue;
      const edit = sameFields.has(kind) ? manifest.origin.replacement(['apiVersion'], found.instead) : undefined;
      yield {
        at: manifest.at(['apiVersion']),
        message: `${manifest.title} is of ${apiVersion}, which Kubernetes ${found.since} removed; instead of it: ${found.instead}`,
        application: manifest.application.name,
        ...(edit !== undefined && { edit }),
      };
    }
  },
};

export const clusterAdminBound: Rule = {
  id: 'cluster-admin-bound',
  severity: 'warning',
  title: 'A binding makes somebody the administrator of the cluster',
  why: 'Whoever takes over one of its pods has everything in the cluster: the Secrets of all namespaces, and Argo CD itself.',
  fix: 'Bind a Role with the verbs and resources that are needed, in the namespace where they are.',
  *check(repository) {
    for (const manifest of deployed(repository)) {
      if (manifest.group !== 'rbac.authorization.k8s.io' || !/^(?:Cluster)?RoleBinding$/.test(manifest.kind)) continue;
      const path = ['roleRef', 'name'];
      if (manifest.text(...path) !== 'cluster-admin' || manifest.text('roleRef', 'kind') !== 'ClusterRole') continue;
      yield {
        at: manifest.at(path),
        message: `${manifest.title} binds cluster-admin`,
        application: manifest.application.name,
      };
    }
  },
};
