import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Resource } from './resource.ts';
import { syncPlanOf, type SyncPlan } from './sync.ts';

const planOf = (annotations: Readonly<Record<string, string>>): SyncPlan =>
  syncPlanOf(
    new Resource(
      { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'a', annotations } },
      {
        file: 'a',
        at: () => ({ file: 'a', line: 1, column: 1 }),
        replacement: () => undefined,
        renaming: () => undefined,
      },
    ),
  );

const hook = 'argocd.argoproj.io/hook';
const none: SyncPlan = {
  hook: false,
  phases: ['Sync'],
  unknownHooks: [],
  wave: 0,
  deletePolicies: [],
  unknownDeletePolicies: [],
};
const asHook: SyncPlan = { ...none, hook: true, phases: ['PreSync'], deletePolicies: ['BeforeHookCreation'] };

describe('Argo CD takes', () => {
  for (const [title, annotations, expected] of [
    ['a plain resource in the sync', {}, none],
    ['a hook in its phase', { [hook]: 'PreSync' }, asHook],
    ['a hook in several', { [hook]: 'PreSync, PostSync' }, { ...asHook, phases: ['PreSync', 'PostSync'] }],
    ['an unknown hook in none', { [hook]: 'Presync' }, { ...asHook, phases: [], unknownHooks: ['Presync'] }],
    ['what is skipped in none', { [hook]: 'Skip' }, { ...none, phases: [] }],
    ["Helm's install and upgrade as before the sync", { 'helm.sh/hook': 'pre-install,pre-upgrade' }, asHook],
    ["Helm's test as never applied", { 'helm.sh/hook': 'test' }, { ...asHook, phases: [], unknownHooks: ['test'] }],
    ["Helm's hooks of CRDs as no hook", { 'helm.sh/hook': 'crd-install' }, none],
    [
      "Argo CD's hook before Helm's",
      { [hook]: 'PostSync', 'helm.sh/hook': 'pre-install' },
      { ...asHook, phases: ['PostSync'] },
    ],
    [
      "Helm's hook where Argo CD's is unknown",
      { [hook]: 'x', 'helm.sh/hook': 'pre-install' },
      { ...asHook, unknownHooks: ['x'] },
    ],
    ['a wave', { 'argocd.argoproj.io/sync-wave': '-3' }, { ...none, wave: -3 }],
    [
      "a wave that is no number as Helm's weight",
      { 'argocd.argoproj.io/sync-wave': 'one', 'helm.sh/hook-weight': '5' },
      { ...none, wave: 5 },
    ],
    ['a wave that is no number as 0', { 'argocd.argoproj.io/sync-wave': '1.5' }, none],
    [
      'delete policies of both',
      {
        [hook]: 'PreSync',
        'argocd.argoproj.io/hook-delete-policy': 'HookSucceeded',
        'helm.sh/hook-delete-policy': 'hook-failed',
      },
      { ...asHook, deletePolicies: ['HookSucceeded', 'HookFailed'] },
    ],
    [
      'an unknown delete policy as none',
      { [hook]: 'PreSync', 'argocd.argoproj.io/hook-delete-policy': 'hook-succeeded' },
      { ...asHook, unknownDeletePolicies: ['hook-succeeded'] },
    ],
  ] as const) {
    test(title, () => assert.deepEqual(planOf(annotations), expected));
  }
});
