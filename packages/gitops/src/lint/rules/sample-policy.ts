import type { Files } from '../rule-test.ts';

/** A policy of two services; its environments stand on lines 10 to 12. */
export const policyYaml = (staging = '', digests = 'services.{service}.image.digest'): string => `version: 1
bot: promoter[bot]
argocd: argocd[bot]
services:
  api: {image: ghcr.io/acme/api, source: acme/api, workflow: .github/workflows/release.yml}
  web: {image: ghcr.io/acme/web, source: acme/web, workflow: .github/workflows/release.yml}
digests: {file: "envs/{env}.yaml", path: "${digests}"}
# A comment, so that environments stand on lines that are easy to remember.
environments:
  dev: {from: build, merge: auto}
  staging: {from: dev, merge: review${staging}}
`;

export const digestOf = (letter: string): string => `sha256:${letter.repeat(64)}`;

/** Values of both services: `api` on line 3, `web` on line 6. */
export const valuesYaml = (api = '""', web = '""'): string => `services:
  api:
    image: {repository: ghcr.io/acme/api, digest: ${api}}
    replicas: 1
  web:
    image: {repository: ghcr.io/acme/web, digest: ${web}}
`;

const own = { repoURL: 'https://github.com/acme/gitops.git', targetRevision: 'main' };

/** An Application that deploys the plain manifests of `folder`, and reads values files, so that no Helm is needed. */
export const environmentApplication = (
  name: string,
  valueFiles: readonly string[],
  {
    folder = 'k8s',
    namespace = name,
    annotations = {},
  }: {
    readonly folder?: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  } = {},
): string =>
  JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: 'argocd', annotations },
    spec: {
      project: 'default',
      sources: [
        { ...own, path: folder },
        { ...own, ref: 'values', helm: { valueFiles: valueFiles.map((file) => `/${file}`) } },
      ],
      destination: { server: 'https://kubernetes.default.svc', namespace },
    },
  });

/** Applications `dev` and `staging`, of the folders `k8s/dev` and `k8s/staging`, with a values file each. */
export const environments = (more: Files = {}): Files => ({
  'promotion.yaml': policyYaml(),
  'apps/dev.yaml': environmentApplication('dev', ['envs/dev.yaml'], { folder: 'k8s/dev' }),
  'apps/staging.yaml': environmentApplication('staging', ['envs/staging.yaml'], { folder: 'k8s/staging' }),
  'envs/dev.yaml': valuesYaml(),
  'envs/staging.yaml': valuesYaml(),
  'k8s/dev/x.yaml': '',
  'k8s/staging/x.yaml': '',
  ...more,
});

export const podYaml = (image: string, more = ''): string => `apiVersion: v1
kind: Pod
metadata:
  name: api
${more}spec:
  containers:
    - name: api
      image: ${image}
`;
