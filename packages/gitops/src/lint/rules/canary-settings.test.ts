import { testRule } from '../rule-test.ts';
import {
  canaryWithoutReadiness,
  historyBelowRollbackWindow,
  podTemplateStamped,
  progressDeadlineNotAborting,
  rollbackWindowMissing,
  workloadKeptBesideRollout,
} from './canary-settings.ts';
import { deploymentYaml, inFolder, rolloutYaml } from './sample-rollout.ts';

const steps = 'steps: [{setWeight: 50}]';
const of = (spec: string) => inFolder({ 'a.yaml': rolloutYaml(steps, { spec }) });

testRule(rollbackWindowMissing, {
  fails: {
    'a canary without one': { files: of(''), at: ['k8s/a.yaml:4'] },
    'one of no revisions': { files: of('rollbackWindow: {revisions: 0}'), at: ['k8s/a.yaml:6'] },
  },
  passes: {
    'three revisions': of('rollbackWindow: {revisions: 3}'),
    'a canary without steps': inFolder({ 'a.yaml': rolloutYaml('maxSurge: 1') }),
  },
});

testRule(progressDeadlineNotAborting, {
  fails: {
    'a canary without it': { files: of(''), at: ['k8s/a.yaml:4'] },
    'a canary that says no': { files: of('progressDeadlineAbort: false'), at: ['k8s/a.yaml:6'] },
  },
  passes: {
    'a canary that aborts': of('progressDeadlineAbort: true'),
    'a canary without steps': inFolder({ 'a.yaml': rolloutYaml('maxSurge: 1') }),
  },
});

testRule(historyBelowRollbackWindow, {
  fails: {
    'two of three': {
      files: of('revisionHistoryLimit: 2\nrollbackWindow: {revisions: 3}'),
      at: ['k8s/a.yaml:6'],
      says: /2 revisions, fewer than the 3/,
    },
    'the default of ten': { files: of('rollbackWindow: {revisions: 11}'), at: ['k8s/a.yaml:4'] },
  },
  passes: {
    'as many': of('revisionHistoryLimit: 3\nrollbackWindow: {revisions: 3}'),
    'no window': of('revisionHistoryLimit: 0'),
    'the default of ten': of('rollbackWindow: {revisions: 10}'),
  },
});

testRule(canaryWithoutReadiness, {
  fails: {
    'a container without a probe': {
      files: inFolder({ 'a.yaml': rolloutYaml(steps, { container: 'livenessProbe: {httpGet: {port: 80}}' }) }),
      at: ['k8s/a.yaml:13'],
    },
  },
  passes: {
    'a probe': of(''),
    'a probe beside a sidecar without one': inFolder({
      'a.yaml': `${rolloutYaml(steps)}        - {name: proxy, image: x}\n`,
    }),
    'a Deployment': inFolder({ 'a.yaml': deploymentYaml() }),
  },
});

const referring = (more: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: r}
spec:
  workloadRef:
    apiVersion: apps/v1
    kind: Deployment
    name: api
${more}`;

testRule(workloadKeptBesideRollout, {
  fails: {
    'a Deployment that is not scaled down': {
      files: inFolder({ 'a.yaml': referring(''), 'd.yaml': deploymentYaml('replicas: 3') }),
      at: ['k8s/a.yaml:5'],
      says: /Deployment api/,
    },
    'one that says so': {
      files: inFolder({ 'a.yaml': referring('    scaleDown: never\n'), 'd.yaml': deploymentYaml() }),
      at: ['k8s/a.yaml:5'],
    },
  },
  passes: {
    'scaling down': inFolder({ 'a.yaml': referring('    scaleDown: onsuccess\n'), 'd.yaml': deploymentYaml() }),
    'no replicas': inFolder({ 'a.yaml': referring(''), 'd.yaml': deploymentYaml('replicas: 0') }),
    'a Deployment from elsewhere': inFolder({ 'a.yaml': referring('') }),
    'a Rollout of its own pods': of(''),
  },
});

const carrying = (annotations: string) =>
  inFolder({ 'a.yaml': rolloutYaml(steps, { pod: `metadata:\n  labels: {app: api}\n  annotations: ${annotations}` }) });

testRule(podTemplateStamped, {
  fails: {
    'a commit by name': { files: carrying('{example.com/git-sha: abc}'), at: ['k8s/a.yaml:12'], says: /git-sha/ },
    'a commit by value': { files: carrying(`{version: ${'a1'.repeat(20)}}`), at: ['k8s/a.yaml:12'] },
    'a time': { files: carrying('{built: "2026-01-02T03:04:05Z"}'), at: ['k8s/a.yaml:12'] },
    'a label': {
      files: inFolder({ 'a.yaml': rolloutYaml(steps, { pod: 'metadata: {labels: {app: api, commit: abc}}' }) }),
      at: ['k8s/a.yaml:10'],
    },
  },
  passes: {
    'a checksum of the configuration': carrying(`{checksum/config: ${'ab'.repeat(32)}}`),
    'names that only sound like it': carrying('{prometheus.io/scrape: "true", commitment: high, legit: yes}'),
    "the Rollout's own metadata": inFolder({
      'a.yaml': rolloutYaml(steps).replace('{name: api}', '{name: api, annotations: {git-sha: abc}}'),
    }),
    'a Deployment': inFolder({ 'a.yaml': deploymentYaml('', '{app: api, commit: abc}') }),
  },
});
