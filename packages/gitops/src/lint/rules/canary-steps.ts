import type { Repository } from '../../repository/repository.ts';
import { fieldAt } from '../../yaml/fields.ts';
import type { Rule } from '../rule.ts';
import { autoscalersOf } from './autoscaler-targets.ts';
import { canariesIn, canaryPath, wholeNumber, type Canary } from './rollouts.ts';

const claims = 'test/peers/cluster/rollout-claims.test.ts';

export const canaryPauseWithoutEnd: Rule = {
  id: 'canary-pause-without-end',
  severity: 'error',
  title: 'A canary pauses without an end',
  why: 'The Rollout waits until somebody promotes it by hand. Nobody who looks at Git sees that, the release never ends, and the next one begins on top of it. Who decides about a release has approved its pull request already.',
  fix: 'Give the pause a `duration`, and let an analysis decide.',
  argo: {
    does: 'Argo Rollouts stays in the phase Paused, and Argo CD shows the Application as Suspended, until somebody resumes the Rollout.',
    test: `${claims}: a pause without a duration lasts until somebody ends it`,
  },
  *check(repository) {
    for (const { rollout, steps } of canariesIn(repository)) {
      for (const [index, { value, path }] of steps.entries()) {
        if (!('pause' in value) || fieldAt(value, ['pause', 'duration']) !== undefined) continue;
        yield {
          at: rollout.at([...path, 'pause'], 'key'),
          message: `${rollout.title}: step ${index + 1} pauses without a duration`,
          application: rollout.application.name,
        };
      }
    }
  },
};

export const canaryWithoutSteps: Rule = {
  id: 'canary-without-steps',
  severity: 'warning',
  title: 'A canary has no steps',
  why: 'Without steps a Rollout replaces all pods as fast as a Deployment would: no share of the traffic is tried first.',
  fix: 'Write `steps` with weights, pauses that end and an analysis, or use a Deployment.',
  *check(repository) {
    for (const { rollout, steps } of canariesIn(repository)) {
      if (steps.length > 0) continue;
      yield {
        at: rollout.at(canaryPath, 'key'),
        message: `${rollout.title} has a canary without steps`,
        application: rollout.application.name,
      };
    }
  },
};

export const canaryWeightUnreachable: Rule = {
  id: 'canary-weight-unreachable',
  severity: 'warning',
  title: 'A canary has too few replicas for its weight',
  why: 'Where no traffic is routed, the weight is a share of the pods, and one pod is the least there is. Of four pods and one more, that is a fifth of the traffic, whatever smaller weight is written.',
  fix: 'Begin with a weight that the smallest number of replicas can reach, run more replicas, or set up `trafficRouting`.',
  argo: {
    does: 'Argo Rollouts scales a canary with a weight above zero to one pod at least.',
    test: `${claims}: a weight below one pod is rounded up to one pod`,
  },
  *check(repository) {
    for (const canary of canariesIn(repository)) {
      if ('trafficRouting' in canary.value) continue;
      const { rollout, steps } = canary;
      const replicas = fewestReplicas(repository, canary);
      if (replicas === undefined || replicas < 1) continue;
      const least = Math.round(100 / (replicas + (surges(canary) ? 1 : 0)));
      for (const { value, path } of steps) {
        const weight = wholeNumber(value['setWeight']);
        // Half of it is no longer a matter of rounding.
        if (weight === undefined || weight <= 0 || weight * 2 > least) continue;
        yield {
          at: rollout.at([...path, 'setWeight'], 'key'),
          message: `${rollout.title}: setWeight ${weight} cannot be reached with ${replicas} replicas: one pod is ${least} %`,
          application: rollout.application.name,
        };
      }
    }
  },
};

/** As many as there are when nothing goes on; undefined where that cannot be known. */
function fewestReplicas(repository: Repository, { rollout }: Canary): number | undefined {
  const autoscalers = autoscalersOf(repository, rollout);
  if (autoscalers.length > 0) return Math.min(...autoscalers.map(({ fewest }) => fewest ?? 0));
  if ('replicas' in (rollout.mapping('spec') ?? {})) return wholeNumber(rollout.field('spec', 'replicas'));
  // Where an autoscaler from elsewhere may be, the default of one says nothing.
  return undefined;
}

/** The default is a quarter, rounded up. */
const surges = ({ value }: Canary): boolean => ![0, '0', '0%'].some((none) => none === value['maxSurge']);
