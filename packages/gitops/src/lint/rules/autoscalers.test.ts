import { applicationYaml, testRule } from '../rule-test.ts';
import { autoscalersCompete, autoscalerTargetMissing, replicasBesideAutoscaler } from './autoscalers.ts';
import { autoscalerYaml, deploymentYaml, inFolder, rolloutYaml } from './sample-rollout.ts';

const rollout = rolloutYaml('steps: [{setWeight: 50}]');
const scaledObject = (target: string): string => `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: api}
spec:
  scaleTargetRef: ${target}
`;

testRule(autoscalerTargetMissing, {
  fails: {
    'the Deployment that a Rollout replaced': {
      files: inFolder({ 'h.yaml': autoscalerYaml('Deployment'), 'a.yaml': rollout }),
      at: ['k8s/h.yaml:7'],
      says: /scales Deployment api, which is not there, but Rollout api/,
    },
    'a Deployment that lends its pods to a Rollout': {
      files: inFolder({
        'h.yaml': autoscalerYaml('Deployment'),
        'd.yaml': deploymentYaml(),
        'a.yaml':
          'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: r}\nspec: {workloadRef: {apiVersion: apps/v1, kind: Deployment, name: api}}',
      }),
      at: ['k8s/h.yaml:7'],
      says: /Rollout r replaces/,
    },
    'nothing of that name': {
      files: inFolder({ 'h.yaml': autoscalerYaml('Deployment', 'apy'), 'd.yaml': deploymentYaml() }),
      at: ['k8s/h.yaml:8'],
      says: /which is not there$/,
    },
    'what a ScaledObject takes for a Deployment': {
      files: inFolder({ 'k.yaml': scaledObject('{name: api}'), 'a.yaml': rollout }),
      at: ['k8s/k.yaml:5'],
    },
  },
  passes: {
    'a Rollout': inFolder({ 'h.yaml': autoscalerYaml('Rollout'), 'a.yaml': rollout }),
    'a ScaledObject of a Deployment': inFolder({ 'k.yaml': scaledObject('{name: api}'), 'd.yaml': deploymentYaml() }),
    'a kind of an operator': inFolder({
      'k.yaml': scaledObject('{apiVersion: acme.example/v1, kind: Database, name: api}'),
    }),
    'a namespace that a chart from elsewhere fills as well': {
      'app.yaml': applicationYaml('api', 'k8s'),
      'more.yaml': applicationYaml('more', '', {
        source: { repoURL: 'https://charts.example', chart: 'c', targetRevision: '1.0.0' },
        destination: { server: 'https://kubernetes.default.svc', namespace: 'api' },
      }),
      'k8s/h.yaml': autoscalerYaml('Deployment'),
    },
  },
});

testRule(autoscalersCompete, {
  fails: {
    'one of each kind': {
      files: inFolder({
        'h.yaml': autoscalerYaml('Deployment'),
        'k.yaml': scaledObject('{name: api}'),
        'd.yaml': deploymentYaml(),
      }),
      at: ['k8s/k.yaml:5'],
      says: /ScaledObject api scales Deployment api, as HorizontalPodAutoscaler api does/,
    },
  },
  passes: {
    'one alone': inFolder({ 'h.yaml': autoscalerYaml('Deployment'), 'd.yaml': deploymentYaml() }),
    'one that two Applications deploy': {
      'a.yaml': applicationYaml('api', 'k8s'),
      'b.yaml': applicationYaml('b', 'k8s', {
        destination: { server: 'https://kubernetes.default.svc', namespace: 'api' },
      }),
      'k8s/h.yaml': autoscalerYaml('Deployment'),
      'k8s/d.yaml': deploymentYaml(),
    },
  },
});

const scaled = { 'h.yaml': autoscalerYaml('Deployment'), 'd.yaml': deploymentYaml('replicas: 3') };
const ignoring = (entry: Readonly<Record<string, unknown>>) => ({
  ...inFolder(scaled),
  'app.yaml': applicationYaml('api', 'k8s', { ignoreDifferences: [entry] }),
});

const ignoredEverywhere = {
  ...inFolder(scaled),
  'cm.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: argocd-cm}\ndata:\n  resource.customizations.ignoreDifferences.apps_Deployment: |\n    jsonPointers: [/spec/replicas]\n',
};

testRule(replicasBesideAutoscaler, {
  fails: {
    'a number beside an autoscaler': { files: inFolder(scaled), at: ['k8s/d.yaml:5'], says: /3 replicas/ },
    'a difference of another kind that is ignored': {
      files: ignoring({ group: 'argoproj.io', kind: 'Rollout', jsonPointers: ['/spec/replicas'] }),
      at: ['k8s/d.yaml:5'],
    },
    'a difference that is ignored everywhere, and written over': { files: ignoredEverywhere, at: ['k8s/d.yaml:5'] },
  },
  passes: {
    'no number': inFolder({ ...scaled, 'd.yaml': deploymentYaml() }),
    'no autoscaler': inFolder({ 'd.yaml': deploymentYaml('replicas: 3') }),
    'a difference that is ignored': ignoring({ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] }),
    'a difference that is ignored by jq': ignoring({ kind: '*', group: '*', jqPathExpressions: ['.spec.replicas'] }),
    'a difference that is ignored everywhere, and left alone': {
      ...ignoredEverywhere,
      'app.yaml': applicationYaml('api', 'k8s', { syncPolicy: { syncOptions: ['RespectIgnoreDifferences=true'] } }),
    },
  },
});
