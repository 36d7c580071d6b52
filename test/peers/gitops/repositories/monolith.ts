import type { Published } from '../published.ts';

/** One umbrella chart for everything, released once per environment. */
export const monolith: Published = {
  layout: 'monolith',
  applications: 3,
  manifests: 60,
  mistakes: [
    {
      title: 'the autoscaler still names the Deployment that the Rollout replaced',
      file: 'chart/charts/web/templates/scaling.yaml',
      from: 'apiVersion: argoproj.io/v1alpha1\n    kind: Rollout',
      to: 'apiVersion: apps/v1\n    kind: Deployment',
      found: ['chart/charts/web/templates/scaling.yaml:10 autoscaler-target-missing'],
    },
    {
      title: 'the migration before the Secret that it reads',
      file: 'chart/charts/orders/templates/migrate.yaml',
      from: 'argocd.argoproj.io/hook: Sync',
      to: 'argocd.argoproj.io/hook: PreSync',
      found: [
        'chart/charts/orders/templates/migrate.yaml:23 hook-needs-later-phase',
        'chart/charts/orders/templates/migrate.yaml:24 hook-needs-later-phase',
      ],
    },
    {
      title: 'an analysis that is not given its argument',
      file: 'chart/charts/web/templates/rollout.yaml',
      from: '          - name: hash\n            valueFrom: {podTemplateHashValue: Latest}\n',
      to: '',
      found: ['chart/charts/web/templates/rollout.yaml:59 analysis-argument-missing'],
    },
    {
      title: 'a wave after the Rollout',
      file: 'chart/charts/orders/templates/service.yaml',
      from: 'argocd.argoproj.io/sync-wave: "6"',
      to: 'argocd.argoproj.io/sync-wave: "11"',
      found: ['chart/charts/web/templates/rollout.yaml:7 canary-before-last-wave'],
    },
    {
      title: 'the digest of a service under another key than the policy has',
      file: 'environments/staging.yaml',
      from: 'repository: ghcr.io/northwind/search\n    digest:',
      to: 'repository: ghcr.io/northwind/search\n    sha:',
      found: ['argocd/shop-staging.yaml:16 render-failed', 'environments/staging.yaml:19 digest-place-missing'],
    },
    {
      title: 'a values file beside `path`',
      file: 'argocd/shop-production.yaml',
      from: '    helm:\n      releaseName: shop\n      valueFiles:\n        - ../environments/production.yaml\n',
      to: '    valueFiles:\n      - ../environments/production.yaml\n    helm:\n      releaseName: shop\n',
      found: [
        'argocd/shop-production.yaml:16 render-failed',
        'argocd/shop-production.yaml:19 unknown-field',
        'environments/production.yaml:1 digest-file-unread',
      ],
    },
    {
      title: 'a namespace that the project does not let be created',
      file: 'argocd/project.yaml',
      from: '  clusterResourceWhitelist:\n    - {group: "", kind: Namespace, name: shop-*}\n',
      to: '  clusterResourceWhitelist: []\n',
      found: [
        'argocd/shop-production.yaml:32 project-forbids-kind',
        'argocd/shop-staging.yaml:32 project-forbids-kind',
      ],
    },
  ],
};
