import { applicationYaml, testRule } from '../rule-test.ts';
import { hookNeedsLaterPhase, neededInLaterWave } from './needed-later.ts';

const app = { 'app.yaml': applicationYaml('api', 'k8s') };

const object = (kind: string, name: string, wave: number, apiVersion = 'v1'): string => `apiVersion: ${apiVersion}
kind: ${kind}
metadata:
  name: ${name}
  annotations: {argocd.argoproj.io/sync-wave: "${wave}"}
`;

const deployment = (wave: number, ...pod: readonly string[]): string =>
  `${object('Deployment', 'api', wave, 'apps/v1')}spec:
  template:
    spec:
      containers: [{name: api}]
${pod.map((line) => `      ${line}\n`).join('')}`;

const job = (hook: string, ...pod: readonly string[]): string => `apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
  annotations: {argocd.argoproj.io/hook: ${hook}}
spec:
  template:
    spec:
      containers: [{name: migrate, envFrom: [{configMapRef: {name: database}}]}]
${pod.map((line) => `      ${line}\n`).join('')}`;

const externalSecret = (wave: number, target = ''): string =>
  `${object('ExternalSecret', 'api', wave, 'external-secrets.io/v1')}spec: {${target}}\n`;

testRule(neededInLaterWave, {
  fails: {
    'a ServiceAccount of a later wave': {
      files: {
        ...app,
        'k8s/api.yaml': deployment(1, 'serviceAccountName: api'),
        'k8s/sa.yaml': object('ServiceAccount', 'api', 2),
      },
      at: ['k8s/api.yaml:10'],
      says: /^Deployment api of wave 1 needs ServiceAccount api of wave 2$/,
    },
    'volumes and variables of a later wave': {
      files: {
        ...app,
        'k8s/api.yaml': deployment(
          -1,
          'volumes:',
          '  - {name: a, persistentVolumeClaim: {claimName: data}}',
          '  - {name: b, projected: {sources: [{secret: {name: keys}}]}}',
          'initContainers:',
          '  - {name: init, env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: a}}}]}',
        ),
        'k8s/data.yaml': object('PersistentVolumeClaim', 'data', 0),
        'k8s/keys.yaml': object('Secret', 'keys', 0),
        'k8s/settings.yaml': object('ConfigMap', 'settings', 0),
      },
      at: ['k8s/api.yaml:11', 'k8s/api.yaml:12', 'k8s/api.yaml:14'],
    },
    'the Secret that an ExternalSecret of a later wave makes': {
      files: {
        ...app,
        'k8s/api.yaml': deployment(0, 'volumes: [{name: a, secret: {secretName: keys}}]'),
        'k8s/keys.yaml': externalSecret(1, 'target: {name: keys}'),
      },
      at: ['k8s/api.yaml:10'],
      says: /needs Secret keys, which ExternalSecret api makes, of wave 1$/,
    },
  },
  passes: {
    'what comes in the same wave or an earlier one': {
      ...app,
      'k8s/api.yaml': deployment(1, 'serviceAccountName: api', 'volumes: [{name: a, secret: {secretName: api}}]'),
      'k8s/sa.yaml': object('ServiceAccount', 'api', 1),
      'k8s/keys.yaml': externalSecret(-1),
    },
    'what is optional': {
      ...app,
      'k8s/api.yaml': deployment(0, 'volumes: [{name: a, configMap: {name: extra, optional: true}}]'),
      'k8s/extra.yaml': object('ConfigMap', 'extra', 1),
    },
    'what nobody here brings, or another namespace': {
      ...app,
      'k8s/api.yaml': deployment(0, 'serviceAccountName: api', 'volumes: [{name: a, configMap: {name: extra}}]'),
      'k8s/sa.yaml': object('ServiceAccount', 'api', 1).replace('name: api', 'name: api\n  namespace: other'),
    },
    'a workload without pods, and one whose pods come later': {
      ...app,
      'k8s/api.yaml': deployment(0, 'serviceAccountName: api').replace('spec:\n', 'spec:\n  replicas: 0\n'),
      'k8s/scaled.yaml': `${object('ScaledJob', 'api', 0, 'keda.sh/v1alpha1')}spec: {jobTargetRef: {template: {spec: {serviceAccountName: api, containers: []}}}}\n`,
      'k8s/cron.yaml': `${object('CronJob', 'api', 0, 'batch/v1')}spec: {jobTemplate: {spec: {template: {spec: {serviceAccountName: api, containers: []}}}}}\n`,
      'k8s/sa.yaml': object('ServiceAccount', 'api', 1),
    },
    'an ExternalSecret that only adds to a Secret': {
      ...app,
      'k8s/api.yaml': deployment(0, 'volumes: [{name: a, secret: {secretName: keys}}]'),
      'k8s/keys.yaml': externalSecret(1, 'target: {name: keys, creationPolicy: Merge}'),
    },
  },
});

testRule(hookNeedsLaterPhase, {
  fails: {
    'a PreSync hook that needs the earliest of all waves': {
      files: {
        ...app,
        'k8s/migrate.yaml': job('PreSync', 'serviceAccountName: migrate'),
        'k8s/sa.yaml': object('ServiceAccount', 'migrate', -5),
        'k8s/database.yaml': object('ConfigMap', 'database', -4),
      },
      at: ['k8s/migrate.yaml:9', 'k8s/migrate.yaml:10'],
      says: /^Job migrate of wave 0 of PreSync needs ConfigMap database of wave -4$/,
    },
    'one of Helm': {
      files: {
        ...app,
        'k8s/migrate.yaml': job('X').replace('argocd.argoproj.io/hook: X', 'helm.sh/hook: pre-install'),
        'k8s/database.yaml': object('ConfigMap', 'database', -4),
      },
      at: ['k8s/migrate.yaml:9'],
    },
  },
  passes: {
    'a Sync hook, and a PostSync hook': {
      ...app,
      'k8s/migrate.yaml': job('Sync'),
      'k8s/smoke.yaml': job('PostSync'),
      'k8s/database.yaml': object('ConfigMap', 'database', -4),
    },
    'what is a PreSync hook itself': {
      ...app,
      'k8s/migrate.yaml': job('PreSync'),
      'k8s/database.yaml': object('ConfigMap', 'database', -1).replace(
        'annotations: {',
        'annotations: {argocd.argoproj.io/hook: "PreSync,Sync", ',
      ),
    },
    'what another Application brings': {
      ...app,
      'data.yaml': applicationYaml('api-data', 'data', {
        destination: { server: 'https://kubernetes.default.svc', namespace: 'api' },
      }),
      'k8s/migrate.yaml': job('PreSync'),
      'data/database.yaml': object('ConfigMap', 'database', 0),
    },
    'a hook that runs only when something fails': {
      ...app,
      'k8s/migrate.yaml': job('SyncFail'),
      'k8s/database.yaml': object('ConfigMap', 'database', 0),
    },
  },
});
