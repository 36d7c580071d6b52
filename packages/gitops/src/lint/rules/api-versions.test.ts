import { applicationYaml, testRule } from '../rule-test.ts';
import { apiVersionRemoved, clusterAdminBound } from './api-versions.ts';

const of = (apiVersion: string, kind: string, more = '') => ({
  'app.yaml': applicationYaml('a', 'k8s'),
  'k8s/a.yaml': `# A comment\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\n${more}`,
});

testRule(apiVersionRemoved, {
  fails: {
    'a budget': {
      files: of('policy/v1beta1', 'PodDisruptionBudget'),
      at: ['k8s/a.yaml:2'],
      says: /Kubernetes 1\.25 removed; instead of it: policy\/v1/,
      fixed: { 'k8s/a.yaml': of('policy/v1', 'PodDisruptionBudget')['k8s/a.yaml'] },
    },
    'an Ingress, whose fields changed': { files: of('networking.k8s.io/v1beta1', 'Ingress'), at: ['k8s/a.yaml:2'] },
    'an autoscaler': { files: of('autoscaling/v2beta2', 'HorizontalPodAutoscaler'), at: ['k8s/a.yaml:2'] },
  },
  passes: {
    'versions that are served': of('policy/v1', 'PodDisruptionBudget'),
    'the same version of another kind': of('networking.k8s.io/v1beta1', 'IPAddress'),
    'the same kind of another group': of('policy.example/v1beta1', 'PodDisruptionBudget'),
    'what nobody deploys': { 'a.yaml': of('policy/v1beta1', 'PodDisruptionBudget')['k8s/a.yaml'] },
  },
});

const binding = (kind: string, name: string) =>
  of('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', `roleRef:\n  kind: ${kind}\n  name: ${name}\n`);

testRule(clusterAdminBound, {
  fails: { 'the administrator': { files: binding('ClusterRole', 'cluster-admin'), at: ['k8s/a.yaml:7'] } },
  passes: {
    'another role': binding('ClusterRole', 'view'),
    'a Role that happens to have the name': binding('Role', 'cluster-admin'),
  },
});
