import { testRule } from '../rule-test.ts';
import { disruptionBudgetBlocks, disruptionBudgetSelectsNothing } from './disruption-budgets.ts';
import { autoscalerYaml, deploymentYaml, inFolder } from './sample-rollout.ts';

const budget = (limit: string, selector = '{matchLabels: {app: api}}'): string => `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: api}
spec:
  ${limit}
  selector: ${selector}
`;
const of = (limit: string, spec: string, more: Readonly<Record<string, string>> = {}) =>
  inFolder({ 'b.yaml': budget(limit), 'd.yaml': deploymentYaml(spec), ...more });

testRule(disruptionBudgetSelectsNothing, {
  fails: {
    'a label that no pod carries': {
      files: inFolder({
        'b.yaml': budget('maxUnavailable: 1', '{matchLabels: {app: apy}}'),
        'd.yaml': deploymentYaml(),
      }),
      at: ['k8s/b.yaml:6'],
    },
  },
  passes: {
    'labels of the pods': of('maxUnavailable: 1', ''),
    'expressions, which are not evaluated': inFolder({
      'b.yaml': budget('maxUnavailable: 1', '{matchExpressions: [{key: app, operator: Exists}]}'),
      'd.yaml': deploymentYaml(),
    }),
    'pods of an operator': inFolder({ 'b.yaml': budget('maxUnavailable: 1') }),
  },
});

testRule(disruptionBudgetBlocks, {
  fails: {
    'no pod': { files: of('maxUnavailable: 0', 'replicas: 3'), at: ['k8s/b.yaml:5'] },
    'all pods': { files: of('minAvailable: 100%', 'replicas: 3'), at: ['k8s/b.yaml:5'] },
    'as many as there are': { files: of('minAvailable: 3', 'replicas: 3'), at: ['k8s/b.yaml:5'], says: /3 available/ },
    'as many as an autoscaler may leave': {
      files: of('minAvailable: 2', '', { 'h.yaml': autoscalerYaml('Deployment', 'api', 2) }),
      at: ['k8s/b.yaml:5'],
    },
  },
  passes: {
    'one pod': of('maxUnavailable: 1', 'replicas: 3'),
    'fewer than there are': of('minAvailable: 2', 'replicas: 3'),
    'replicas that are not known': of('minAvailable: 2', ''),
    none: of('minAvailable: 0', 'replicas: 1'),
  },
});
