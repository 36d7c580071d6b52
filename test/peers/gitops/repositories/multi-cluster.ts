import type { Published } from '../published.ts';

/** One Argo CD for several clusters by name, with sets that read files, and a project for each team. */
export const multiCluster: Published = {
  layout: 'multi-cluster',
  applications: 18,
  manifests: 65,
  mistakes: [
    {
      title: 'a parameter that the files do not have',
      file: 'bootstrap/addon-keda.yaml',
      from: '{{.addons.keda}}',
      to: '{{.addons.Keda}}',
      found: ['bootstrap/addon-keda.yaml:14 not-looked-at'],
    },
    {
      title: 'a route to one Service alone',
      file: 'apps/tracking/templates/rollout.yaml',
      from: '      canaryService: tracking-next\n',
      to: '',
      found: ['apps/tracking/templates/rollout.yaml:31 canary-service-missing'],
    },
    {
      title: 'an analysis that is of the namespace, not of the cluster',
      file: 'apps/tracking/templates/rollout.yaml',
      from: ', clusterScope: true',
      to: '',
      found: ['apps/tracking/templates/rollout.yaml:45 analysis-template-missing'],
    },
    {
      title: 'a cluster that the project does not permit',
      file: 'bootstrap/billing.yaml',
      from: 'destination: {name: eu-central,',
      to: 'destination: {name: ap-south,',
      found: ['bootstrap/billing.yaml:15 project-forbids-destination'],
    },
    {
      title: 'a values file from elsewhere in the repository',
      file: 'bootstrap/tracking.yaml',
      from: '/clusters/{{.cluster.name}}/tracking.yaml',
      to: '/cluster/{{.cluster.name}}/tracking.yaml',
      found: [
        'bootstrap/tracking.yaml:29 render-failed',
        'bootstrap/tracking.yaml:29 render-failed',
        'bootstrap/tracking.yaml:29 render-failed',
      ],
    },
    {
      title: 'an addon of any version',
      file: 'clusters/us-east/config.json',
      from: '"externalSecrets": "1.2.0"',
      to: '"externalSecrets": "1.*"',
      found: ['bootstrap/addon-external-secrets.yaml:22 foreign-revision-floats'],
    },
    {
      title: 'a hook that is none',
      file: 'apps/billing/hooks.yaml',
      from: 'argocd.argoproj.io/hook: PostDelete',
      to: 'argocd.argoproj.io/hook: PostDeletion',
      found: ['apps/billing/hooks.yaml:24 hook-spelling'],
    },
    {
      title: 'a Secret with the token in it',
      file: 'apps/billing/billing.yaml',
      from: '    type: kubernetes.io/service-account-token\n',
      to: '    type: kubernetes.io/service-account-token\n    stringData: {token: eyJhbGciOiJSUzI1NiIsImtpZCI6Ik}\n',
      found: ['apps/billing/billing.yaml:14 secret-in-git'],
    },
    {
      title: 'an image by its tag',
      file: 'apps/billing/billing.yaml',
      from: '        - name: reader\n          image: ghcr.io/orbit/billing:2026.11.2@',
      to: '        - name: reader\n          image: ghcr.io/orbit/billing:2026.11.2 #',
      found: ['apps/billing/billing.yaml:72 image-not-pinned'],
    },
  ],
};
