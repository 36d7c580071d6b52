import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testRule } from '../rule-test.ts';
import { clusterCommandsIn } from './cluster-commands.ts';
import { workflowTouchesCluster } from './workflow-touches-cluster.ts';

const file = '.github/workflows/a.yml';
const workflow = (...steps: readonly object[]) => ({
  [file]: `on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n${steps
    .map((step) => `      - ${JSON.stringify(step)}\n`)
    .join('')}`,
});
const script = (run: string) => workflow({ run });

const reaching: Readonly<Record<string, readonly [run: string, says: RegExp]>> = {
  'a rollback by Helm': ['helm rollback api 3', /helm/],
  'Helm with options before its subcommand': ['helm -n prod --debug upgrade api ./chart', /helm/],
  'Helm with an expression before its subcommand': ['helm -n ${{ inputs.ns }} upgrade api ./chart', /helm/],
  'Helm with a quoted option': ['helm --namespace "my ns" upgrade api ./chart', /helm/],
  kubectl: ['kubectl rollout undo deployment/api', /kubectl/],
  'kubectl in backticks': ['pods=`kubectl get pods`', /kubectl/],
  'kubectl on a line of its own command': ['kubectl \\\n  -n prod \\\n  apply -f .', /kubectl/],
  'kubectl behind a dry run': ['kubectl create ns a --dry-run=client -o yaml | kubectl apply -f -', /kubectl/],
  'a dry run of a file, which asks the cluster': ['kubectl apply --dry-run=client -f a.yaml', /kubectl/],
  'what the cluster is asked to create from a file': ['kubectl create -f a.yaml --dry-run=client', /kubectl/],
  'a dry run that is a comment': ['kubectl create ns a # --dry-run=client', /kubectl/],
  'what another shell is given': ['ssh host <<EOF\nkubectl apply -f a.yaml\nEOF', /kubectl/],
  'what is written to kubectl': ['cat <<EOF | kubectl apply -f -\nkind: Namespace\nEOF', /kubectl/],
  'kubectl for what is echoed': ['echo "$(kubectl get pods)"', /kubectl/],
  'a sync by hand': ['argocd app sync api --prune', /argocd/],
  'a sync by hand, of a server': ['argocd --server ${{ secrets.SERVER }} app sync api', /argocd/],
  oc: ['oc -n ${{ env.NS }} apply -f a.yaml', /oc/],
  'a login': ['oc login --token=x', /credentials/],
  'credentials by a cloud’s command': ['aws --region x eks --profile y update-kubeconfig --name prod', /credentials/],
  'a kubeconfig': ['echo "$KUBECONFIG"', /kubeconfig/],
  ...Object.fromEntries(
    [
      'kubectl --context=prod -n api delete pod a',
      'sudo -E /usr/local/bin/kubectl apply -f a.yaml',
      'sudo -u deploy kubectl apply -f a.yaml',
      'if ! kubectl get ns api; then exit 1; fi',
      'if x; then y; elif kubectl get ns api; then z; fi',
      'pods=$(kubectl get pods)',
      'diff <(kubectl get a) b',
      'timeout -s KILL 60 kubectl wait --for=condition=Ready pod/a',
      'xargs -I {} kubectl delete pod {}',
      '{ kubectl apply -f a; }',
      'case $x in a) kubectl apply -f a;; esac',
      'FOO="a b" kubectl apply -f a',
      '"$HOME/bin/kubectl" apply -f a',
      'bash -c "kubectl apply -f a"',
      'ssh host kubectl apply -f a',
      'docker run bitnami/kubectl apply -f a',
      'find . -name a.yaml -exec kubectl apply -f {} +',
      'kubectl $ARGS',
      'kubectl ${{ inputs.command }}',
      'try { kubectl apply -f a } catch { exit 1 }',
    ].map((run) => [run, [run, /kubectl/] as const]),
  ),
};

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
    'another cluster beside one of the job’s own': {
      files: workflow(
        { uses: 'helm/kind-action@v1' },
        { run: 'aws eks update-kubeconfig --name prod\nkubectl apply -f prod.yaml' },
      ),
      at: [`${file}:7`, `${file}:7`],
    },
    'a kubeconfig in a variable': {
      files: workflow({ run: 'deploy', env: { KUBECONFIG: '${{ secrets.CONFIG }}' } }),
      at: [`${file}:6`],
    },
  },
  passes: {
    'rendering and comments': script('# never helm rollback\nhelm template . && kubectl kustomize .'),
    'installing kubectl': script(
      'curl -LO "https://dl.k8s.io/release/v1.36.0/bin/linux/amd64/kubectl"\nchmod +x kubectl\nsudo mv kubectl /usr/local/bin/\nif ! which kubectl >/dev/null; then sudo snap install kubectl --classic; fi\nkubectl version --client',
    ),
    'installing a plugin of Helm': script('helm plugin install https://example.com/plugin'),
    'an action that installs it': workflow({ uses: 'azure/setup-kubectl@v4' }),
    'a manifest that is written on the runner': script(
      'kubectl create secret generic a --from-file=x --dry-run=client -o yaml | kubeseal > sealed.yaml',
    ),
    'looking for it': script('grep -rn "kubectl apply" docs || git commit -m "kubectl apply is gone"\nkubectl --help'),
    'talking of it': script('echo "Then: kubectl get pods; helm upgrade api" >> "$GITHUB_STEP_SUMMARY"\nname=kubectl'),
    'talking of it in Markdown': script('echo "See \\`kubectl get pods\\` for $name" >> "$GITHUB_STEP_SUMMARY"'),
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

test('long lines are read to their end', () => {
  const texts = [
    'cat <<a '.repeat(3000),
    '\n'.repeat(20_000),
    'kubectl ' + '-a b '.repeat(5000),
    'echo "'.repeat(5000),
    ';'.repeat(50_000),
    "helm -a 'x ",
  ].map((text) => clusterCommandsIn(text));
  assert.deepEqual(
    texts.map((found) => found.length),
    [0, 0, 1, 0, 0, 0],
  );
});
