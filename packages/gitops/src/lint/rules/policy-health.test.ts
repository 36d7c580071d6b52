import { testRule, type Files } from '../rule-test.ts';
import {
  healthIncomplete,
  healthNotPosted,
  healthOfNoApplication,
  healthOfWrongEnvironment,
  healthUnsubscribed,
} from './policy-health.ts';
import { environmentApplication, environments, podYaml, policyYaml } from './sample-policy.ts';

const waiting = (context: string, more: Files = {}) =>
  environments({ 'promotion.yaml': policyYaml(`, healthy: [${context}]`), ...more });

const settings = (label = 'argocd/{{.app.metadata.name}}'): Files => ({
  'argocd/cm.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-notifications-cm}
data:
  trigger.on-state: |
    - {when: "true", oncePer: app.x, send: [state]}
  template.state: |
    github: {status: {state: success, label: "${label}"}}
`,
});
const subscribed = (trigger: string): Files => ({
  'apps/dev.yaml': environmentApplication('dev', ['envs/dev.yaml'], {
    folder: 'k8s/dev',
    annotations: { [`notifications.argoproj.io/subscribe.${trigger}.github`]: '' },
  }),
});

testRule(healthOfNoApplication, {
  fails: {
    'a misspelling': { files: waiting('argocd/dve'), at: ['promotion.yaml:11'], says: /staging waits for argocd\/dve/ },
  },
  passes: {
    'an Application': waiting('argocd/dev'),
    'a status of something else': waiting('ci/smoke'),
    'the name that a template gives': waiting('argocd/the-dev', {
      ...settings('argocd/the-{{.app.metadata.name}}'),
      ...subscribed('on-state'),
    }),
    'a set that cannot be expanded': waiting('argocd/x', {
      's.yaml':
        'apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: s}\nspec: {generators: [{clusters: {}}], template: {}}',
    }),
  },
});

testRule(healthNotPosted, {
  fails: {
    'no subscription': {
      files: waiting('argocd/dev', settings()),
      at: ['promotion.yaml:11'],
      says: /Application dev posts no status/,
    },
    'a trigger that is not there': {
      files: waiting('argocd/dev', { ...settings(), ...subscribed('on-sate') }),
      at: ['promotion.yaml:11'],
    },
    'another name': {
      files: waiting('argocd/dev', { ...settings('cd/{{ .app.metadata.name }}'), ...subscribed('on-state') }),
      at: ['promotion.yaml:11'],
      says: /only cd\/dev/,
    },
  },
  passes: {
    'a subscription': waiting('argocd/dev', { ...settings(), ...subscribed('on-state') }),
    'a subscription of the project': waiting('argocd/dev', {
      ...settings(),
      'project.yaml':
        'apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: {name: default, annotations: {notifications.argoproj.io/subscribe.on-state.github: ""}}',
    }),
    'a subscription of everybody': waiting('argocd/dev', {
      'argocd/cm.yaml': `${settings()['argocd/cm.yaml'] ?? ''}  subscriptions: |\n    - {recipients: [github], triggers: [on-state]}\n`,
    }),
    'a trigger of the catalogue': waiting('argocd/dev', { ...settings(), ...subscribed('on-deployed') }),
    'settings from elsewhere': waiting('argocd/dev'),
    'a name with another field in it': waiting('argocd/dev', {
      ...settings('argocd/{{.app.metadata.name}}{{.context.suffix}}'),
      ...subscribed('on-state'),
    }),
  },
});

testRule(healthUnsubscribed, {
  fails: {
    'neither settings nor a subscription': {
      files: waiting('argocd/dev'),
      at: ['promotion.yaml:11'],
      says: /staging waits for argocd\/dev, and nothing here has it posted: Application dev subscribes to nothing/,
    },
    'a subscription that goes elsewhere': {
      files: waiting('argocd/dev', {
        'apps/dev.yaml': environmentApplication('dev', ['envs/dev.yaml'], {
          folder: 'k8s/dev',
          annotations: { 'notifications.argoproj.io/subscribe.on-state.slack': 'deploys' },
        }),
      }),
      at: ['promotion.yaml:11'],
    },
    'settings of two Argo CDs, of which nobody knows which it is': {
      files: waiting('argocd/dev', { ...settings(), 'other/cm.yaml': settings()['argocd/cm.yaml'] ?? '' }),
      at: ['promotion.yaml:11'],
    },
  },
  passes: {
    'a subscription to what is set elsewhere': waiting('argocd/dev', subscribed('on-state')),
    'a subscription of the project': waiting('argocd/dev', {
      'project.yaml':
        'apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: {name: default, annotations: {notifications.argoproj.io/subscribe.on-state.github: ""}}',
    }),
    'settings, of which another rule speaks': waiting('argocd/dev', settings()),
    'a status of something else': waiting('ci/smoke'),
  },
});

testRule(healthOfWrongEnvironment, {
  fails: {
    'its own health': {
      files: waiting('argocd/staging'),
      at: ['promotion.yaml:11'],
      says: /follows dev, and waits for argocd\/staging, which is of staging/,
    },
  },
  passes: {
    'the environment before': waiting('argocd/dev'),
    'an Application of no environment': waiting('argocd/gateway', {
      'apps/gateway.yaml': environmentApplication('gateway', [], { folder: 'k8s/dev' }),
    }),
    'one that is of both': waiting('argocd/dev', {
      'apps/dev.yaml': environmentApplication('dev', ['envs/dev.yaml', 'envs/staging.yaml'], { folder: 'k8s/dev' }),
    }),
  },
});

const two: Files = {
  'k8s/dev/x.yaml': podYaml('a'),
  'apps/more.yaml': environmentApplication('more', ['envs/dev.yaml'], { folder: 'k8s/more', namespace: 'dev' }),
  'k8s/more/y.yaml': podYaml('b').replace('name: api', 'name: more'),
};

testRule(healthIncomplete, {
  fails: {
    'an Application that is not listed': {
      files: waiting('argocd/dev', two),
      at: ['promotion.yaml:11'],
      says: /staging does not wait for more, which dev deploys as well/,
    },
  },
  passes: {
    'both listed': waiting('argocd/dev, argocd/more', two),
    'one that stands instead of the other': waiting('argocd/dev', { ...two, 'k8s/more/y.yaml': podYaml('b') }),
    'one that reads no digest': waiting('argocd/dev', {
      ...two,
      'apps/more.yaml': environmentApplication('more', [], { folder: 'k8s/more' }),
    }),
    'no health asked for': environments(two),
  },
});
