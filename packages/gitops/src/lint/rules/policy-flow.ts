import { activeFreeze, type Environment, type Policy } from '@bitvault/promotion';
import { policyPath } from '../../repository/policy-file.ts';
import type { Repository } from '../../repository/repository.ts';
import type { FieldPath, Location } from '../../yaml/location.ts';
import type { Rule } from '../rule.ts';

export const policyMisnamed: Rule = {
  id: 'policy-misnamed',
  severity: 'error',
  title: 'A file looks like the policy and is not read',
  why: 'Every action reads `promotion.yaml` at the root of the repository, and nothing else. A rule that somebody writes into another file holds nothing.',
  fix: 'Call it `promotion.yaml`, or delete it where that is there already.',
  *check({ tree }) {
    const misnamed = [...tree.files].filter((path) => path !== policyPath && /^promotions?\.ya?ml$/i.test(path));
    for (const file of misnamed.toSorted())
      yield { at: { file, line: 1, column: 1 }, message: `${file} is not read: the policy is ${policyPath}` };
  },
};

export const lastEnvironmentUnreviewed: Rule = {
  id: 'last-environment-unreviewed',
  severity: 'warning',
  title: 'Nobody decides about the last environment',
  why: 'With `merge: auto`, whatever the environment before it reports as healthy is merged without a person. In the last environment of a chain, that is production.',
  fix: 'Set `merge: gate` with the `environment` whose approval it needs, or `merge: review`.',
  *check(repository) {
    for (const { policy, environment } of lastOf(repository)) {
      if (environment.merge !== 'auto') continue;
      const at = placeOf(repository, environment, 'merge');
      yield {
        at,
        message: `${environment.name} is the last of ${chainTo(policy, environment)}, and nobody decides about it`,
      };
    }
  },
};

export const environmentPassedOver: Rule = {
  id: 'environment-passed-over',
  severity: 'warning',
  title: 'An environment takes builds although another one takes them first',
  why: 'With `from: build`, a new digest is proposed straight to it, and what the environment before it finds out stops nothing. Where somebody decides about each version, that is seldom meant.',
  fix: 'Let it follow the environment before it: `from: dev`.',
  *check(repository) {
    if (repository.policy.kind !== 'policy') return;
    const takers = repository.policy.policy.environments.filter(({ from }) => from === 'build');
    const first = takers.find(({ merge }) => merge === 'auto');
    if (first === undefined) return;
    for (const environment of takers.filter(({ merge }) => merge !== 'auto')) {
      const at = placeOf(repository, environment, 'from');
      yield {
        at,
        message: `${environment.name} takes builds as soon as ${first.name} does, and not what ${first.name} has proved`,
      };
    }
  },
};

export const promotedWithoutHealth: Rule = {
  id: 'promoted-without-health',
  severity: 'warning',
  title: 'The last environment takes what nobody has seen running',
  why: 'Without `healthy`, a digest goes on as soon as it is merged into the environment before, whether or not it runs there; and without `soak`, one that has run for a second has run long enough.',
  fix: 'List the statuses of the environment before it under `healthy`, such as `[argocd/acme-staging]`, and how long they must have been good: `soak: 30m`.',
  *check(repository) {
    for (const { environment } of lastOf(repository)) {
      const { name, from, healthy, soak } = environment;
      if (healthy.length > 0) continue;
      const message = `${name} takes from ${from} whatever was merged there: it has no healthy${soak === 0 ? ' and no soak' : ''}`;
      yield { at: placeOf(repository, environment), message };
    }
  },
};

export const freezeWithoutEnd: Rule = {
  id: 'freeze-without-end',
  severity: 'warning',
  title: 'An environment is frozen for good',
  why: 'A freeze that begins again as it ends, such as one of 24 hours every day, leaves no time in which anything is promoted. Pull requests wait for a morning that does not come.',
  fix: 'Shorten the duration, or name in `cron` the days that are meant: `0 16 * * 5` with `64h` is a weekend.',
  *check(repository) {
    if (repository.policy.kind !== 'policy') return;
    for (const environment of repository.policy.policy.environments) {
      const open = openHours(environment);
      if (open > fewestOpenHours) continue;
      const left = open === 0 ? 'never open' : `open for ${open} ${open === 1 ? 'hour' : 'hours'} a year`;
      yield {
        at: placeOf(repository, environment, 'freeze'),
        message: `${environment.name} is ${left}, by its freezes`,
      };
    }
  },
};

/** As many as a change of clocks may leave between two freezes. */
const fewestOpenHours = 24;

const hour = 60 * 60_000;
const yearFrom = Date.UTC(2026, 0, 1);
const yearTo = yearFrom + 366 * 24 * hour;

/** Hours of a year in which nothing is frozen, as far as they are of interest. */
function openHours({ freeze }: Environment): number {
  if (freeze.length === 0) return Infinity;
  let open = 0;
  for (let at = yearFrom; at < yearTo && open <= fewestOpenHours;) {
    const frozen = activeFreeze(freeze, new Date(at));
    if (frozen === null) open += 1;
    at = frozen === null ? at + hour : frozen.until.getTime();
  }
  return open;
}

interface Last {
  readonly policy: Policy;
  readonly environment: Environment;
}

/** What no other environment follows, and what follows one itself. */
function* lastOf({ policy: reading }: Repository): Generator<Last> {
  if (reading.kind !== 'policy') return;
  const { policy } = reading;
  for (const environment of policy.environments) {
    const isFollowed = policy.environments.some(({ from }) => from === environment.name);
    if (environment.from !== 'build' && !isFollowed) yield { policy, environment };
  }
}

/** `dev → staging → prod` */
function chainTo(policy: Policy, { name, from }: Environment): string {
  const before = policy.environments.find((each) => each.name === from);
  return before === undefined ? name : `${chainTo(policy, before)} → ${name}`;
}

function placeOf({ yaml }: Repository, { name }: Environment, ...field: FieldPath): Location {
  const path = ['environments', name, ...field];
  const part = field.length === 0 ? 'key' : 'value';
  return yaml.get(policyPath)?.documents[0]?.at(path, part) ?? { file: policyPath, line: 1, column: 1 };
}
