import type { EnvironmentName, Policy } from '@bitvault/promotion';
import type { Promoted } from './promoted.ts';

/** How delivery to one environment went, in milliseconds where it is time. */
export interface DeliveryFigures {
  readonly environment: EnvironmentName;
  /** Commits that promoted something. */
  readonly promotions: number;
  /** Images that they brought. */
  readonly images: number;
  /** Median time of an image from the environment that takes builds to this one; null where none came that way. */
  readonly passage: number | null;
  readonly rollbacks: number;
  /** Median time that an image ran before it was rolled back; null where its arrival was not read. */
  readonly restoration: number | null;
}

/** The figures of each environment, from what was promoted, newest first. */
export function deliveryFigures(policy: Policy, newestFirst: readonly Promoted[]): readonly DeliveryFigures[] {
  const oldestFirst = newestFirst.toReversed();
  return policy.environments.map(({ name }) => {
    const here = oldestFirst.filter(({ environment }) => environment === name);
    const promotions = here.filter(({ kind }) => kind === 'promotion');
    const rollbacks = here.filter(({ kind }) => kind === 'rollback');
    const first = firstOf(policy, name);
    return {
      environment: name,
      promotions: commitsOf(promotions),
      images: promotions.length,
      passage: first === name ? null : median(promotions.flatMap((each) => sinceIn(oldestFirst, first, each))),
      rollbacks: commitsOf(rollbacks),
      restoration: median(rollbacks.flatMap((each) => ranUntil(here, each))),
    };
  });
}

const commitsOf = (promoted: readonly Promoted[]): number => new Set(promoted.map(({ commit }) => commit)).size;

/** The environment that takes builds, from which this one is reached. */
function firstOf(policy: Policy, name: EnvironmentName): EnvironmentName {
  const from = policy.environments.find((environment) => environment.name === name)?.from ?? 'build';
  return from === 'build' ? name : firstOf(policy, from);
}

/** How long before it came here the image had come to `first`. */
function sinceIn(oldestFirst: readonly Promoted[], first: EnvironmentName, { service, to, at }: Promoted): number[] {
  const arrival = oldestFirst.find(
    (each) => each.environment === first && each.service === service && each.to === to && each.at <= at,
  );
  return arrival === undefined ? [] : [at.getTime() - arrival.at.getTime()];
}

/** How long the image that a rollback took out had been there. */
function ranUntil(here: readonly Promoted[], { service, from, at }: Promoted): number[] {
  const arrival = here.findLast((each) => each.service === service && each.to === from && each.at <= at);
  return arrival === undefined ? [] : [at.getTime() - arrival.at.getTime()];
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((left, right) => left - right);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
