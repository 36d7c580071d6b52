import { testRule } from '../rule-test.ts';
import { workflowTouchesCluster } from './workflow-touches-cluster.ts';

const workflow = (step: string): string => `on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - ${step}
`;

testRule(workflowTouchesCluster, {
  fails: {
    'a rollback by Helm': {
      files: { '.github/workflows/a.yml': workflow('run: helm rollback api 3') },
      at: ['.github/workflows/a.yml:6'],
      says: /helm/,
    },
    kubectl: {
      files: { '.github/workflows/a.yml': workflow('run: kubectl rollout undo deployment/api') },
      at: ['.github/workflows/a.yml:6'],
    },
    'an action that takes credentials': {
      files: { '.github/workflows/a.yml': workflow('uses: azure/k8s-set-context@v4') },
      at: ['.github/workflows/a.yml:6'],
    },
  },
  passes: {
    'rendering and comments': {
      '.github/workflows/a.yml': workflow(
        'run: |\n          # never helm rollback\n          helm template . && kubectl kustomize .',
      ),
    },
  },
});
