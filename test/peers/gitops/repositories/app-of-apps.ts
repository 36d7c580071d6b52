import type { Published } from '../published.ts';

/** A root Application that renders all others, in waves, with operators from other Helm repositories. */
export const appOfApps: Published = {
  layout: 'app-of-apps',
  applications: 12,
  manifests: 45,
  mistakes: [
    {
      title: 'the migration without the Secret of its own phase',
      file: 'workloads/accounts/templates/accounts.yaml',
      from: '    argocd.argoproj.io/hook: PreSync\n    argocd.argoproj.io/hook-delete-policy: BeforeHookCreation\n    argocd.argoproj.io/sync-wave: "-1"\n',
      to: '    argocd.argoproj.io/sync-wave: "-1"\n',
      found: ['workloads/accounts/templates/accounts.yaml:29 hook-needs-later-phase'],
    },
    {
      title: 'a smoke test that is started again and again',
      file: 'workloads/accounts/templates/smoke.yaml',
      from: '  restartPolicy: Never\n',
      to: '',
      found: ['workloads/accounts/templates/smoke.yaml:8 hook-does-not-end'],
    },
    {
      title: 'a sidecar by its tag',
      file: 'workloads/accounts/templates/accounts.yaml',
      from: 'registry.kestrel.example/proxy@',
      to: 'registry.kestrel.example/proxy:2 #',
      found: ['workloads/accounts/templates/accounts.yaml:55 image-not-pinned'],
    },
    {
      title: 'replicas that the next sync sets back',
      file: 'root/templates/workloads.yaml',
      from: ', RespectIgnoreDifferences=true',
      to: '',
      found: ['workloads/accounts/templates/accounts.yaml:46 replicas-beside-autoscaler'],
    },
    {
      title: 'an operator from a repository that the project does not permit',
      file: 'settings/projects.yaml',
      from: '    - https://charts.jetstack.io\n',
      to: '',
      found: ['root/templates/operators.yaml:13 project-forbids-source'],
    },
    {
      title: 'a preview Service that selects something else',
      file: 'workloads/gateway/templates/gateway.yaml',
      from: 'metadata: {name: gateway-next}\nspec: {selector: {app: gateway}',
      to: 'metadata: {name: gateway-next}\nspec: {selector: {app: gateway-next}',
      found: ['workloads/gateway/templates/gateway.yaml:69 canary-service-selector'],
    },
    {
      title: 'a budget that lets no pod go',
      file: 'workloads/accounts/templates/accounts.yaml',
      from: '  minAvailable: 2\n',
      to: '  minAvailable: 3\n',
      found: ['workloads/accounts/templates/accounts.yaml:83 disruption-budget-blocks'],
    },
    {
      title: 'one Service of two Applications',
      file: 'workloads/ingest/templates/ingest.yaml',
      from: 'metadata: {name: ingest}\nspec: {clusterIP: None,',
      to: 'metadata: {name: accounts}\nspec: {clusterIP: None,',
      found: ['root/templates/workloads.yaml:6 owned-twice'],
    },
    {
      title: 'a field that an Application does not have',
      file: 'root/templates/operators.yaml',
      from: '    targetRevision: {{ $operator.version }}\n    helm:',
      to: '    targetRevision: {{ $operator.version }}\n    valueFiles: [values.yaml]\n    helm:',
      found: [
        'root/templates/operators.yaml:16 unknown-field',
        'root/templates/operators.yaml:16 unknown-field',
        'root/templates/operators.yaml:16 unknown-field',
        'root/templates/operators.yaml:16 unknown-field',
        'root/templates/operators.yaml:16 unknown-field',
      ],
    },
  ],
};
