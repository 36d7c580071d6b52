import { applicationYaml, testRule } from '../rule-test.ts';
import { canaryPauseWithoutEnd, canaryWeightUnreachable, canaryWithoutSteps } from './canary-steps.ts';
import { autoscalerYaml, inFolder, rolloutYaml } from './sample-rollout.ts';

const steps = (list: string, spec = ''): string => rolloutYaml(`steps: ${list}`, { spec });

testRule(canaryPauseWithoutEnd, {
  fails: {
    'an empty pause': {
      files: inFolder({ 'a.yaml': rolloutYaml('steps:\n  - setWeight: 5\n  - pause: {}\n  - pause:\n') }),
      at: ['k8s/a.yaml:10', 'k8s/a.yaml:11'],
      says: /Rollout api: step 2/,
    },
  },
  passes: {
    'a pause that ends': inFolder({
      'a.yaml': steps('[{setWeight: 5}, {pause: {duration: 5m}}, {pause: {duration: 30}}]'),
    }),
    'what no Application deploys': {
      'app.yaml': applicationYaml('a', 'x'),
      'x/x.yaml': '',
      'a.yaml': steps('[{pause: {}}]'),
    },
    'a Deployment': inFolder({
      'a.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {paused: false}',
    }),
  },
});

testRule(canaryWithoutSteps, {
  fails: {
    'an empty list': { files: inFolder({ 'a.yaml': steps('[]') }), at: ['k8s/a.yaml:7'] },
    'settings alone': { files: inFolder({ 'a.yaml': rolloutYaml('maxSurge: 1') }), at: ['k8s/a.yaml:7'] },
  },
  passes: { 'one step': inFolder({ 'a.yaml': steps('[{setWeight: 50}]') }) },
});

const five = '[{setWeight: 5}, {setWeight: 50}]';

testRule(canaryWeightUnreachable, {
  fails: {
    'a twentieth of four': {
      files: inFolder({ 'a.yaml': steps(five, 'replicas: 4') }),
      at: ['k8s/a.yaml:9'],
      says: /setWeight 5 cannot be reached with 4 replicas: one pod is 20 %/,
    },
    'a twentieth of what an autoscaler may go down to': {
      files: inFolder({ 'a.yaml': steps(five), 'h.yaml': autoscalerYaml('Rollout', 'api', 2) }),
      at: ['k8s/a.yaml:8'],
      says: /one pod is 33 %/,
    },
  },
  passes: {
    'a fifth of four and one that surges': inFolder({ 'a.yaml': steps('[{setWeight: 20}]', 'replicas: 4') }),
    'a rounding difference': inFolder({ 'a.yaml': steps('[{setWeight: 15}]', 'replicas: 4') }),
    'a half of one and one that surges': inFolder({ 'a.yaml': steps('[{setWeight: 50}]', 'replicas: 1') }),
    'routed traffic': inFolder({
      'a.yaml': rolloutYaml(`steps: ${five}\ntrafficRouting: {nginx: {stableIngress: a}}`, { spec: 'replicas: 4' }),
    }),
    'replicas that are not known': inFolder({ 'a.yaml': steps(five) }),
    'none and all': inFolder({ 'a.yaml': steps('[{setWeight: 0}, {setWeight: 100}]', 'replicas: 1') }),
    'an autoscaler that goes down to none': inFolder({
      'a.yaml': steps(five),
      'k.yaml':
        'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: a}\nspec: {scaleTargetRef: {apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: api}}',
    }),
  },
});
