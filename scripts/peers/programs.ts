/** The folders of test/peers, each with the programs that its tests run. */
export const suites = {
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
  examples: ['helm', 'promtool', 'amtool'],
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
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Suite = keyof typeof suites;
export type Program = (typeof suites)[Suite][number];

export type Source =
  /** `go install`, at the version that is fixed here. */
  | { readonly kind: 'module'; readonly path: string; readonly version: string; readonly toolchain?: string }
  /** Built in a small module beside this file, for programs whose own go.mod has `replace` lines. */
  | { readonly kind: 'own-module'; readonly folder: string; readonly path: string }
  /** Unpacked from a Debian package without installing it. */
  | { readonly kind: 'unpacked'; readonly package: string; readonly file: string }
  /** Installed from a Debian package, since it wants its libraries and settings where they belong. */
  | { readonly kind: 'installed'; readonly package: string };

const module = (path: string, version: string, toolchain?: string): Source => ({
  kind: 'module',
  path,
  version,
  ...(toolchain !== undefined && { toolchain }),
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
  syft: module('github.com/anchore/syft/cmd/syft', 'v1.57.0'),
  cosign: module('github.com/sigstore/cosign/v3/cmd/cosign', 'v3.1.3'),
  // These three go together: newer logs want a certificate authority that is not released as a module.
  fulcio: module('github.com/sigstore/fulcio', 'v1.8.8', 'go1.27.0'),
  'rekor-server-posix': module('github.com/sigstore/rekor-tiles/v2/cmd/rekor-server/posix', 'v2.3.0', 'go1.27.0'),
  'timestamp-server': module('github.com/sigstore/timestamp-authority/v2/cmd/timestamp-server', 'v2.1.5', 'go1.27.0'),
  'docker-registry': unpacked('docker-registry', 'usr/bin/docker-registry'),
  // What runners have of late: it keeps images in containerd.
  'dockerd-29': module('github.com/moby/moby/v2/cmd/dockerd', 'v2.0.0-beta.24'),
  docker: unpacked('docker.io', 'usr/bin/docker'),
  dockerd: unpacked('docker.io', 'usr/sbin/dockerd'),
  containerd: unpacked('containerd', 'usr/bin/containerd'),
  promtool: unpacked('prometheus', 'usr/bin/promtool'),
  amtool: unpacked('prometheus-alertmanager', 'usr/bin/amtool'),
  buildah: { kind: 'installed', package: 'buildah' },
  runc: { kind: 'installed', package: 'runc' },
  busybox: { kind: 'installed', package: 'busybox-static' },
};

/** In the order in which their tests run. */
export const suiteNames = Object.keys(suites) as readonly Suite[];

export const isSuite = (name: string): name is Suite => Object.hasOwn(suites, name);
export const isProgram = (name: string): name is Program => Object.hasOwn(sources, name);
