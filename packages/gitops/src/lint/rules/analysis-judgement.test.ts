import { testRule } from '../rule-test.ts';
import {
  analysisCannotFail,
  analysisLimitsMissing,
  analysisPassesWithoutData,
  analysisWithoutCondition,
} from './analysis-judgement.ts';
import { analysisYaml, inFolder } from './sample-rollout.ts';

/** A metric whose further fields stand from line 8 on. */
const metric = (fields: string, provider = '{prometheus: {query: up}}') =>
  inFolder({
    't.yaml': analysisYaml(
      `- name: rate\n${fields
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => `  ${line}\n`)
        .join('')}  provider: ${provider}\n`,
    ),
  });

testRule(analysisWithoutCondition, {
  fails: { 'a query alone': { files: metric('count: 1'), at: ['k8s/t.yaml:7'] } },
  passes: {
    'a condition of success': metric('successCondition: result[0] > 1'),
    'a condition of failure': metric('failureCondition: result[0] > 1'),
    'a Job, which judges itself': metric('count: 1', '{job: {spec: {}}}'),
    'a plugin': metric('count: 1', '{plugin: {acme/check: {}}}'),
  },
});

testRule(analysisPassesWithoutData, {
  fails: {
    'NaN that does not meet a condition of failure': {
      files: metric('count: 1\nfailureCondition: result[0] > 0.05'),
      at: ['k8s/t.yaml:9'],
      says: /NaN/,
    },
    'all of nothing': { files: metric('successCondition: all(result, # < 0.05)'), at: ['k8s/t.yaml:8'], says: /empty/ },
  },
  passes: {
    'a number that is asked for': metric('failureCondition: isNaN(result[0]) || result[0] > 0.05'),
    'all of something': metric('successCondition: len(result) > 0 && all(result, # < 0.05)'),
    // An empty list is an error there, and NaN is no success.
    'a comparison': metric('successCondition: result[0] >= 0.99'),
    'both conditions': metric('successCondition: result[0] < 0.05\nfailureCondition: result[0] > 0.1'),
  },
});

testRule(analysisCannotFail, {
  fails: {
    'as many failures as measurements': {
      files: metric('interval: 1m\ncount: 5\nfailureLimit: 5'),
      at: ['k8s/t.yaml:10'],
      says: /5 times and may fail 5 times/,
    },
    'one failure of one measurement': { files: metric('failureLimit: 1'), at: ['k8s/t.yaml:8'] },
  },
  passes: {
    'fewer failures': metric('interval: 1m\ncount: 5\nfailureLimit: 4'),
    'no limit, said openly': metric('interval: 1m\ncount: 5\nfailureLimit: -1'),
    'measurements without end': metric('interval: 1m\nfailureLimit: 100'),
    'numbers that are arguments': metric('interval: 1m\ncount: "{{args.count}}"\nfailureLimit: 9'),
    'successes in a row': metric('interval: 1m\ncount: 5\nfailureLimit: 5\nconsecutiveSuccessLimit: 3'),
  },
});

testRule(analysisLimitsMissing, {
  fails: {
    'both limits': {
      files: metric('interval: 1m\ncount: 5'),
      at: ['k8s/t.yaml:7'],
      says: /failureLimit and consecutiveErrorLimit/,
    },
    'one of them': {
      files: metric('interval: 1m\nfailureLimit: 1'),
      at: ['k8s/t.yaml:7'],
      says: /set consecutiveErrorLimit/,
    },
  },
  passes: {
    'both limits': metric('interval: 1m\ncount: 5\nfailureLimit: 1\nconsecutiveErrorLimit: 2'),
    'one measurement': metric('count: 1'),
    'a Job': metric('interval: 1m', '{job: {spec: {}}}'),
  },
});
