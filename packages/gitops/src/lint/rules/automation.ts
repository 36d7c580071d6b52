import type { Rule } from '../rule.ts';
import { environmentApplications } from './environments.ts';

const automatedPath = ['spec', 'syncPolicy', 'automated'];
const retryPath = ['spec', 'syncPolicy', 'retry'];

export const syncByHand: Rule = {
  id: 'sync-by-hand',
  severity: 'error',
  title: 'An environment of the policy is not synced by itself',
  why: 'A promotion ends with a commit. Where nothing syncs it, it is never deployed, no status comes back, and the environments after it wait for ever.',
  fix: 'Set `syncPolicy.automated: {enabled: true, prune: true, selfHeal: true}`. To stop an environment for a while, let the policy freeze it.',
  *check(repository) {
    for (const { application, environment } of environmentApplications(repository)) {
      if (application.automated !== null) continue;
      yield {
        at: application.resource.at(automatedPath, 'key'),
        message: `Application ${application.name} deploys ${environment.name} and is synced only by hand`,
        application: application.name,
      };
    }
  },
};

export const driftKept: Rule = {
  id: 'drift-kept',
  severity: 'warning',
  title: 'An environment of the policy keeps what is not in Git',
  why: 'Without `selfHeal`, a change by hand stays until the next commit, and promotion goes by what Git says. Without `prune`, what is removed from Git runs on, and the Application stays OutOfSync.',
  fix: 'Set `selfHeal: true` and `prune: true` in `syncPolicy.automated`. Single resources can be kept by `Prune=false` in their annotation.',
  argo: {
    does: 'Without `selfHeal`, an edit by hand stays; without `prune`, what was removed from Git stays.',
    test: 'test/peers/cluster/automation-claims.test.ts: without selfHeal and prune, what is edited and what is removed stays',
  },
  *check(repository) {
    for (const { application, environment } of environmentApplications(repository)) {
      const { automated, resource, name } = application;
      if (automated === null) continue;
      const missing = (['selfHeal', 'prune'] as const).filter((field) => !automated[field]);
      if (missing.length === 0) continue;
      const [field] = missing;
      yield {
        at: resource.at([...automatedPath, ...(field === undefined ? [] : [field])]),
        message: `Application ${name} deploys ${environment.name} without ${missing.join(' and ')}`,
        application: name,
      };
    }
  },
};

export const emptyAllowed: Rule = {
  id: 'empty-allowed',
  severity: 'warning',
  title: 'An Application may be pruned down to nothing',
  why: 'Argo CD refuses to prune everything of an Application at once, since it is mostly a mistake: a wrong path, or a template that renders nothing. `allowEmpty: true` takes that safeguard away.',
  fix: 'Leave it out. To remove everything, delete the Application.',
  *check({ applications }) {
    for (const { resource, name } of applications) {
      if (resource.field(...automatedPath, 'allowEmpty') !== true) continue;
      yield {
        at: resource.at([...automatedPath, 'allowEmpty'], 'key'),
        message: `Application ${name} has allowEmpty: true`,
        application: name,
      };
    }
  },
};

export const retryKeepsRevision: Rule = {
  id: 'retry-keeps-revision',
  severity: 'warning',
  title: 'A failing sync is retried with the commit that fails',
  why: 'Without `refresh`, all retries of a sync take the commit that it began with. A fix or a revert waits until the last one has failed, which takes as long as the retries add up to; with a negative `limit`, for ever.',
  fix: 'Set `refresh: true` in `syncPolicy.retry`, beside a `limit`. Where there is no `retry`, Argo CD takes five without it.',
  argo: {
    does: 'A fix that is pushed while a sync is being retried is synced only after the last retry.',
    test: 'test/peers/cluster/automation-claims.test.ts: a retry without refresh takes the commit that has failed',
  },
  *check(repository) {
    for (const { application, environment } of environmentApplications(repository)) {
      const { resource, name, automated } = application;
      const retry = resource.mapping(...retryPath);
      if (automated === null || retry?.['refresh'] === true || retry?.['limit'] === 0) continue;
      yield {
        at: resource.at(retryPath, 'key'),
        message: `Application ${name} deploys ${environment.name} and retries a failing commit without looking for a newer one`,
        application: name,
      };
    }
  },
};

export const retryWithoutLimit: Rule = {
  id: 'retry-without-limit',
  severity: 'error',
  title: 'A retry without a limit, which is none',
  why: 'A `retry` without `limit` is one with the limit 0: a sync that fails is never tried again, although backoff and refresh are written down.',
  fix: 'Set `limit`, for instance to 5.',
  argo: {
    does: 'A sync that fails is not tried again.',
    test: 'test/peers/cluster/automation-claims.test.ts: a retry without a limit is none',
  },
  *check({ applications }) {
    for (const { resource, name } of applications) {
      const retry = resource.mapping(...retryPath);
      if (retry === undefined || retry['limit'] !== undefined) continue;
      yield {
        at: resource.at(retryPath, 'key'),
        message: `Application ${name} has a retry without a limit, so that nothing is retried`,
        application: name,
      };
    }
  },
};

export const hooksAlone: Rule = {
  id: 'hooks-alone',
  severity: 'error',
  title: 'An Application of hooks alone, which never run',
  why: 'Hooks do not count when Argo CD compares: an Application that has nothing else is always Synced, so automation never starts a sync, and its hooks do not run, not even the first time.',
  fix: 'Put the hooks into the Application whose sync they belong to, or make them Jobs of a wave that are no hooks.',
  argo: {
    does: 'An Application of one hook is Synced and never synced.',
    test: 'test/peers/cluster/automation-claims.test.ts: an Application of hooks alone is never synced',
  },
  *check({ applications }) {
    for (const { resource, name, automated, manifests, complete } of applications) {
      if (automated === null || !complete || manifests.length === 0) continue;
      if (manifests.some(({ sync }) => !sync.hook)) continue;
      yield {
        at: resource.at(['spec'], 'key'),
        message: `Application ${name} has nothing but hooks, so that no sync ever starts by itself`,
        application: name,
      };
    }
  },
};
