/** The folders of test/peers, each with the programs that its tests run. */
export const suites = {
  admission: [
    'kube-apiserver',
    'kube-controller-manager',
    'kube-scheduler',
    'etcd',
    'kyverno',
    'kyverno-files',
    'policy-controller',
    'policy-controller-files',
  ],
  build: [
    'buildx',
    'buildkitd',
    'docker',
    'dockerd',
    'dockerd-29',
    'containerd',
    'crane',
    'syft',
    'cosign',
    'buildah',
    'runc',
    'busybox',
  ],
  cluster: [
    'kube-apiserver',
    'kube-controller-manager',
    'kube-scheduler',
    'kubectl',
    'etcd',
    'kwok',
    'kwok-files',
    'argocd',
    'argocd-files',
    'argo-rollouts',
    'argo-rollouts-files',
    'gateway-plugin',
    'gateway-api-files',
    'external-secrets-files',
    'keda-files',
    'helm',
    'kustomize',
    'gpg',
    'redis-server',
    'prometheus',
    'prometheus-alertmanager',
    'promtool',
    'amtool',
  ],
  examples: ['helm', 'kustomize', 'promtool', 'amtool', 'prometheus-alertmanager', 'dashboard-schema'],
  gitops: ['helm', 'kustomize', 'kubectl'],
  matrix: [
    'buildx',
    'buildkitd',
    'buildah',
    'runc',
    'busybox',
    'distribution-registry',
    'ggcr-registry',
    'docker-registry',
    'crane',
    'cosign',
    'syft',
    'fulcio',
    'rekor-server-posix',
    'timestamp-server',
  ],
  registry: ['distribution-registry', 'ggcr-registry', 'docker-registry', 'crane', 'oras'],
  signing: ['cosign'],
  sigstore: ['cosign', 'fulcio', 'rekor-server-posix', 'timestamp-server'],
  yaml: ['yaml-readers', 'yaml-readers-kustomize'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Suite = keyof typeof suites;
export type Program = (typeof suites)[Suite][number];

export type Source =
  /** `go install`, at the version that is fixed here. */
  | { readonly kind: 'module'; readonly path: string; readonly version: string; readonly toolchain?: string }
  /** Built in a small module beside this file, for programs whose own go.mod has `replace` lines. */
  | {
      readonly kind: 'own-module';
      readonly folder: string;
      readonly path: string;
      readonly ldflags?: string;
      /** Default: `go.mod`. */
      readonly modFile?: string;
    }
  /** Files of a module that its programs need beside them, such as CustomResourceDefinitions. */
  | {
      readonly kind: 'module-files';
      readonly module: string;
      readonly version: string;
      readonly files: readonly string[];
    }
  /** Unpacked from a Debian package without installing it. */
  | { readonly kind: 'unpacked'; readonly package: string; readonly file: string }
  /** Installed from a Debian package, since it wants its libraries and settings where they belong. */
  | { readonly kind: 'installed'; readonly package: string };

/** What the most demanding of the programs asks for; Go fetches it. */
export const newestToolchain = 'go1.27.0';

const module = (path: string, version: string, toolchain?: string): Source => ({
  kind: 'module',
  path,
  version,
  ...(toolchain !== undefined && { toolchain }),
});

const kubernetes = (path: string): Source => ({
  kind: 'own-module',
  folder: 'kubernetes',
  path,
  // Left at v0.0.0, kubectl complains about the API server's version.
  ldflags: '-X k8s.io/component-base/version.gitVersion=v1.37.0',
});

const unpacked = (name: string, file: string): Source => ({ kind: 'unpacked', package: name, file });

export const sources: Readonly<Record<Program, Source>> = {
  buildx: module('github.com/docker/buildx/cmd/buildx', 'v0.38.2'),
  buildkitd: { kind: 'own-module', folder: 'buildkitd', path: 'github.com/moby/buildkit/cmd/buildkitd' },
  crane: module('github.com/google/go-containerregistry/cmd/crane', 'v0.22.1'),
  'ggcr-registry': module('github.com/google/go-containerregistry/cmd/registry', 'v0.22.1'),
  'distribution-registry': module('github.com/distribution/distribution/v3/cmd/registry', 'v3.1.2'),
  oras: module('oras.land/oras/cmd/oras', 'v1.3.6'),
  helm: module('helm.sh/helm/v3/cmd/helm', 'v3.22.0'),
  // That of Argo CD 3.2, the oldest that a written repository is for. From 5.8 on, selectors are patterns.
  kustomize: module('sigs.k8s.io/kustomize/kustomize/v5', 'v5.7.0'),
  'kube-apiserver': kubernetes('k8s.io/kubernetes/cmd/kube-apiserver'),
  'kube-controller-manager': kubernetes('k8s.io/kubernetes/cmd/kube-controller-manager'),
  'kube-scheduler': kubernetes('k8s.io/kubernetes/cmd/kube-scheduler'),
  kubectl: kubernetes('k8s.io/kubernetes/cmd/kubectl'),
  argocd: kubernetes('github.com/argoproj/argo-cd/v3/cmd'),
  'argocd-files': {
    kind: 'module-files',
    module: 'github.com/argoproj/argo-cd/v3',
    version: 'v3.6.1',
    files: ['manifests/crds', 'hack/git-verify-wrapper.sh', 'hack/gpg-wrapper.sh'],
  },
  etcd: { kind: 'own-module', folder: 'etcd', path: 'go.etcd.io/etcd/server/v3' },
  kwok: module('sigs.k8s.io/kwok/cmd/kwok', 'v0.8.0', newestToolchain),
  'kwok-files': {
    kind: 'module-files',
    module: 'sigs.k8s.io/kwok',
    version: 'v0.8.0',
    files: ['kustomize/stage', 'kustomize/crd/bases'],
  },
  'argo-rollouts': {
    kind: 'own-module',
    folder: 'argo-rollouts',
    path: 'github.com/argoproj/argo-rollouts/cmd/rollouts-controller',
  },
  'gateway-plugin': {
    kind: 'own-module',
    folder: 'argo-rollouts',
    path: './gateway-plugin',
  },
  'yaml-readers': { kind: 'own-module', folder: 'yaml', path: './readers' },
  'yaml-readers-kustomize': { kind: 'own-module', folder: 'yaml', path: './readers', modFile: 'kustomize.mod' },
  'dashboard-schema': { kind: 'own-module', folder: 'grafana', path: './dashboard-schema' },
  'argo-rollouts-files': {
    kind: 'module-files',
    module: 'github.com/argoproj/argo-rollouts',
    version: 'v1.10.2',
    files: ['manifests/crds'],
  },
  'gateway-api-files': {
    kind: 'module-files',
    module: 'sigs.k8s.io/gateway-api',
    version: 'v1.7.0',
    files: ['config/crd/standard'],
  },
  'external-secrets-files': {
    kind: 'module-files',
    module: 'github.com/external-secrets/external-secrets',
    version: 'v1.3.2',
    files: ['deploy/charts/external-secrets', 'deploy/crds'],
  },
  'keda-files': {
    kind: 'module-files',
    module: 'github.com/kedacore/keda/v2',
    version: 'v2.21.0',
    files: ['config/crd/bases'],
  },
  kyverno: { kind: 'own-module', folder: 'kyverno', path: 'github.com/kyverno/kyverno/cmd/kyverno' },
  'kyverno-files': {
    kind: 'module-files',
    module: 'github.com/kyverno/kyverno',
    version: 'v1.19.1',
    files: ['config/crds'],
  },
  'policy-controller': {
    kind: 'own-module',
    folder: 'policy-controller',
    path: 'github.com/sigstore/policy-controller/cmd/webhook',
  },
  'policy-controller-files': {
    kind: 'module-files',
    module: 'github.com/sigstore/policy-controller',
    version: 'v0.15.1',
    files: ['config'],
  },
  syft: module('github.com/anchore/syft/cmd/syft', 'v1.57.0'),
  cosign: module('github.com/sigstore/cosign/v3/cmd/cosign', 'v3.1.3'),
  // These three go together: newer logs want a certificate authority that is not released as a module.
  fulcio: module('github.com/sigstore/fulcio', 'v1.8.8', newestToolchain),
  'rekor-server-posix': module('github.com/sigstore/rekor-tiles/v2/cmd/rekor-server/posix', 'v2.3.0', newestToolchain),
  'timestamp-server': module(
    'github.com/sigstore/timestamp-authority/v2/cmd/timestamp-server',
    'v2.1.5',
    newestToolchain,
  ),
  'docker-registry': unpacked('docker-registry', 'usr/bin/docker-registry'),
  // What runners have of late: it keeps images in containerd.
  'dockerd-29': module('github.com/moby/moby/v2/cmd/dockerd', 'v2.0.0-beta.24'),
  docker: unpacked('docker.io', 'usr/bin/docker'),
  dockerd: unpacked('docker.io', 'usr/sbin/dockerd'),
  containerd: unpacked('containerd', 'usr/bin/containerd'),
  prometheus: unpacked('prometheus', 'usr/bin/prometheus'),
  // Looks for its templates where its package puts them.
  'prometheus-alertmanager': { kind: 'installed', package: 'prometheus-alertmanager' },
  promtool: unpacked('prometheus', 'usr/bin/promtool'),
  amtool: unpacked('prometheus-alertmanager', 'usr/bin/amtool'),
  gpg: { kind: 'installed', package: 'gnupg' },
  'redis-server': { kind: 'installed', package: 'redis-server' },
  buildah: { kind: 'installed', package: 'buildah' },
  runc: { kind: 'installed', package: 'runc' },
  busybox: { kind: 'installed', package: 'busybox-static' },
};

/** In the order in which their tests run. */
export const suiteNames = Object.keys(suites) as readonly Suite[];

export const isSuite = (name: string): name is Suite => Object.hasOwn(suites, name);
export const isProgram = (name: string): name is Program => Object.hasOwn(sources, name);
