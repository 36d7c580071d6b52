import { fieldAt, isMapping } from '../../yaml/fields.ts';
import type { Rule } from '../rule.ts';
import { measures } from './analysis-judgement.ts';
import { durationText, secondsOf } from './go-duration.ts';
import { analysesIn, canaryPath, metricsOf, wholeNumber, type Analysis, type Metric } from './rollouts.ts';

export const analysisEndsBeforeCanary: Rule = {
  id: 'analysis-ends-before-canary',
  severity: 'error',
  title: 'An analysis in the background is over before the canary is',
  why: 'A metric with a `count` ends after as many measurements. In the background of a canary that is the end of the analysis: Argo Rollouts does not begin another, and takes all later steps unmeasured. A version that fails only under half of the traffic is then promoted.',
  fix: 'Leave `count` out: what runs in the background ends with the canary. Where a step waits for the same template, which needs the count, give each a template of its own.',
  argo: {
    does: 'Argo Rollouts ends the analysis as successful, begins no other, and promotes a version that fails later.',
    test: 'test/peers/cluster/rollout-claims.test.ts: a background analysis with a count is over before the canary, and sees nothing of what fails later',
  },
  *check(repository) {
    for (const analysis of analysesIn(repository)) {
      if (!analysis.background) continue;
      const lasts = pausesFrom(analysis);
      for (const metric of analysis.templates.flatMap(({ manifest }) =>
        manifest === undefined ? [] : metricsOf(manifest),
      )) {
        const measured = measuredFor(metric);
        if (measured === undefined || measured >= lasts) continue;
        const { template, name, value, path } = metric;
        const ends = measured === 0 ? 'is measured once' : `is measured for ${durationText(measured)}`;
        const goesOn = lasts === Infinity ? 'without an end' : `for ${durationText(lasts)} at least`;
        yield {
          at: template.at('count' in value ? [...path, 'count'] : path, 'count' in value ? 'key' : 'value'),
          message: `${template.title}: metric ${name} ${ends}, and the canary of ${analysis.rollout.title} goes on ${goesOn}`,
          application: template.application.name,
        };
      }
    }
  },
};

/** Seconds that the canary pauses from where its analysis begins; what else it does takes time as well, but nobody knows how much. */
function pausesFrom({ rollout, value }: Analysis): number {
  const steps = rollout.list(...canaryPath, 'steps').slice(wholeNumber(value['startingStep']) ?? 0);
  return steps
    .filter((step) => isMapping(step) && 'pause' in step)
    .map((step) => {
      const duration = fieldAt(step, ['pause', 'duration']);
      return duration === undefined ? Infinity : (secondsOf(duration) ?? 0);
    })
    .reduce((sum, each) => sum + each, 0);
}

/** Seconds from the begin of the analysis to a metric's last measurement; undefined where it has none, or where that is not known. */
function measuredFor(metric: Metric): number | undefined {
  const { value } = metric;
  const delay = secondsOf(value['initialDelay'] ?? 0);
  if (delay === undefined) return undefined;
  // A Job or a judge that is asked once may well take its time.
  if (!('interval' in value)) return measures(metric) ? delay : undefined;
  const interval = secondsOf(value['interval']);
  const ends = ['count', 'consecutiveSuccessLimit']
    .map((name) => wholeNumber(value[name]) ?? 0)
    .filter((limit) => limit > 0);
  return interval === undefined || ends.length === 0 ? undefined : delay + (Math.min(...ends) - 1) * interval;
}
