import { applicationYaml, testRule } from '../rule-test.ts';
import {
  generatedName,
  hookDeletePolicyUnknown,
  hookDoesNotEnd,
  hookNotReplaced,
  hookPhasesDiffer,
  hookWithoutDeadline,
} from './hooks.ts';

const app = { 'app.yaml': applicationYaml('api', 'k8s') };

const resource = (
  { kind = 'Job', name = 'name: migrate', spec = 'template: {spec: {containers: []}}' },
  ...annotations: readonly string[]
): string => `apiVersion: ${kind === 'Pod' || kind === 'ConfigMap' ? 'v1' : 'batch/v1'}
kind: ${kind}
metadata:
  ${name}
  annotations:
    other: x
${annotations.map((line) => `    ${line}\n`).join('')}spec:
  ${spec}
`;
const preSync = 'argocd.argoproj.io/hook: PreSync';
const policy = (names: string): string => `argocd.argoproj.io/hook-delete-policy: ${names}`;
const file = (text: string) => ({ ...app, 'k8s/a.yaml': text });

testRule(hookNotReplaced, {
  fails: {
    'a hook that is deleted only when it succeeded': {
      files: file(resource({}, preSync, policy('HookSucceeded'))),
      at: ['k8s/a.yaml:8'],
      says: /^hook Job migrate is deleted only by HookSucceeded/,
      fixed: { 'k8s/a.yaml': resource({}, preSync, policy('BeforeHookCreation,HookSucceeded')) },
    },
    'one of Helm that is deleted only when it failed': {
      files: file(resource({}, 'helm.sh/hook: pre-install', 'helm.sh/hook-delete-policy: hook-failed')),
      at: ['k8s/a.yaml:8'],
    },
  },
  passes: {
    'a hook that is replaced, or without a policy': {
      ...file(resource({}, preSync, policy('HookSucceeded, BeforeHookCreation'))),
      'k8s/b.yaml': resource({}, preSync),
    },
    'one that is deleted either way': file(resource({}, preSync, policy('HookSucceeded,HookFailed'))),
    'one with another name each time': file(resource({ name: 'generateName: a-' }, preSync, policy('HookSucceeded'))),
    'what does not run': file(resource({ kind: 'ConfigMap' }, preSync, policy('HookSucceeded'))),
    'what is no hook': file(resource({}, policy('HookSucceeded'))),
  },
});

testRule(hookDeletePolicyUnknown, {
  fails: {
    'the spelling of Helm': {
      files: file(resource({}, preSync, policy('before-hook-creation'))),
      at: ['k8s/a.yaml:8'],
      says: /"before-hook-creation".*spelt BeforeHookCreation$/,
      fixed: { 'k8s/a.yaml': resource({}, preSync, policy('BeforeHookCreation')) },
    },
    'one of several': {
      files: file(resource({}, preSync, policy('HookSucceeded,Always'))),
      at: ['k8s/a.yaml:8'],
      says: /"Always", which Argo CD does not know$/,
    },
    'a policy on what is no hook': { files: file(resource({}, policy('HookSucceeded'))), at: ['k8s/a.yaml:7'] },
  },
  passes: {
    'the known ones': file(resource({}, preSync, policy('BeforeHookCreation, HookSucceeded,HookFailed'))),
    "Helm's on a hook of Helm": file(
      resource({}, 'helm.sh/hook: pre-install', 'helm.sh/hook-delete-policy: before-hook-creation'),
    ),
    'a policy on a hook of Helm': file(resource({}, 'helm.sh/hook: pre-install', policy('HookSucceeded'))),
  },
});

testRule(hookPhasesDiffer, {
  fails: {
    'before the one and after the other': {
      files: file(resource({}, preSync, 'helm.sh/hook: post-install,post-upgrade')),
      at: ['k8s/a.yaml:8'],
      says: /hook of PreSync; its helm\.sh\/hook post-install,post-upgrade would be PostSync/,
    },
  },
  passes: {
    'the same in both': file(resource({}, preSync, 'helm.sh/hook: pre-upgrade,pre-install')),
    'one of them': file(resource({}, 'helm.sh/hook: post-install')),
    'one that Argo CD does not take over': file(resource({}, preSync, 'helm.sh/hook: test')),
    'a hook that is skipped': file(resource({}, 'argocd.argoproj.io/hook: Skip', 'helm.sh/hook: post-install')),
  },
});

testRule(hookDoesNotEnd, {
  fails: {
    'a Pod that is restarted': {
      files: file(resource({ kind: 'Pod', spec: 'containers: []' }, preSync)),
      at: ['k8s/a.yaml:8'],
      says: /restartPolicy Always/,
    },
    'a suspended Job': { files: file(resource({ spec: 'suspend: true' }, preSync)), at: ['k8s/a.yaml:9'] },
    'a CronJob': { files: file(resource({ kind: 'CronJob' }, preSync)), at: ['k8s/a.yaml:2'] },
  },
  passes: {
    'a Job, and a Pod that ends': {
      ...file(resource({}, preSync)),
      'k8s/b.yaml': resource({ kind: 'Pod', spec: 'restartPolicy: Never' }, preSync),
    },
    'no hooks': {
      ...file(resource({ kind: 'CronJob' })),
      'k8s/b.yaml': resource({ kind: 'Pod', spec: 'containers: []' }),
    },
  },
});

testRule(hookWithoutDeadline, {
  fails: {
    'a hook Job without a deadline': { files: file(resource({}, preSync)), at: ['k8s/a.yaml:8'] },
    'a deadline of the pod, which does not begin before it has started': {
      files: file(
        resource({ spec: 'template: {spec: {activeDeadlineSeconds: 5, containers: []}}' }, 'helm.sh/hook: pre-install'),
      ),
      at: ['k8s/a.yaml:8'],
    },
  },
  passes: {
    'a deadline': file(resource({ spec: 'activeDeadlineSeconds: 300\n  template: {spec: {containers: []}}' }, preSync)),
    'a Job that is no hook': file(resource({})),
    'a test of a release, which is never applied': file(resource({}, 'helm.sh/hook: test')),
  },
});

testRule(generatedName, {
  fails: {
    'what is no hook': {
      files: file(resource({ name: 'generateName: migrate-' })),
      at: ['k8s/a.yaml:4'],
      says: /^Job migrate-… is no hook/,
    },
    'hooks that pile up': {
      files: file(resource({ name: 'generateName: migrate-' }, preSync)),
      at: ['k8s/a.yaml:4'],
      says: /^hook Job migrate-… has another name each time/,
    },
  },
  passes: {
    'a hook that is deleted': file(resource({ name: 'generateName: migrate-' }, preSync, policy('HookSucceeded'))),
    'a name': file(resource({}, preSync)),
    'what is not applied': file(resource({ name: 'generateName: x-' }, 'argocd.argoproj.io/hook: Skip')),
  },
});
