import type { Application, Manifest } from '../../repository/application.ts';
import { isMapping } from '../../yaml/fields.ts';
import type { Rule } from '../rule.ts';
import { compareMoments, momentName, momentOf } from './sync-order.ts';

/** Whether a new version takes its time or waits for somebody: Argo CD sees it as Suspended or Progressing until then. */
export function takesItsTime(resource: Manifest): boolean {
  if (!resource.is('argoproj.io', 'Rollout')) return false;
  const slow = resource
    .list('spec', 'strategy', 'canary', 'steps')
    .some((step) => isMapping(step) && ('pause' in step || 'analysis' in step || 'experiment' in step));
  const blueGreen = resource.mapping('spec', 'strategy', 'blueGreen') ?? {};
  return (
    slow ||
    blueGreen['autoPromotionEnabled'] === false ||
    blueGreen['autoPromotionSeconds'] !== undefined ||
    blueGreen['prePromotionAnalysis'] !== undefined
  );
}

export const canaryBeforeLastWave: Rule = {
  id: 'canary-before-last-wave',
  severity: 'error',
  title: 'A Rollout takes its time in a wave that is not the last',
  why: 'Argo CD waits for every wave but the last to become healthy, and a Rollout is not while it pauses or analyses. The sync stays running for all that time, and a revert in Git is not looked at before it ends.',
  fix: 'Give the Rollout the last wave of its Application, together with its routes, autoscalers and disruption budgets, and no Sync hook in that wave.',
  argo: {
    does: 'The sync stays Running while the Rollout is paused, and a newer commit is not synced until it ends.',
    test: 'test/peers/cluster/application-claims.test.ts: a canary before the last wave keeps the sync from a revert',
  },
  *check({ applications }) {
    for (const application of applications) {
      for (const rollout of application.manifests.filter(takesItsTime)) {
        const held = heldUpBy(rollout, application);
        if (held === undefined) continue;
        yield {
          at: rollout.at(['metadata', 'annotations', 'argocd.argoproj.io/sync-wave']),
          message: `${rollout.title} of wave ${rollout.sync.wave} takes its time, and ${held} waits for it`,
          application: application.name,
        };
      }
    }
  },
};

/** What of the Sync phase is applied, or has to end, only when the Rollout is healthy. */
function heldUpBy(rollout: Manifest, { manifests }: Application): string | undefined {
  const at = momentOf(rollout);
  if (at?.phase !== 'Sync') return undefined;
  const inSync = manifests.filter(({ sync }) => sync.phases.includes('Sync'));
  const [later] = inSync
    .filter(({ sync }) => sync.wave > at.wave)
    .toSorted((left, right) => left.sync.wave - right.sync.wave);
  if (later !== undefined) return `${later.title} of wave ${later.sync.wave}`;
  const isMultiStep = manifests.some((each) => compareMoments(momentOf(each) ?? at, at) < 0);
  const hook = isMultiStep ? inSync.find(({ sync }) => sync.hook && sync.wave === at.wave) : undefined;
  return hook === undefined ? undefined : `the end of a sync with hook ${hook.title} in ${momentName(at)}`;
}

export const canaryBeforePostSync: Rule = {
  id: 'canary-before-post-sync',
  severity: 'error',
  title: 'A PostSync hook makes the sync wait for a Rollout that takes its time',
  why: 'PostSync hooks run once everything is healthy, and a Rollout is not while it pauses or analyses. The sync stays running for all that time, and a revert in Git is not looked at before it ends.',
  fix: 'Do what the hook does in a step of the canary (`analysis` with a Job), by a notification, or from an Application of its own.',
  argo: {
    does: 'The sync stays Running while the Rollout is paused, and a newer commit is not synced until it ends.',
    test: 'test/peers/cluster/application-claims.test.ts: a canary before a PostSync hook keeps the sync from a revert',
  },
  *check({ applications }) {
    for (const application of applications) {
      const rollout = application.manifests.find(takesItsTime);
      if (rollout === undefined) continue;
      for (const hook of application.manifests) {
        if (!hook.sync.phases.includes('PostSync')) continue;
        yield {
          at: hook.at(['metadata', 'annotations']),
          message: `PostSync hook ${hook.title} waits for ${rollout.title}, which takes its time`,
          application: application.name,
        };
      }
    }
  },
};

export const canaryAppliedAgain: Rule = {
  id: 'canary-applied-again',
  severity: 'warning',
  title: 'A sync of anything touches a running canary as well',
  why: 'Without `ApplyOutOfSyncOnly=true`, every sync applies everything again and waits for it, also for a Rollout that is in the middle of a canary and that nobody has changed; and it writes over what the canary has set, such as the weights of a route.',
  fix: 'Add `ApplyOutOfSyncOnly=true` to `syncPolicy.syncOptions` of the Application.',
  *check({ applications }) {
    for (const { manifests, resource, name, syncOptions } of applications) {
      if (syncOptions.get('ApplyOutOfSyncOnly') === 'true') continue;
      const rollout = manifests.find(takesItsTime);
      if (rollout === undefined) continue;
      yield {
        at: resource.at(['spec', 'syncPolicy', 'syncOptions'], 'key'),
        message: `Application ${name} has ${rollout.title}, which takes its time, and no ApplyOutOfSyncOnly=true`,
        application: name,
      };
    }
  },
};
