import type { Manifest } from '../../../scripts/cluster/kubernetes.ts';

/** An AppProject that permits everything but for what `spec` says otherwise. */
export const openProject = (name: string, spec: Readonly<Record<string, unknown>> = {}): Manifest => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AppProject',
  metadata: { name, namespace: 'argocd' },
  spec: {
    sourceRepos: ['*'],
    destinations: [{ server: '*', namespace: '*' }],
    clusterResourceWhitelist: [{ group: '*', kind: '*' }],
    ...spec,
  },
});
