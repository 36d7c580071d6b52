import { applicationYaml, type Files } from '../rule-test.ts';

const indented = (text: string, by: number): string =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => `${' '.repeat(by)}${line}\n`)
    .join('');

/** A Rollout `api`: what stands in its `canary` from line 8 on, if `spec` adds nothing. */
export const rolloutYaml = (
  canary: string,
  { spec = '', pod = 'metadata: {labels: {app: api}}', container = 'readinessProbe: {httpGet: {port: 80}}' } = {},
): string => `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: api}
spec:
  selector: {matchLabels: {app: api}}
${indented(spec, 2)}  strategy:
    canary:
${indented(canary, 6)}  template:
${indented(pod, 4)}    spec:
      containers:
        - name: api
          image: registry.example/api
${indented(container, 10)}`;

/** The files of one Application that deploys the folder `k8s`. */
export const inFolder = (files: Files): Files => ({
  'app.yaml': applicationYaml('api', 'k8s'),
  ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`k8s/${name}`, text])),
});

export const serviceYaml = (name: string, selector = '{app: api}'): string => `apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec:
  selector: ${selector}
`;

export const autoscalerYaml = (kind: string, name = 'api', min = 2): string => `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: api}
spec:
  scaleTargetRef:
    apiVersion: ${kind === 'Rollout' ? 'argoproj.io/v1alpha1' : 'apps/v1'}
    kind: ${kind}
    name: ${name}
  minReplicas: ${min}
  maxReplicas: 9
`;

export const deploymentYaml = (spec = '', labels = '{app: api}'): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
${indented(spec, 2)}  template:
    metadata: {labels: ${labels}}
    spec: {containers: [{name: api, image: registry.example/api}]}
`;

/** Metrics from line 6 on. */
export const analysisYaml = (metrics: string, args = '[]'): string => `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: {name: success}
spec:
  args: ${args}
  metrics:
${indented(metrics, 4)}`;
