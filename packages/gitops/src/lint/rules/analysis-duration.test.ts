import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testRule, type Files } from '../rule-test.ts';
import { analysisEndsBeforeCanary } from './analysis-duration.ts';
import { durationText, secondsOf } from './go-duration.ts';
import { analysisYaml, inFolder, rolloutYaml } from './sample-rollout.ts';

const steps = 'steps: [{setWeight: 5}, {pause: {duration: 5m}}, {setWeight: 50}, {pause: {duration: 600}}]';
const background = (more = '', course = steps): string =>
  rolloutYaml(`analysis:\n  templates: [{templateName: success}]\n${more}${course}`);
const inStep = rolloutYaml('steps:\n  - pause: {duration: 1h}\n  - analysis: {templates: [{templateName: success}]}\n');
const metric = (fields: string, provider = 'prometheus: {query: up}'): string =>
  analysisYaml(`- name: rate\n${fields}  provider: {${provider}}\n`);
const files = (rollout: string, template: string): Files => inFolder({ 'a.yaml': rollout, 't.yaml': template });

testRule(analysisEndsBeforeCanary, {
  fails: {
    'five measurements of five minutes': {
      files: files(background(), metric('  initialDelay: 1m\n  interval: 1m\n  count: 5\n')),
      at: ['k8s/t.yaml:10'],
      says: /metric rate is measured for 5m, and the canary of Rollout api goes on for 15m at least/,
    },
    'a count of less than the pauses from where it begins': {
      files: files(background('  startingStep: 2\n'), metric('  interval: 60s\n  count: "10"\n')),
      at: ['k8s/t.yaml:9'],
      says: /for 9m, .* for 10m at least/,
    },
    'successes in a row, which end it as well': {
      files: files(background(), metric('  interval: 1m\n  consecutiveSuccessLimit: 3\n')),
      at: ['k8s/t.yaml:7'],
    },
    'one measurement': { files: files(background(), metric('')), at: ['k8s/t.yaml:7'], says: /is measured once/ },
    'a canary that waits for somebody': {
      files: files(background('', 'steps: [{pause: {}}]'), metric('  interval: 1m\n  count: 100\n')),
      at: ['k8s/t.yaml:9'],
      says: /goes on without an end/,
    },
  },
  passes: {
    'no count': files(background(), metric('  interval: 1m\n')),
    'a count of none': files(background(), metric('  interval: 1m\n  count: 0\n')),
    'a count of more than all pauses': files(background(), metric('  interval: 1m\n  count: 17\n')),
    'pauses that are over before it begins': files(
      background('  startingStep: 4\n'),
      metric('  interval: 1m\n  count: 5\n'),
    ),
    'a count that is an argument': files(background(), metric('  interval: 1m\n  count: "{{args.count}}"\n')),
    'an interval that is an argument': files(background(), metric('  interval: "{{args.every}}"\n  count: 5\n')),
    'a Job, which takes as long as it does': files(background(), metric('', 'job: {}')),
    'a step, which waits for it': files(inStep, metric('  interval: 1m\n  count: 5\n')),
  },
});

test('durations are read as Go and Argo Rollouts read them', () => {
  const read = ['1h30m', '1.5s', '500ms', '90', 30, '{{args.x}}', '5 m', '', '-1s'].map(secondsOf);
  assert.deepEqual(read, [5400, 1.5, 0.5, 90, 30, undefined, undefined, undefined, undefined]);
  assert.deepEqual([0, 45, 90, 3900].map(durationText), ['0s', '45s', '1m30s', '1h5m']);
});
