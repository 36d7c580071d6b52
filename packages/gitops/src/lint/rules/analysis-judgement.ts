import { mappingAt, textAt } from '../../yaml/fields.ts';
import type { Rule } from '../rule.ts';
import { metricsIn, wholeNumber, type Metric } from './rollouts.ts';

const claims = 'test/peers/cluster/rollout-claims.test.ts';

/** What gives a value to judge; Kayenta, Jobs and plugins judge by themselves. */
const measuring = [
  'prometheus',
  'datadog',
  'newRelic',
  'wavefront',
  'graphite',
  'influxdb',
  'cloudWatch',
  'skywalking',
] as const;

/** Whether each measurement is one value, which is there at once. */
export const measures = ({ value }: Metric): boolean => {
  const provider = mappingAt(value, ['provider']) ?? {};
  return measuring.some((name) => name in provider);
};

const conditionsOf = ({ value }: Metric) => ({
  success: textAt(value, ['successCondition']) ?? '',
  failure: textAt(value, ['failureCondition']) ?? '',
});

export const analysisWithoutCondition: Rule = {
  id: 'analysis-without-condition',
  severity: 'error',
  title: 'A metric has no condition',
  why: 'Without `successCondition` and `failureCondition`, every value is a success: the analysis approves of whatever the query returns.',
  fix: 'Write a `successCondition`.',
  argo: {
    does: 'Argo Rollouts counts each measurement of the metric as successful.',
    test: `${claims}: a metric without a condition succeeds whatever it measures`,
  },
  *check(repository) {
    for (const metric of metricsIn(repository)) {
      const { success, failure } = conditionsOf(metric);
      if (!measures(metric) || success !== '' || failure !== '') continue;
      yield found(metric, 'has neither a successCondition nor a failureCondition');
    }
  },
};

export const analysisPassesWithoutData: Rule = {
  id: 'analysis-passes-without-data',
  severity: 'warning',
  title: 'A metric passes without data',
  why: 'A rate of no requests at all is NaN, and a query that matches nothing returns an empty list. NaN makes every comparison false, so that a lone `failureCondition` is not met; `all` of nothing is true. The canary is then approved because nobody used it.',
  fix: 'Ask for a number first: `successCondition: len(result) > 0 && !isNaN(result[0]) && result[0] >= 0.99`.',
  argo: {
    does: 'Argo Rollouts counts a measurement without data as successful.',
    test: `${claims}: a metric with a failureCondition alone succeeds on NaN`,
  },
  *check(repository) {
    for (const metric of metricsIn(repository)) {
      const { success, failure } = conditionsOf(metric);
      if (!measures(metric)) continue;
      if (success === '' && /[<>]/.test(failure) && !failure.includes('isNaN'))
        yield found(
          metric,
          'passes on NaN: it has a failureCondition alone, which NaN does not meet',
          'failureCondition',
        );
      else if (/\b(?:all|none)\(\s*result\b/.test(success) && !/\blen\(\s*result\s*\)/.test(success))
        yield found(metric, 'passes on an empty result, of which all and none are true', 'successCondition');
    }
  },
};

export const analysisCannotFail: Rule = {
  id: 'analysis-cannot-fail',
  severity: 'error',
  title: 'A metric may fail as often as it is measured',
  why: 'A metric fails once it has more failures than `failureLimit`. With a limit of its `count` or more, that never happens: every measurement may fail, and the canary is approved.',
  fix: 'Set `failureLimit` well below `count`. A negative limit says openly that failures do not count.',
  argo: {
    does: 'Argo Rollouts reports the analysis as successful although all its measurements failed.',
    test: `${claims}: a metric whose failureLimit is its count succeeds on failures alone`,
  },
  *check(repository) {
    for (const metric of metricsIn(repository)) {
      const { value } = metric;
      const limit = wholeNumber(value['failureLimit']);
      const count = wholeNumber(value['count']) ?? ('interval' in value ? 0 : 1);
      // With a limit of successes in a row, failures make it inconclusive in the end.
      if (limit === undefined || count === 0 || limit < count || 'consecutiveSuccessLimit' in value) continue;
      yield found(metric, `is measured ${count} times and may fail ${limit} times`, 'failureLimit');
    }
  },
};

export const analysisLimitsMissing: Rule = {
  id: 'analysis-limits-missing',
  severity: 'warning',
  title: 'A metric that is measured repeatedly does not say how many failures it bears',
  why: 'Without `failureLimit` the first bad measurement of many aborts the release, and without `consecutiveErrorLimit` it takes five errors in a row to notice that there are no metrics at all: more than most analyses have measurements. Both are defaults that few know.',
  fix: 'Write `failureLimit` and `consecutiveErrorLimit`, also where the defaults of 0 and 4 are meant.',
  *check(repository) {
    for (const metric of metricsIn(repository)) {
      const { value } = metric;
      const repeated = 'interval' in value || (wholeNumber(value['count']) ?? 1) > 1;
      const missing = ['failureLimit', 'consecutiveErrorLimit'].filter((name) => !(name in value));
      if (!measures(metric) || !repeated || missing.length === 0) continue;
      yield found(metric, `does not set ${missing.join(' and ')}`);
    }
  },
};

function found({ template, name, path }: Metric, says: string, field?: string) {
  return {
    at: template.at(field === undefined ? path : [...path, field], field === undefined ? 'value' : 'key'),
    message: `${template.title}: metric ${name} ${says}`,
    application: template.application.name,
  };
}
