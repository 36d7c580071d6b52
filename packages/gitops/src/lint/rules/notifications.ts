import { fieldAt, mappingAt, stringsIn, textAt } from '../../yaml/fields.ts';
import type { Repository } from '../../repository/repository.ts';
import type { Resource } from '../../repository/resource.ts';
import type { Rule } from '../rule.ts';
import {
  catalogue,
  notificationSettings,
  subscriptionsOf,
  templatesToGitHub,
  type Condition,
  type NotificationSettings,
} from './notification-settings.ts';

const claims = 'test/peers/cluster/argocd-claims.test.ts';

export const notificationTriggerUnknown: Rule = {
  id: 'notification-trigger-unknown',
  severity: 'error',
  title: 'An Application subscribes to a trigger that there is not',
  why: 'Nothing is ever sent for it: no commit status, so that promotion waits for ever, and no alarm.',
  fix: 'Correct the name in the annotation, or define `trigger.NAME` in argocd-notifications-cm.',
  *check(repository) {
    const settings = notificationSettings(repository);
    if (settings?.complete !== true) return;
    const subscribers: readonly Resource[] = [
      ...repository.applications.map(({ resource }) => resource),
      ...repository.projects,
    ];
    const isKnown = (trigger: string): boolean =>
      trigger === '' || settings.triggers.has(trigger) || catalogue.triggers.has(trigger);
    for (const resource of subscribers) {
      for (const { trigger, path } of subscriptionsOf(resource)) {
        if (isKnown(trigger)) continue;
        const message = `there is no trigger ${trigger}, which ${String(path.at(-1))} subscribes to`;
        yield {
          at: resource.at(path, 'key'),
          message,
          ...(resource.kind === 'Application' && { application: resource.name }),
        };
      }
    }
    for (const { trigger, path } of settings.subscriptions)
      if (!isKnown(trigger))
        yield {
          at: settings.resource.at(path, 'key'),
          message: `there is no trigger ${trigger}, which all Applications subscribe to`,
        };
  },
};

export const notificationTemplateMissing: Rule = {
  id: 'notification-template-missing',
  severity: 'error',
  title: 'A trigger sends a template that there is not',
  why: 'The notification fails when it is due, and whoever waits for it hears nothing.',
  fix: 'Define `template.NAME` in argocd-notifications-cm, or correct the name under `send`.',
  *check(repository) {
    const settings = notificationSettings(repository);
    if (settings?.complete !== true) return;
    for (const [trigger, { value, path }] of settings.triggers) {
      for (const name of new Set(value.flatMap(({ send }) => send))) {
        if (settings.templates.has(name) || catalogue.templates.has(name)) continue;
        yield {
          at: settings.resource.at(path, 'key'),
          message: `trigger ${trigger} sends the template ${name}, which nobody defines`,
        };
      }
    }
  },
};

/** Whether a template posts to GitHub what promotion reads or is started by. */
const reports = (settings: NotificationSettings, name: string): boolean => {
  const github = mappingAt(settings.templates.get(name)?.value, ['github']) ?? {};
  return 'status' in github || 'repositoryDispatch' in github;
};

function* reportingConditions(
  repository: Repository,
): Generator<{ readonly trigger: string; readonly condition: Condition; readonly at: ReturnType<Resource['at']> }> {
  const settings = notificationSettings(repository);
  for (const [trigger, { value, path }] of settings?.triggers ?? [])
    for (const condition of value)
      if (settings !== undefined && condition.send.some((name) => reports(settings, name)))
        yield { trigger, condition, at: settings.resource.at(path, 'key') };
}

export const statusSentOnce: Rule = {
  id: 'status-sent-once',
  severity: 'error',
  title: 'A commit status is sent once, not for every commit',
  why: 'Without `oncePer`, a condition that stays true is told only the first time. An Application that is healthy before and after a sync is never reported for the new commit, and its promotion waits for ever.',
  fix: 'Add `oncePer` with what makes a report a new one: `"[app.status.operationState.syncResult.revision, app.status.operationState.finishedAt]"`.',
  argo: {
    does: 'Argo CD sends no notification for the second commit, as long as the condition was never seen false in between.',
    test: `${claims}: a trigger without oncePer reports one commit and not the next`,
  },
  *check(repository) {
    for (const { trigger, condition, at } of reportingConditions(repository))
      if (condition.oncePer === '')
        yield { at, message: `trigger ${trigger} reports ${condition.when} to GitHub without oncePer` };
  },
};

const revisionAlone = /^app\.status\??\.(?:operationState\??\.syncResult|sync)\??\.revision$/;

export const statusOncePerRevision: Rule = {
  id: 'status-once-per-revision',
  severity: 'warning',
  title: 'A commit status is sent once for each commit, whatever happens to it later',
  why: 'A commit that fails, succeeds and fails again is told as a failure and a success: the second failure is the same revision, so nothing is sent, and its last status stays a success. Promotion goes on with something broken.',
  fix: 'Put the time since when the state holds beside the revision: `"[app.status.operationState.syncResult.revision, app.status.operationState.finishedAt, app.status.health.lastTransitionTime]"`.',
  argo: {
    does: 'Argo CD sends no notification when a state comes back for a revision that it was told for.',
    test: `${claims}: a state that comes back for the same revision is not reported again`,
  },
  *check(repository) {
    for (const { trigger, condition, at } of reportingConditions(repository))
      if (revisionAlone.test(condition.oncePer.trim()))
        yield { at, message: `trigger ${trigger} reports once per ${condition.oncePer.trim()} alone` };
  },
};

export const statusNeverRepeated: Rule = {
  id: 'status-never-repeated',
  severity: 'warning',
  title: 'A commit status that GitHub does not accept is lost',
  why: 'With `oncePer`, what could not be delivered counts as told: one moment in which GitHub or the network is away, and promotion waits for that status until something else changes.',
  fix: 'Put a count into `oncePer` that grows with the time since, so that the status is posted a few times more: `count([2, 10, 60], # < time.Now().Sub(time.Parse(app.status.operationState.finishedAt)).Minutes())`. The same status twice does no harm; more than 1,000 on one commit are refused.',
  argo: {
    does: 'A status that was answered with an error is not sent again, unless `oncePer` has changed since.',
    test: `${claims}: a status that could not be delivered is sent again only where oncePer changes with time`,
  },
  *check(repository) {
    for (const { trigger, condition, at } of reportingConditions(repository)) {
      if (condition.oncePer === '' || /time\s*\.\s*Now\b|reconciledAt/.test(condition.oncePer)) continue;
      yield { at, message: `trigger ${trigger} reports ${condition.when} to GitHub once, whether or not it arrives` };
    }
  },
};

export const statusLabelShared: Rule = {
  id: 'status-label-shared',
  severity: 'error',
  title: 'The commit statuses of all Applications have one name',
  why: "GitHub keeps the last status of each name. With one name for all, an Application's success covers up another one's failure.",
  fix: 'Write `label: "argocd/{{.app.metadata.name}}"`, the name that promotion.yaml lists under `healthy`.',
  *check(repository) {
    const settings = notificationSettings(repository);
    for (const [name, { value, path }] of settings?.templates ?? []) {
      const status = mappingAt(value, ['github', 'status']);
      const label = textAt(status, ['label']) ?? '';
      if (settings === undefined || status === undefined || /\{\{.*\.app\.metadata\.name\b.*\}\}/.test(label)) continue;
      const message = `template ${name} posts the status ${JSON.stringify(label)}, whatever the Application`;
      yield { at: settings.resource.at(path, 'key'), message };
    }
  },
};

export const statusOfSeveralSources: Rule = {
  id: 'status-of-several-sources',
  severity: 'error',
  title: 'An Application of several sources reports by a template for one',
  why: 'Such an Application has neither `spec.source` nor one revision. A template that reads them addresses no repository and no commit, and no status is ever posted.',
  fix: 'Give the template `repoURLPath: "{{(index .app.spec.sources 0).repoURL}}"` and `revisionPath: "{{index .app.status.operationState.syncResult.revisions 0}}"`, with the position of the source that is this repository.',
  argo: {
    does: 'Argo CD fails to tell which repository on GitHub is meant, and posts nothing.',
    test: `${claims}: a template for one source posts no status for an Application of several`,
  },
  *check(repository) {
    const settings = notificationSettings(repository);
    if (settings === undefined) return;
    for (const application of repository.applications) {
      if (application.resource.list('spec', 'sources').length === 0) continue;
      for (const [name, { value }] of templatesToGitHub(settings, application, repository.projects)) {
        const github = mappingAt(value, ['github']);
        if (github === undefined) continue;
        const [address, revision] = [textAt(github, ['repoURLPath']), textAt(github, ['revisionPath'])];
        const lacking = [
          ...(readsSeveral(address, 'sources') ? [] : ['repoURLPath']),
          ...(readsSeveral(revision, 'revisions') ? [] : ['revisionPath']),
        ];
        if (lacking.length === 0) continue;
        const message = `Application ${application.name} has several sources, and ${lacking.join(' and ')} of template ${name} ${lacking.length === 1 ? 'is' : 'are'} for one`;
        yield { at: application.resource.at(['spec', 'sources'], 'key'), message, application: application.name };
      }
    }
  },
};

/** The default, and what names a field of one source, are for one; what is written out in words is for any. */
const readsSeveral = (template: string | undefined, field: string): boolean =>
  template !== undefined && (template.includes(field) || !template.includes('.app.'));

export const deploymentMergesItself: Rule = {
  id: 'deployment-merges-itself',
  severity: 'error',
  title: 'A deployment on GitHub merges the default branch by itself',
  why: 'Where `autoMerge` is not set, GitHub merges the default branch into the ref that is deployed, with a merge commit that nobody asked for.',
  fix: 'Set `autoMerge: false`, and `requiredContexts: []`, or every other status of the commit has to be a success first.',
  *check(repository) {
    const settings = notificationSettings(repository);
    for (const [name, { value, path }] of settings?.templates ?? []) {
      const deployment = mappingAt(value, ['github', 'deployment']);
      if (settings === undefined || deployment === undefined || fieldAt(deployment, ['autoMerge']) === false) continue;
      yield {
        at: settings.resource.at(path, 'key'),
        message: `template ${name} makes a deployment without autoMerge: false`,
      };
    }
  },
};

const secretKeys =
  /^(?:private[-_]?key|token|password|api[-_]?(?:key|token|secret)|access[-_]?token|client[-_]?secret|signing[-_]?secret|integration[-_]?key|secret|authorization)$/i;

export const notificationSecretInClear: Rule = {
  id: 'notification-secret-in-clear',
  severity: 'error',
  title: 'A secret of notifications stands in the ConfigMap',
  why: 'Whoever can read the repository has it, for as long as the history is kept, and can post statuses that promotion believes.',
  fix: 'Revoke it. Put the new one into the Secret argocd-notifications-secret, not into Git, and write `$KEY` here.',
  *check(repository) {
    const settings = notificationSettings(repository);
    for (const [name, { value, path }] of settings?.services ?? []) {
      for (const [field, text] of stringsIn(value)) {
        const key = field.findLast((part) => typeof part === 'string') ?? '';
        if (settings === undefined || !secretKeys.test(key) || text === '' || /^(?:Bearer |Basic )?\$/.test(text))
          continue;
        yield { at: settings.resource.at(path, 'key'), message: `service.${name} has ${field.join('.')} written out` };
      }
    }
  },
};
