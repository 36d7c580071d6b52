import { applicationYaml, policyYaml, testRule, type Files } from '../rule-test.ts';
import {
  driftKept,
  emptyAllowed,
  hooksAlone,
  retryKeepsRevision,
  retryWithoutLimit,
  syncByHand,
} from './automation.ts';

const policy = policyYaml('dev: {from: build, merge: auto}');

const application = (...syncPolicy: readonly string[]): Files => ({
  'promotion.yaml': policy,
  'envs/dev/values.yaml': '',
  'app.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: dev}
spec:
  source: {repoURL: https://github.com/acme/gitops, path: envs/dev}
  syncPolicy:
    syncOptions: []
${syncPolicy.map((line) => `    ${line}\n`).join('')}`,
});
const notOfPolicy = (files: Files): Files => ({ ...files, 'promotion.yaml': 'version: 1\n' });
const all = 'automated: {prune: true, selfHeal: true}';

testRule(syncByHand, {
  fails: {
    'no automation': { files: application(), at: ['app.yaml:6'], says: /Application dev deploys dev/ },
    'automation switched off': { files: application('automated: {enabled: false}'), at: ['app.yaml:8'] },
  },
  passes: {
    automation: application('automated: {}'),
    'an Application that no promotion concerns': notOfPolicy(application()),
    'an Application of something else': {
      ...application(all),
      'other.yaml': applicationYaml('other', 'other'),
      'other/x.yaml': '',
    },
  },
});

testRule(driftKept, {
  fails: {
    'neither of both': {
      files: application('automated: {}'),
      at: ['app.yaml:8'],
      says: /without selfHeal and prune$/,
    },
    'one of them': { files: application('automated:', '  selfHeal: true', '  prune: false'), at: ['app.yaml:10'] },
  },
  passes: {
    both: application(all),
    'syncing by hand': application(),
    'an Application that no promotion concerns': notOfPolicy(application('automated: {}')),
  },
});

testRule(emptyAllowed, {
  fails: {
    'an Application that may be emptied': { files: application('automated: {allowEmpty: true}'), at: ['app.yaml:8'] },
  },
  passes: { 'one that may not': application('automated: {allowEmpty: false}') },
});

const hook =
  'apiVersion: batch/v1\nkind: Job\nmetadata: {name: migrate, annotations: {argocd.argoproj.io/hook: Sync}}\n';
const settings = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n';
const withHook = (files: Files): Files => ({ ...files, 'envs/dev/values.yaml': hook });

testRule(hooksAlone, {
  fails: {
    'an Application of one hook': {
      files: withHook(application(all)),
      at: ['app.yaml:4'],
      says: /dev has nothing but hooks/,
    },
  },
  passes: {
    'a hook beside something else': { ...withHook(application(all)), 'envs/dev/settings.yaml': settings },
    'syncing by hand': withHook(application()),
    'nothing at all': application(all),
  },
});

testRule(retryKeepsRevision, {
  fails: {
    'a retry without refresh': { files: application(all, 'retry: {limit: 5}'), at: ['app.yaml:9'] },
    'the retry that Argo CD takes by itself': { files: application(all), at: ['app.yaml:6'] },
  },
  passes: {
    'a retry with refresh': application(all, 'retry: {limit: 5, refresh: true}'),
    'no retry at all': application(all, 'retry: {limit: 0}'),
    'syncing by hand': application(),
  },
});

testRule(retryWithoutLimit, {
  fails: { 'a retry that is none': { files: application('retry: {refresh: true}'), at: ['app.yaml:8'] } },
  passes: { 'a limit': application('retry: {limit: -1}'), 'no retry': application() },
});
