import type { Rule } from '../rule.ts';

const commands: readonly (readonly [RegExp, string])[] = [
  [/\bhelm\s+(?:rollback|upgrade|install|uninstall)\b/, 'runs `helm` against a cluster'],
  [/\bkubectl\b(?!\s+(?:kustomize|version|argo\s+rollouts\s+lint)\b)/, 'runs `kubectl`'],
  [/\bargocd\s+app\s+(?:sync|rollback|set|delete)\b/, 'changes an Application with `argocd`'],
  [/\bKUBECONFIG\b/, 'uses a kubeconfig'],
];

const actions =
  /^(?:azure\/(?:k8s-set-context|setup-kubectl|aks-set-context)|google-github-actions\/get-gke-credentials|aws-actions\/amazon-eks-[\w-]+)@/i;

export const workflowTouchesCluster: Rule = {
  id: 'workflow-touches-cluster',
  severity: 'error',
  title: 'A workflow reaches into a cluster',
  why: 'Argo CD undoes whatever is not in Git, so the change does not last; and the credentials that it takes open the cluster to everybody who can change a workflow.',
  mend: 'Change Git instead, and let Argo CD apply it: to go back, open a pull request that puts the older digest back, as `rollback` does.',
  *check({ workflows }) {
    for (const { document, jobs } of workflows) {
      for (const { path, uses, run, value } of jobs.flatMap(({ steps }) => steps)) {
        const code = [run, ...Object.keys((value['env'] as object | undefined) ?? {})]
          .join('\n')
          .replaceAll(/^\s*#.*$/gm, '');
        for (const [pattern, does] of commands) {
          if (pattern.test(code))
            yield { at: document.at([...path, run === '' ? 'env' : 'run'], 'key'), message: `the step ${does}` };
        }
        if (actions.test(uses))
          yield { at: document.at([...path, 'uses']), message: `the step takes credentials of a cluster with ${uses}` };
      }
    }
  },
};
