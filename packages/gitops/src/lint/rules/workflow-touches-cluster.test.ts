import { testRule } from '../rule-test.ts';
import { workflowTouchesCluster } from './workflow-touches-cluster.ts';

const file = '.github/workflows/a.yml';
const workflow = (...steps: readonly object[]) => ({
  [file]: `on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n${steps
    .map((step) => `      - ${JSON.stringify(step)}\n`)
    .join('')}`,
});
const script = (run: string) => workflow({ run });

const reaching = {
  'a rollback by Helm': ['helm rollback api 3', /helm/],
  'Helm with options before its subcommand': ['helm -n prod --debug upgrade api ./chart', /helm/],
  kubectl: ['kubectl rollout undo deployment/api', /kubectl/],
  'kubectl with options before its subcommand': ['kubectl --context=prod -n api delete pod a', /kubectl/],
  'kubectl by its path, behind sudo': ['sudo -E /usr/local/bin/kubectl apply -f a.yaml', /kubectl/],
  'kubectl in a condition': ['if ! kubectl get ns api; then exit 1; fi', /kubectl/],
  'kubectl behind a dry run': ['kubectl create ns a --dry-run=client -o yaml | kubectl apply -f -', /kubectl/],
  'kubectl in a substitution': ['pods=$(kubectl get pods)', /kubectl/],
  'kubectl in backticks': ['pods=`kubectl get pods`', /kubectl/],
  'kubectl on a line of its own command': ['kubectl \\\n  -n prod \\\n  apply -f .', /kubectl/],
  'kubectl behind a time limit': ['timeout 60 kubectl wait --for=condition=Ready pod/a', /kubectl/],
  'what another shell is given': ['ssh host <<EOF\nkubectl apply -f a.yaml\nEOF', /kubectl/],
  'a sync by hand': ['argocd app sync api --prune', /argocd/],
  oc: ['oc login --token=x', /oc/],
  'credentials by a cloud’s command': ['aws eks update-kubeconfig --name prod', /credentials/],
  'a kubeconfig': ['echo "$KUBECONFIG"', /kubeconfig/],
} as const;

testRule(workflowTouchesCluster, {
  fails: {
    ...Object.fromEntries(
      Object.entries(reaching).map(([title, [run, says]]) => [title, { files: script(run), at: [`${file}:6`], says }]),
    ),
    'an action that takes credentials': {
      files: workflow({ uses: 'azure/k8s-set-context@v4' }),
      at: [`${file}:6`],
      says: /takes credentials of a cluster with azure/,
    },
    'a kubeconfig in a variable': {
      files: workflow({ run: 'deploy', env: { KUBECONFIG: '${{ secrets.CONFIG }}' } }),
      at: [`${file}:6`],
    },
  },
  passes: {
    'rendering and comments': script('# never helm rollback\nhelm template . && kubectl kustomize .'),
    'installing kubectl': script(
      'curl -LO "https://dl.k8s.io/release/v1.36.0/bin/linux/amd64/kubectl"\nchmod +x kubectl\nsudo mv kubectl /usr/local/bin/\nkubectl version --client',
    ),
    'an action that installs it': workflow({ uses: 'azure/setup-kubectl@v4' }),
    'checks on the runner alone': script('kubectl apply --dry-run=client -f app.yaml || exit 1'),
    'talking of it': script('echo "kubectl get pods shows them" >> "$GITHUB_STEP_SUMMARY"\nname=kubectl'),
    'talking of it in Markdown': script('echo "See \\`kubectl get pods\\`" >> "$GITHUB_STEP_SUMMARY"'),
    'writing about it': script("cat <<'EOF' >> notes.md\nkubectl get pods\nEOF\nls"),
    'a cluster of the job’s own': workflow(
      { run: 'kind create cluster' },
      { run: 'kubectl apply -f a.yaml', env: { KUBECONFIG: 'own' } },
    ),
    'a cluster that an action makes for the job': workflow(
      { uses: 'helm/kind-action@v1' },
      { run: 'helm install api ./chart' },
    ),
  },
});
