import { globSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { peersBin, peersPath } from '../peers/folders.ts';
import { freePorts, listensOn, startService } from '../peers/service.ts';
import { endKeyRing, keyRing } from './key-ring.ts';
import type { Kubernetes } from './kubernetes.ts';

export interface ArgoCd {
  /** Where Prometheus finds the metrics of the application controller: `127.0.0.1:<port>`. */
  readonly metrics: string;
  readonly notificationMetrics: string;
  readonly services: readonly AsyncDisposable[];
}

export interface ArgoCdOptions {
  /** Whether signatures of commits are looked at, which needs gpg. */
  readonly signatures?: boolean;
}

const files = join(peersBin, 'argocd-files');

const namespace = 'argocd';

/**
 * Installs Argo CD: its definitions and empty settings. What an installation would make its own (`argocd-cm` and what
 * notifications need) is applied before or after, and taken up while it runs.
 */
export async function installArgoCd(kubernetes: Kubernetes): Promise<void> {
  await kubernetes.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  for (const file of globSync(join(files, 'manifests', 'crds', '*-crd.yaml'))) await kubernetes.applyFile(file);
  const labels = { 'app.kubernetes.io/part-of': 'argocd' };
  const settings = ['cm', 'rbac-cm', 'cmd-params-cm', 'ssh-known-hosts-cm', 'tls-certs-cm', 'gpg-keys-cm'];
  for (const name of settings)
    await kubernetes.apply({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: `argocd-${name}`, namespace, labels },
    });
  await kubernetes.apply({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'argocd-secret', namespace, labels },
    stringData: { 'server.secretkey': 'not used: the server does not run' },
  });
}

/** Runs the repository server, both controllers and the notifications of an Argo CD that is installed. */
export async function startArgoCd(
  directory: string,
  kubeconfig: string,
  { signatures = false }: ArgoCdOptions = {},
): Promise<ArgoCd> {
  const ports = await freePorts(9);
  const [redis = 0, repo = 0, repoMetrics = 0, metrics = 0, sets = 0, probes = 0, webhooks = 0, notifications = 0] =
    ports;
  const services: AsyncDisposable[] = [];
  const gpg = signatures ? keyRing(directory) : { ARGOCD_GPG_ENABLED: 'false' };
  if (signatures) services.push({ [Symbol.asyncDispose]: () => endKeyRing(directory) });
  const start = async (name: string, args: readonly string[], ready: string | (() => Promise<boolean>)) => {
    services.push(
      await startService('argocd', args, {
        name,
        directory,
        ready,
        env: { ...environment(directory, name, kubeconfig), ...gpg },
      }),
    );
  };
  mkdirSync(join(directory, 'redis'), { recursive: true });
  try {
    services.push(
      await startService('redis-server', [...redisFlags, '--port', String(redis), '--dir', join(directory, 'redis')], {
        directory,
        ready: () => listensOn(redis),
      }),
    );
    await start(
      'argocd-repo-server',
      [
        '--address=127.0.0.1',
        `--port=${repo}`,
        '--metrics-address=127.0.0.1',
        `--metrics-port=${repoMetrics}`,
        `--redis=127.0.0.1:${redis}`,
        '--disable-tls',
        '--client-ca-path=',
        // A push is looked at again after this long, where there is no webhook.
        '--revision-cache-expiration=1s',
      ],
      () => listensOn(repo),
    );
    const server = `127.0.0.1:${repo}`;
    const common = [`--kubeconfig=${kubeconfig}`, `--namespace=${namespace}`];
    await Promise.all([
      start(
        'argocd-application-controller',
        [
          ...common,
          `--repo-server=${server}`,
          '--repo-server-plaintext',
          `--redis=127.0.0.1:${redis}`,
          `--metrics-port=${metrics}`,
          '--app-resync=3',
          '--app-resync-jitter=0',
        ],
        `http://127.0.0.1:${metrics}/healthz`,
      ),
      start(
        'argocd-applicationset-controller',
        [
          ...common,
          `--argocd-repo-server=${server}`,
          '--repo-server-plaintext',
          `--metrics-addr=127.0.0.1:${sets}`,
          `--probe-addr=127.0.0.1:${probes}`,
          `--webhook-addr=127.0.0.1:${webhooks}`,
          '--enable-leader-election=false',
        ],
        `http://127.0.0.1:${probes}/healthz`,
      ),
      start(
        'argocd-notifications',
        [
          ...common,
          `--argocd-repo-server=${server}`,
          '--argocd-repo-server-plaintext',
          `--metrics-port=${notifications}`,
        ],
        () => listensOn(notifications),
      ),
    ]);
    return { metrics: `127.0.0.1:${metrics}`, notificationMetrics: `127.0.0.1:${notifications}`, services };
  } catch (error) {
    await Promise.all(services.map((service) => service[Symbol.asyncDispose]()));
    throw error;
  }
}

const redisFlags = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];

/** One program, which takes its part from its name; it wants its wrappers of git and gpg on the search path. */
function environment(directory: string, name: string, kubeconfig: string): Readonly<Record<string, string>> {
  return {
    ARGOCD_BINARY_NAME: name,
    // Takes the kubeconfig for the cluster that it would be in.
    ARGOCD_FAKE_IN_CLUSTER: 'true',
    KUBECONFIG: kubeconfig,
    PATH: [join(files, 'hack'), peersPath].join(delimiter),
    ARGOCD_TLS_DATA_PATH: join(directory, 'tls'),
    ARGOCD_SSH_DATA_PATH: join(directory, 'ssh'),
    TMPDIR: directory,
  };
}
