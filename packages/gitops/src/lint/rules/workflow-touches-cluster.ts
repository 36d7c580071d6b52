import type { WorkflowJob, WorkflowStep } from '../../repository/workflow.ts';
import type { Rule } from '../rule.ts';
import { clusterCommandsIn, makesCluster, takesCredentials } from './cluster-commands.ts';

const credentialActions =
  /^(?:azure\/(?:k8s-set-context|aks-set-context|k8s-deploy)|google-github-actions\/get-gke-credentials|aws-actions\/amazon-eks-[\w-]+)@/i;

const makeClusters =
  /^(?:helm\/kind-action|engineerd\/setup-kind|absaoss\/k3d-action|nolar\/setup-k3d-k3s|medyagh\/setup-minikube)@/i;

export const workflowTouchesCluster: Rule = {
  id: 'workflow-touches-cluster',
  severity: 'error',
  title: 'A workflow reaches into a cluster',
  why: 'Argo CD undoes whatever is not in Git, so the change does not last; and the credentials that it takes open the cluster to everybody who can change a workflow. A job that reaches nothing but a cluster of its own making is left alone.',
  fix: 'Change Git instead, and let Argo CD apply it: to go back, open a pull request that puts the older digest back, as `rollback` does.',
  *check({ workflows }) {
    for (const { document, jobs } of workflows) {
      for (const step of jobs.filter((job) => !hasOwnCluster(job)).flatMap(({ steps }) => steps)) {
        for (const [field, does] of reachesOf(step))
          yield {
            at: document.at([...step.path, field], field === 'uses' ? 'value' : 'key'),
            message: `the step ${does}`,
          };
      }
    }
  },
};

/** Whether all that a job can reach is a cluster that it made. */
const hasOwnCluster = ({ steps }: WorkflowJob): boolean =>
  steps.some(({ uses, run }) => makeClusters.test(uses) || makesCluster(run)) &&
  !steps.some(({ uses, run }) => credentialActions.test(uses) || takesCredentials(run));

function* reachesOf({ run, uses, value }: WorkflowStep): Generator<readonly ['run' | 'env' | 'uses', string]> {
  const found = clusterCommandsIn(run);
  for (const does of found) yield ['run', does];
  const variables = Object.keys((value['env'] as object | undefined) ?? {});
  if (variables.includes('KUBECONFIG') && !found.includes('uses a kubeconfig')) yield ['env', 'uses a kubeconfig'];
  if (credentialActions.test(uses)) yield ['uses', `takes credentials of a cluster with ${uses}`];
}
