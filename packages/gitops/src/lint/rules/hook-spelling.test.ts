import { applicationYaml, testRule } from '../rule-test.ts';
import { hookSpelling } from './hook-spelling.ts';

const app = applicationYaml('api', 'k8s');
const job = (annotation: string): string => `apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
  annotations:
    ${annotation}
`;

testRule(hookSpelling, {
  fails: {
    'a hook in the wrong case': {
      files: { 'app.yaml': app, 'k8s/job.yaml': job('argocd.argoproj.io/hook: Presync') },
      at: ['k8s/job.yaml:6'],
      says: /"Presync".*PreSync/,
      fixed: { 'k8s/job.yaml': job('argocd.argoproj.io/hook: PreSync') },
    },
    'one of several': {
      files: { 'app.yaml': app, 'k8s/job.yaml': job('argocd.argoproj.io/hook: PreSync,Before') },
      at: ['k8s/job.yaml:6'],
      says: /"Before"/,
    },
    'a hook of Helm that Argo CD does not take over': {
      files: { 'app.yaml': app, 'k8s/job.yaml': job('helm.sh/hook: pre-rollback') },
      at: ['k8s/job.yaml:6'],
    },
  },
  passes: {
    'the known hooks': { 'app.yaml': app, 'k8s/job.yaml': job('argocd.argoproj.io/hook: PreSync, PostSync') },
    "Helm's of an install": { 'app.yaml': app, 'k8s/job.yaml': job('helm.sh/hook: pre-install,pre-upgrade') },
    'a test of a release': { 'app.yaml': app, 'k8s/job.yaml': job('helm.sh/hook: test') },
    'what no Application deploys': {
      'app.yaml': app,
      'k8s/x.yaml': '',
      'other/job.yaml': job('argocd.argoproj.io/hook: X'),
    },
  },
});
