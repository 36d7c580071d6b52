import { applicationYaml, testRule } from '../rule-test.ts';
import { imageNotPinned } from './image-not-pinned.ts';

const app = applicationYaml('api', 'k8s');
const digest = `sha256:${'a'.repeat(64)}`;
const deployment = (image: string, init = `registry.example/init@${digest}`): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  template:
    spec:
      initContainers:
        - name: init
          image: ${init}
      containers:
        - name: api
          image: ${image}
`;

const scaledJob = `apiVersion: keda.sh/v1alpha1
kind: ScaledJob
metadata: {name: api}
spec:
  jobTargetRef:
    template:
      spec:
        containers:
          - {name: api, image: registry.example/api:1}
`;

const preview = `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: previews}
spec:
  goTemplate: true
  generators:
    - pullRequest: {github: {owner: acme, repo: api}}
  template:
    metadata: {name: 'pr-{{.number}}'}
    spec:
      source: {repoURL: https://github.com/acme/gitops, path: k8s}
      destination: {namespace: 'pr-{{.number}}'}
`;

testRule(imageNotPinned, {
  fails: {
    'a tag, in an init container too': {
      files: { 'app.yaml': app, 'k8s/api.yaml': deployment('registry.example/api:1.2', 'registry.example/init') },
      at: ['k8s/api.yaml:9', 'k8s/api.yaml:12'],
      says: /registry\.example\/init/,
    },
    'a job that KEDA starts': {
      files: { 'app.yaml': app, 'k8s/job.yaml': scaledJob },
      at: ['k8s/job.yaml:9'],
    },
    'a digest that is cut off': {
      files: { 'app.yaml': app, 'k8s/api.yaml': deployment('registry.example/api@sha256:abc') },
      at: ['k8s/api.yaml:12'],
    },
  },
  passes: {
    'a digest': { 'app.yaml': app, 'k8s/api.yaml': deployment(`registry.example/api:1.2@${digest}`) },
    'the tag of a preview': { 'set.yaml': preview, 'k8s/api.yaml': deployment('registry.example/api:pr-1') },
  },
});
