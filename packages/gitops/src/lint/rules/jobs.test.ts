import { applicationYaml, testRule } from '../rule-test.ts';
import { jobComesBack, jobNotReplaceable } from './jobs.ts';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
const job = (name: string, annotations = '', spec = ''): string => `apiVersion: batch/v1
kind: Job
metadata:
  name: ${name}
  annotations: {${annotations}}
spec:
  template:
    spec:
      containers:
        - name: migrate
          image: registry.example:5000/migrate:v1.2@${digest}
${spec}`;
const app = { 'app.yaml': applicationYaml('api', 'k8s') };
const healing = {
  'app.yaml': applicationYaml('api', 'k8s', { syncPolicy: { automated: { selfHeal: true } } }),
};

testRule(jobNotReplaceable, {
  fails: {
    'a plain Job': {
      files: { ...app, 'k8s/a.yaml': job('migrate') },
      at: ['k8s/a.yaml:11'],
      says: /^Job migrate is no hook and keeps its name/,
    },
    'one that is replaced without being deleted': {
      files: { ...app, 'k8s/a.yaml': job('migrate', 'argocd.argoproj.io/sync-options: Replace=true') },
      at: ['k8s/a.yaml:11'],
    },
  },
  passes: {
    'a hook': { ...app, 'k8s/a.yaml': job('migrate', 'argocd.argoproj.io/hook: Sync') },
    'one that is deleted first': {
      ...app,
      'k8s/a.yaml': job('migrate', 'argocd.argoproj.io/sync-options: "Force=true, Replace=true"'),
    },
    'names that change with the image': {
      ...app,
      'k8s/a.yaml': job('migrate-0123456'),
      'k8s/b.yaml': job('migrate-v1.2'),
    },
    'a Job that is skipped': { ...app, 'k8s/a.yaml': job('migrate', 'argocd.argoproj.io/hook: Skip') },
  },
});

testRule(jobComesBack, {
  fails: {
    'a Job with a time to live that is healed': {
      files: { ...healing, 'k8s/a.yaml': job('migrate', '', '  ttlSecondsAfterFinished: 60\n') },
      at: ['k8s/a.yaml:12'],
      says: /deleted 60 s after/,
    },
  },
  passes: {
    'an Application that does not heal itself': {
      ...app,
      'k8s/a.yaml': job('migrate', '', '  ttlSecondsAfterFinished: 60\n'),
    },
    'a hook': {
      ...healing,
      'k8s/a.yaml': job('migrate', 'argocd.argoproj.io/hook: Sync', '  ttlSecondsAfterFinished: 60\n'),
    },
    'a Job that stays': { ...healing, 'k8s/a.yaml': job('migrate') },
  },
});
