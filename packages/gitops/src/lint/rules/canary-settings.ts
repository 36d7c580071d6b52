import type { Manifest } from '../../repository/application.ts';
import type { Rule } from '../rule.ts';
import { canariesIn, referencedWorkload, rolloutsIn, wholeNumber } from './rollouts.ts';

const claims = 'test/peers/cluster/rollout-claims.test.ts';

export const rollbackWindowMissing: Rule = {
  id: 'rollback-window-missing',
  severity: 'warning',
  title: 'A canary has no rollback window',
  why: 'Once a version is promoted, going back to the one before takes all steps again. A rollback is no time for half an hour of canary.',
  fix: 'Set `rollbackWindow: {revisions: 3}`: going back to one of the last three versions then skips the steps.',
  argo: {
    does: 'Argo Rollouts runs all steps of the canary for a version that was stable before.',
    test: `${claims}: going back without a rollback window takes all steps again`,
  },
  *check(repository) {
    for (const { rollout, steps } of canariesIn(repository)) {
      if (steps.length === 0 || (wholeNumber(rollout.field('spec', 'rollbackWindow', 'revisions')) ?? 0) > 0) continue;
      yield found(rollout, `${rollout.title} has no rollbackWindow`, ['spec', 'rollbackWindow']);
    }
  },
};

export const progressDeadlineNotAborting: Rule = {
  id: 'progress-deadline-not-aborting',
  severity: 'warning',
  title: 'A canary that does not come up is not aborted',
  why: 'Where the new pods never become ready, the Rollout is degraded once `progressDeadlineSeconds` are over, but goes on trying, with the canary still in the Service.',
  fix: 'Set `progressDeadlineAbort: true`.',
  argo: {
    does: 'Argo Rollouts reports that the deadline is exceeded, and keeps the canary running.',
    test: `${claims}: a canary whose pods never get ready is kept without progressDeadlineAbort`,
  },
  *check(repository) {
    for (const { rollout, steps } of canariesIn(repository)) {
      if (steps.length === 0 || rollout.field('spec', 'progressDeadlineAbort') === true) continue;
      const message = `${rollout.title} does not set progressDeadlineAbort`;
      yield found(rollout, message, ['spec', 'progressDeadlineAbort']);
    }
  },
};

export const historyBelowRollbackWindow: Rule = {
  id: 'history-below-rollback-window',
  severity: 'error',
  title: 'The history of a Rollout is shorter than its rollback window',
  why: 'Going back skips the steps only if the ReplicaSet of that version is still there. Those beyond `revisionHistoryLimit` are deleted, and the version counts as new.',
  fix: 'Keep at least as many revisions as `rollbackWindow` has.',
  *check(repository) {
    for (const rollout of rolloutsIn(repository)) {
      const window = wholeNumber(rollout.field('spec', 'rollbackWindow', 'revisions')) ?? 0;
      const limit = wholeNumber(rollout.field('spec', 'revisionHistoryLimit') ?? 10);
      if (limit === undefined || limit >= window) continue;
      const message = `${rollout.title} keeps ${limit} revisions, fewer than the ${window} of its rollbackWindow`;
      yield found(rollout, message, ['spec', 'revisionHistoryLimit']);
    }
  },
};

export const canaryWithoutReadiness: Rule = {
  id: 'canary-without-readiness',
  severity: 'warning',
  title: 'The pods of a canary have no readiness probe',
  why: 'A container without one counts as ready as soon as it runs. The steps then go on, and traffic is sent, before the new version can answer; a version that never answers looks well until an analysis says otherwise.',
  fix: 'Give the container that serves a `readinessProbe`.',
  *check(repository) {
    for (const { rollout } of canariesIn(repository)) {
      const workload = referencedWorkload(repository, rollout) ?? rollout;
      const serving = workload.containers.filter(({ kind }) => kind === 'container');
      const [first] = serving;
      if (first === undefined || serving.some(({ value }) => 'readinessProbe' in value)) continue;
      const message = `${rollout.title}: no container of its pods has a readinessProbe`;
      yield { at: workload.at(first.path), message, application: rollout.application.name };
    }
  },
};

export const workloadKeptBesideRollout: Rule = {
  id: 'workload-kept-beside-rollout',
  severity: 'warning',
  title: 'A Rollout takes its pods from a Deployment that goes on running its own',
  why: 'With `workloadRef` alone, the Deployment keeps its replicas. Both run the same pods behind the same Service, and a new version reaches everybody through the Deployment, past the canary.',
  fix: 'Set `workloadRef.scaleDown: onsuccess`, or write `replicas: 0` in the Deployment.',
  argo: {
    does: 'Argo Rollouts leaves the replicas of the Deployment as they are.',
    test: `${claims}: a Deployment that a Rollout refers to keeps its replicas without scaleDown`,
  },
  *check(repository) {
    for (const rollout of rolloutsIn(repository)) {
      if (!('workloadRef' in (rollout.mapping('spec') ?? {}))) continue;
      const scaleDown = rollout.text('spec', 'workloadRef', 'scaleDown') ?? 'never';
      const workload = referencedWorkload(repository, rollout);
      if (scaleDown !== 'never' || workload === undefined || workload.field('spec', 'replicas') === 0) continue;
      const message = `${rollout.title} takes its pods from ${workload.title}, which is not scaled down`;
      yield found(rollout, message, ['spec', 'workloadRef']);
    }
  },
};

/** Names under which builds stamp what differs between two builds of the same image and configuration. */
const stamps =
  /(?:^|[./_-])(?:git[-_.]?(?:sha|commit|rev(?:ision)?|hash)|commit(?:[-_.]?(?:sha|id|hash))?|build[-_.]?(?:date|time|number|id|timestamp)|builddate|buildtime|deploy(?:ed)?[-_.]?(?:at|date|time|timestamp)|rollme|restartedat|timestamp|release[-_.]?time|ci[-_.]?(?:run|job|pipeline)(?:[-_.]?id)?)$/i;

const stampValue = /^(?:[0-9a-f]{40}|\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*)$/;

export const podTemplateStamped: Rule = {
  id: 'pod-template-stamped',
  severity: 'error',
  title: 'The pods of a Rollout carry the commit or the time of a build',
  why: 'Argo Rollouts tells versions apart by their pod template. With a commit or a time in it, putting the older digest back makes a third version instead of the older one: it runs the whole canary again, in a rollback.',
  fix: "Put it on the Rollout's own metadata, or into the image; the pod template may hold only what the digest and the configuration decide.",
  argo: {
    does: 'Argo Rollouts gives the same image a new ReplicaSet, and runs all steps for it.',
    test: `${claims}: the same image with another annotation on its pods is another version`,
  },
  *check(repository) {
    for (const rollout of rolloutsIn(repository)) {
      const workload = referencedWorkload(repository, rollout) ?? rollout;
      for (const part of ['annotations', 'labels']) {
        const path = ['spec', 'template', 'metadata', part];
        for (const [key, value] of Object.entries(workload.mapping(...path) ?? {})) {
          if (!stamps.test(key) && !stampValue.test(String(value))) continue;
          const message = `${workload.title}: its pods carry ${key}, which differs between builds of the same version`;
          yield found(rollout, message, [...path, key], workload);
        }
      }
    }
  },
};

const found = (rollout: Manifest, message: string, path: readonly (string | number)[], place: Manifest = rollout) => ({
  at: place.at(path, 'key'),
  message,
  application: rollout.application.name,
});
