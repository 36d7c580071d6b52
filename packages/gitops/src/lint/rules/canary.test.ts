import { applicationYaml, testRule, type Files } from '../rule-test.ts';
import { canaryAppliedAgain, canaryBeforeLastWave, canaryBeforePostSync } from './canary.ts';

const app = { 'app.yaml': applicationYaml('api', 'k8s') };
const steps = 'canary: {steps: [{setWeight: 5}, {pause: {duration: 5m}}]}';

const rollout = (wave: number, strategy = steps): string => `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: api
  annotations: {argocd.argoproj.io/sync-wave: "${wave}"}
spec:
  strategy: {${strategy}}
`;
const service = (annotation: string): string =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: api\n  annotations: {${annotation}}\n`;
const hook = (name: string, wave = 0): string =>
  service(`argocd.argoproj.io/hook: ${name}, argocd.argoproj.io/sync-wave: "${wave}"`).replace('Service', 'Pod');
const wave = (number: number): string => service(`argocd.argoproj.io/sync-wave: "${number}"`);

testRule(canaryBeforeLastWave, {
  fails: {
    'a canary with something after it': {
      files: { ...app, 'k8s/a.yaml': rollout(1), 'k8s/b.yaml': wave(2) },
      at: ['k8s/a.yaml:5'],
      says: /^Rollout api of wave 1 takes its time, and Service api of wave 2 waits for it$/,
    },
    'blue and green that wait for a person': {
      files: { ...app, 'k8s/a.yaml': rollout(1, 'blueGreen: {autoPromotionEnabled: false}'), 'k8s/b.yaml': wave(2) },
      at: ['k8s/a.yaml:5'],
    },
    'a Sync hook after it, and one beside it': {
      files: { ...app, 'k8s/a.yaml': rollout(1), 'k8s/b.yaml': hook('Sync', 1), 'k8s/c.yaml': wave(0) },
      at: ['k8s/a.yaml:5'],
      says: /hook Pod api in wave 1/,
    },
  },
  passes: {
    'a canary in the last wave': { ...app, 'k8s/a.yaml': rollout(2), 'k8s/b.yaml': wave(2), 'k8s/c.yaml': wave(-1) },
    'a Rollout without steps that take time': {
      ...app,
      'k8s/a.yaml': rollout(1, 'canary: {steps: [{setWeight: 50}]}'),
      'k8s/b.yaml': wave(2),
    },
    'hooks of a phase before, or of a failure': {
      ...app,
      'k8s/a.yaml': rollout(1),
      'k8s/b.yaml': hook('PreSync', 3),
      'k8s/c.yaml': hook('SyncFail', 3),
    },
    'a Sync hook in the only wave there is': { ...app, 'k8s/a.yaml': rollout(0), 'k8s/b.yaml': hook('Sync', 0) },
    'a Rollout of another Application': {
      ...app,
      'other.yaml': applicationYaml('other', 'other'),
      'k8s/a.yaml': rollout(1),
      'other/b.yaml': wave(2),
    },
  },
});

testRule(canaryBeforePostSync, {
  fails: {
    'a PostSync hook': {
      files: { ...app, 'k8s/a.yaml': rollout(1), 'k8s/b.yaml': hook('PostSync') },
      at: ['k8s/b.yaml:5'],
      says: /PostSync hook Pod api waits for Rollout api/,
    },
  },
  passes: {
    'other hooks': { ...app, 'k8s/a.yaml': rollout(1), 'k8s/b.yaml': hook('PreSync') },
    'a PostSync hook without a canary': { ...app, 'k8s/b.yaml': hook('PostSync') },
  },
});

const withOption = (option: string): Files => ({
  'k8s/a.yaml': rollout(1),
  'app.yaml': applicationYaml('api', 'k8s', { syncPolicy: { syncOptions: [option] } }),
});

testRule(canaryAppliedAgain, {
  fails: {
    'a canary in an Application without the option': {
      files: { ...app, 'k8s/a.yaml': rollout(1) },
      at: ['app.yaml:1'],
    },
    'the option switched off': { files: withOption('ApplyOutOfSyncOnly=false'), at: ['app.yaml:1'] },
  },
  passes: {
    'a canary with the option': withOption('ApplyOutOfSyncOnly=true'),
    'an Application without a canary': { ...app, 'k8s/b.yaml': wave(2) },
  },
});
