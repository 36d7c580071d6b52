import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fullPolicy, lintSettings } from './samples.ts';

const example = fileURLToPath(new URL('../../examples/gitops', import.meta.url));

/** The example's files, but for those that only Helm reads: there is none where a linter is to read text alone. */
const exampleFiles = (): Record<string, string> =>
  Object.fromEntries(
    readdirSync(example, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.ya?ml$|CODEOWNERS$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => !/[/\\]charts[/\\]/.test(file))
      .map((file) => [file.slice(example.length + 1).replaceAll('\\', '/'), readFileSync(file, 'utf8')]),
  );

const ownAddress = 'https://github.com/acme/gitops';

const application = (name: string, path: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: ${name}
  annotations: {notifications.argoproj.io/subscribe.on-deployed.github: ""}
spec:
  project: default
  source: {repoURL: ${ownAddress}, path: ${path}, targetRevision: HEAD}
  destination: {name: in-cluster, namespace: ${name}}
  syncPolicy: {automated: {prune: true}, syncOptions: [ServerSideApply=true], retry: {limit: 2, backoff: {duration: 5s}}}
  ignoreDifferences:
    - {group: argoproj.io, kind: Rollout, jsonPointers: [/spec/replicas], jqPathExpressions: ['.spec.template.spec.containers[]?.image']}
`;

const rollout = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: api, annotations: {argocd.argoproj.io/sync-wave: "2"}}
spec:
  selector: {matchLabels: {app: api}}
  strategy:
    canary:
      canaryService: canary
      stableService: stable
      trafficRouting: {plugins: {argoproj-labs/gatewayAPI: {httpRoute: api, namespace: api}}}
      steps:
        - setWeight: 5%
        - pause: {duration: 10m}
        - analysis: {templates: [{templateName: success}], args: [{name: service, value: api}]}
        - setCanaryScale: {weight: 25}
      analysis: {templates: [{templateName: success}], startingStep: 1}
  template:
    metadata: {labels: {app: api}}
    spec:
      containers:
        - {name: api, image: 'ghcr.io/acme/api@sha256:${'1'.repeat(64)}', readinessProbe: {httpGet: {port: 80}}}
---
apiVersion: v1
kind: Service
metadata: {name: stable}
spec: {selector: {app: api}, ports: [{port: 80, targetPort: http}]}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: api}
spec: {scaleTargetRef: {apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: api}, minReplicas: 2, maxReplicas: 9}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: api}
spec: {minAvailable: 50%, selector: {matchLabels: {app: api}}}
`;

const analysis = `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: {name: success}
spec:
  args: [{name: service}, {name: threshold, value: "0.99"}]
  metrics:
    - name: success
      interval: 1m30s
      count: 5
      failureLimit: 1
      successCondition: len(result) > 0 && result[0] >= asFloat(args.threshold)
      failureCondition: isNaN(result[0])
      provider:
        prometheus:
          address: http://prometheus:9090
          query: |
            sum(rate(http_requests_total{service="{{args.service}}",code!~"5.."}[5m])) / sum(rate(http_requests_total[5m]))
    - name: job
      provider: {job: {spec: {backoffLimit: 0, template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}}}
`;

const set = `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: services}
spec:
  goTemplate: true
  goTemplateOptions: ['missingkey=error']
  generators:
    - matrix:
        generators:
          - git: {repoURL: ${ownAddress}, revision: HEAD, directories: [{path: 'apps/*'}, {path: apps/old, exclude: true}]}
          - merge:
              mergeKeys: [env]
              generators:
                - list: {elements: [{env: dev, size: 1}, {env: prod, size: 2}]}
                - clusters: {selector: {matchLabels: {env: prod}, matchExpressions: [{key: a, operator: In, values: [b]}]}}
    - git: {repoURL: ${ownAddress}, revision: HEAD, files: [{path: 'config/**/*.json'}]}
  template:
    metadata: {name: '{{ .path.basename | lower | trunc 20 }}-{{ if eq .env "prod" }}p{{ else }}{{ index .path.segments 0 }}{{ end }}'}
    spec:
      source: {repoURL: ${ownAddress}, path: '{{.path.path}}', kustomize: {images: ['ghcr.io/acme/api@sha256:${'2'.repeat(64)}']}}
      destination: {name: '{{.env}}', namespace: '{{ default "x" .size | toString | quote }}'}
  templatePatch: |
    {{- range $i, $e := .path.segments }}
    metadata: {labels: {a{{ $i }}: {{ $e | quote }}}}
    {{- end }}
`;

/** A repository that has a file of every kind that the linter reads, by path. */
export const gitopsFiles: Readonly<Record<string, string>> = {
  ...exampleFiles(),
  'promotion.yaml': fullPolicy,
  '.lint-gitops.yaml': lintSettings,
  'root/api.yaml': application('api', 'k8s'),
  'root/web.yaml': application('web', 'apps/web'),
  'root/set.yaml': set,
  'k8s/rollout.yaml': rollout,
  'k8s/analysis.yaml': analysis,
  'apps/web/kustomization.yaml':
    'resources: [deployment.yaml, ../../k8s]\nimages: [{name: ghcr.io/acme/web, digest: null}]\nreplicas: [{name: web, count: 2}]\ncomponents: [../component]\npatches: [{path: patch.yaml, target: {kind: Deployment}}]\nconfigMapGenerator: [{name: a, literals: [x=y]}]\n',
  'apps/web/deployment.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: web, image: "ghcr.io/acme/web:v1"}]}}}\n',
  'apps/web/patch.yaml': '[{op: replace, path: /spec/replicas, value: 3}]\n',
  'apps/component/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n',
  'config/a/eu.json': '{"env": "eu", "path": {"basename": "x"}, "size": 3}\n',
};
