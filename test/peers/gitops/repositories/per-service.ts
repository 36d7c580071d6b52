import type { Published } from '../published.ts';

/** A chart for every service with its values beside it, and sets that make Applications of the folders. */
export const perService: Published = {
  layout: 'per-service',
  applications: 11,
  manifests: 65,
  mistakes: [
    {
      title: 'a ScaledJob by a tag',
      file: 'services/mailer/templates/scaled-job.yaml',
      from: '          - name: mailer\n            image: {{ .Values.image }}',
      to: '          - name: mailer\n            image: registry.halden.example/retail/mailer:2.1',
      found: ['services/mailer/templates/scaled-job.yaml:17 image-not-pinned'],
    },
    {
      title: 'the analysis before promotion without its argument',
      file: 'services/checkout/templates/rollout.yaml',
      from: '          - name: address\n',
      to: '          - name: adress\n',
      found: [
        'services/checkout/templates/rollout.yaml:21 analysis-argument-missing',
        'services/checkout/templates/rollout.yaml:22 analysis-argument-unknown',
      ],
    },
    {
      title: 'the snapshot that a failure leaves in the way',
      file: 'services/ledger/templates/hooks.yaml',
      from: 'before-hook-creation,hook-succeeded',
      to: 'hook-succeeded',
      found: ['services/ledger/templates/hooks.yaml:9 hook-not-replaced'],
    },
    {
      title: 'a Secret after the Rollout, which takes its time',
      file: 'services/checkout/templates/around.yaml',
      from: 'argocd.argoproj.io/sync-wave: "-1"',
      to: 'argocd.argoproj.io/sync-wave: "1"',
      found: ['services/checkout/templates/rollout.yaml:3 canary-before-last-wave'],
    },
    {
      title: 'a kind that the project does not list',
      file: 'platform/project.yaml',
      from: '    - {group: keda.sh, kind: "*"}\n',
      to: '',
      found: [
        'services/mailer/templates/scaled-job.yaml:2 project-forbids-kind',
        'services/mailer/templates/scaled-job.yaml:29 project-forbids-kind',
      ],
    },
    {
      title: 'a values file that no environment has',
      file: 'platform/services.yaml',
      from: '- values-{{.environment}}.yaml',
      to: '- value-{{.environment}}.yaml',
      found: [
        'platform/services.yaml:47 render-failed',
        'platform/services.yaml:47 render-failed',
        'platform/services.yaml:55 values-file-nowhere',
        'services/catalogue/values-dev.yaml:1 values-file-unread',
        'services/catalogue/values-live.yaml:1 values-file-unread',
        'services/catalogue/values-test.yaml:1 values-file-unread',
        'services/checkout/values-dev.yaml:1 values-file-unread',
        'services/checkout/values-live.yaml:1 values-file-unread',
        'services/checkout/values-test.yaml:1 values-file-unread',
        'services/mailer/values-live.yaml:1 values-file-unread',
        'services/mailer/values-test.yaml:1 values-file-unread',
      ],
    },
    {
      title: 'two environments that share the name of an Application',
      file: 'platform/ledger.yaml',
      from: 'name: ledger-{{.environment}}',
      to: 'name: ledger',
      found: ['platform/ledger.yaml:19 set-repeats-name', 'services/ledger/values-test.yaml:1 values-file-unread'],
    },
  ],
};
