import { applicationYaml, testRule, type Files } from '../rule-test.ts';
import {
  deploymentMergesItself,
  notificationSecretInClear,
  notificationTemplateMissing,
  notificationTriggerUnknown,
  statusLabelShared,
  statusOfSeveralSources,
  statusNeverRepeated,
  statusOncePerRevision,
  statusSentOnce,
} from './notifications.ts';

const template = 'template.state: |\n    github: {status: {state: success, label: "argocd/{{.app.metadata.name}}"}}';
const revision = 'app.status.operationState.syncResult.revision';

/** The ConfigMap, whose first entry stands on line 5. */
const settings = (...entries: readonly string[]): Files => ({
  'cm.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: argocd-notifications-cm}\ndata:\n${entries
    .map((entry) => `  ${entry}\n`)
    .join('')}`,
});
const trigger = (oncePer: string, send = '[state]'): string =>
  `trigger.on-state: |\n    - {when: app.healthy, ${oncePer === '' ? '' : `oncePer: "${oncePer}", `}send: ${send}}`;

const subscriber = (annotations: Readonly<Record<string, string>>, more = {}): Files => ({
  'k8s/x.yaml': '',
  'app.yaml': JSON.stringify(
    { ...(JSON.parse(applicationYaml('api', 'k8s', more)) as object), metadata: { name: 'api', annotations } },
    null,
    1,
  ),
});
const subscribe = (name: string, service = 'github') => ({
  [`notifications.argoproj.io/subscribe.${name}.${service}`]: '',
});

testRule(notificationTriggerUnknown, {
  fails: {
    'a misspelling': {
      files: { ...settings(trigger('x'), template), ...subscriber(subscribe('on-sate')) },
      at: ['app.yaml:7'],
      says: /no trigger on-sate/,
    },
    'one of everybody': {
      files: settings(trigger('x'), 'subscriptions: |\n    - {recipients: ["slack:ops"], triggers: [on-sate]}'),
      at: ['cm.yaml:7'],
    },
    'one in a list': {
      files: {
        ...settings(trigger('x')),
        ...subscriber({
          'notifications.argoproj.io/subscriptions':
            '- {trigger: [on-sate], destinations: [{service: slack, recipients: [a]}]}',
        }),
      },
      at: ['app.yaml:7'],
    },
  },
  passes: {
    'a trigger of the ConfigMap': { ...settings(trigger('x')), ...subscriber(subscribe('on-state')) },
    'a trigger of the catalogue': { ...settings(trigger('x')), ...subscriber(subscribe('on-sync-failed')) },
    'the default triggers of a service': {
      ...settings(trigger('x')),
      ...subscriber({ 'notifications.argoproj.io/subscribe.slack': 'ops' }),
    },
    'settings from elsewhere': subscriber(subscribe('on-sate')),
    'a template of Helm': { ...settings('trigger.{{ x }}: "{{- [" '), ...subscriber(subscribe('on-sate')) },
  },
});

testRule(notificationTemplateMissing, {
  fails: {
    'a misspelling': {
      files: settings(trigger('x', '[sate]'), template),
      at: ['cm.yaml:5'],
      says: /on-state sends the template sate/,
    },
  },
  passes: {
    'a template of the ConfigMap': settings(trigger('x'), template),
    'a template of the catalogue': settings(trigger('x', '[app-deployed]')),
  },
});

testRule(statusSentOnce, {
  fails: {
    'a status without oncePer': { files: settings(trigger(''), template), at: ['cm.yaml:5'], says: /app\.healthy/ },
    'a dispatch without oncePer': {
      files: settings(trigger(''), 'template.state: |\n    github: {repositoryDispatch: {event_type: abort}}'),
      at: ['cm.yaml:5'],
    },
  },
  passes: {
    'a status for each commit': settings(trigger(`[${revision}]`), template),
    'a message, which may be sent once': settings(trigger(''), 'template.state: |\n    message: hello'),
  },
});

testRule(statusOncePerRevision, {
  fails: {
    'the revision of the sync': { files: settings(trigger(revision), template), at: ['cm.yaml:5'] },
    'with a question mark': {
      files: settings(trigger('app.status?.operationState.syncResult.revision'), template),
      at: ['cm.yaml:5'],
    },
    'the revision that is compared': {
      files: settings(trigger('app.status.sync.revision'), template),
      at: ['cm.yaml:5'],
    },
  },
  passes: {
    'the time beside it': settings(trigger(`[${revision}, app.status.operationState.finishedAt]`), template),
    'a message': settings(trigger(revision), 'template.state: |\n    message: hello'),
  },
});

testRule(statusNeverRepeated, {
  fails: {
    'what stays the same as long as the state': {
      files: settings(trigger(`[${revision}, app.status.operationState.finishedAt]`), template),
      at: ['cm.yaml:5'],
    },
  },
  passes: {
    'a count of the time since': settings(
      trigger(
        `[${revision}, count([2, 10], # < time.Now().Sub(time.Parse(app.status.operationState.finishedAt)).Minutes())]`,
      ),
      template,
    ),
    'no oncePer, which another rule is about': settings(trigger(''), template),
    'a message': settings(trigger(revision), 'template.state: |\n    message: hello'),
  },
});

testRule(statusLabelShared, {
  fails: {
    'one name for all': {
      files: settings('template.state: |\n    github: {status: {state: success, label: argocd/sync}}'),
      at: ['cm.yaml:5'],
      says: /"argocd\/sync"/,
    },
    'the name of the project': {
      files: settings('template.state: |\n    github: {status: {label: "argocd/{{.app.spec.project}}"}}'),
      at: ['cm.yaml:5'],
    },
  },
  passes: {
    'the name of the Application': settings(template),
    'a message': settings('template.state: |\n    message: hello'),
  },
});

const several = {
  source: undefined,
  sources: [{ repoURL: 'https://github.com/acme/gitops.git', path: 'k8s' }],
};
const fields = (more: string): string =>
  `template.state: |\n    github: {${more}status: {state: success, label: "argocd/{{.app.metadata.name}}"}}`;

testRule(statusOfSeveralSources, {
  fails: {
    'the defaults': {
      files: { ...settings(trigger('x'), template), ...subscriber(subscribe('on-state'), several) },
      at: ['app.yaml:16'],
      says: /repoURLPath and revisionPath of template state are for one/,
    },
    'a revision of one source': {
      files: {
        ...settings(
          trigger('x'),
          fields(`repoURLPath: "https://github.com/acme/gitops", revisionPath: "{{.${revision}}}", `),
        ),
        ...subscriber(subscribe('on-state'), several),
      },
      at: ['app.yaml:16'],
      says: /revisionPath of template state is for one/,
    },
  },
  passes: {
    'one source': { ...settings(trigger('x'), template), ...subscriber(subscribe('on-state')) },
    'paths for several': {
      ...settings(
        trigger('x'),
        fields(
          'repoURLPath: "{{(index .app.spec.sources 0).repoURL}}", revisionPath: "{{index .app.status.operationState.syncResult.revisions 0}}", ',
        ),
      ),
      ...subscriber(subscribe('on-state'), several),
    },
    'no subscription': { ...settings(trigger('x'), template), ...subscriber({}, several) },
    'a message to Slack': {
      ...settings(trigger('x'), template),
      ...subscriber(subscribe('on-state', 'slack'), several),
    },
  },
});

testRule(deploymentMergesItself, {
  fails: {
    'the default': {
      files: settings('template.state: |\n    github: {deployment: {state: success, environment: prod}}'),
      at: ['cm.yaml:5'],
    },
  },
  passes: {
    'no merging': settings('template.state: |\n    github: {deployment: {state: success, autoMerge: false}}'),
    'a status': settings(template),
  },
});

testRule(notificationSecretInClear, {
  fails: {
    'a key of an App': {
      files: settings('service.github: |\n    appID: 1\n    privateKey: |\n      -----BEGIN'),
      at: ['cm.yaml:5'],
      says: /service\.github has privateKey/,
    },
    'a header of a webhook': {
      files: settings(
        'service.webhook.x: |\n    url: https://a.example\n    headers: [{name: Authorization, value: x}]\n    basicAuth: {username: a, password: b}',
      ),
      at: ['cm.yaml:5'],
      says: /basicAuth\.password/,
    },
  },
  passes: {
    'keys of the Secret': settings(
      'service.github: |\n    appID: 1\n    privateKey: $github-privateKey',
      'service.slack: |\n    token: $slack-token',
    ),
    'what is no secret': settings('service.slack: |\n    username: bot\n    icon: ":robot:"\n    token: ""'),
  },
});
