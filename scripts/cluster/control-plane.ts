import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { freePorts, listensOn, startService, type Service } from '../peers/service.ts';

export interface ControlPlane {
  /** Path of a kubeconfig for its administrator. */
  readonly kubeconfig: string;
  readonly server: string;
  /** Path of the log of every request that changed something, one JSON object a line. */
  readonly auditLog: string;
  readonly services: readonly Service[];
}

/**
 * etcd, the API server with RBAC, admission and aggregation, the controller manager and the scheduler, on loopback.
 * Ports are chosen again each time; one that was taken meanwhile fails the start.
 */
export async function startControlPlane(directory: string): Promise<ControlPlane> {
  const [etcdPort = 0, peerPort = 0, apiPort = 0, managerPort = 0, schedulerPort = 0] = await freePorts(5);
  const services: Service[] = [];
  const server = `https://127.0.0.1:${apiPort}`;
  const kubeconfig = join(directory, 'kubeconfig');
  const auditLog = join(directory, 'logs', 'audit.log');
  const token = randomBytes(24).toString('hex');
  mkdirSync(join(directory, 'logs'), { recursive: true });
  const keys = writeKeys(directory);
  writeFileSync(join(directory, 'tokens.csv'), `${token},admin,admin,"system:masters"\n`);
  writeFileSync(kubeconfig, kubeconfigOf(server, join(directory, 'certificates', 'apiserver.crt'), token));
  const etcd = `http://127.0.0.1:${etcdPort}`;
  try {
    services.push(
      await startService('etcd', etcdFlags(directory, etcd, `http://127.0.0.1:${peerPort}`), {
        directory,
        ready: `${etcd}/health`,
      }),
    );
    services.push(
      await startService('kube-apiserver', apiServerFlags(directory, { etcd, apiPort, keys, auditLog }), {
        directory,
        ready: () => isReady(`${server}/readyz`, token),
      }),
    );
    services.push(
      ...(await Promise.all([
        startService('kube-controller-manager', controllerManagerFlags(directory, { kubeconfig, keys, managerPort }), {
          directory,
          ready: () => listensOn(managerPort),
        }),
        startService('kube-scheduler', schedulerFlags(directory, kubeconfig, schedulerPort), {
          directory,
          ready: () => listensOn(schedulerPort),
        }),
      ])),
    );
    return { kubeconfig, server, auditLog, services };
  } catch (error) {
    await Promise.all(services.map((service) => service[Symbol.asyncDispose]()));
    throw error;
  }
}

interface Keys {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** Signs the tokens of service accounts. */
function writeKeys(directory: string): Keys {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const privateKey = join(directory, 'service-accounts.key');
  const publicKey = join(directory, 'service-accounts.pub');
  writeFileSync(privateKey, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  writeFileSync(publicKey, pair.publicKey.export({ type: 'spki', format: 'pem' }));
  return { privateKey, publicKey };
}

function etcdFlags(directory: string, client: string, peer: string): readonly string[] {
  return [
    `--data-dir=${join(directory, 'etcd')}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    // What it keeps is gone with the cluster anyway.
    '--unsafe-no-fsync',
    '--log-level=warn',
  ];
}

interface ApiServerSettings {
  readonly etcd: string;
  readonly apiPort: number;
  readonly keys: Keys;
  readonly auditLog: string;
}

function apiServerFlags(directory: string, { etcd, apiPort, keys, auditLog }: ApiServerSettings): readonly string[] {
  const auditPolicy = join(directory, 'audit-policy.json');
  writeFileSync(auditPolicy, JSON.stringify(changesOnly));
  return [
    `--etcd-servers=${etcd}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${apiPort}`,
    `--cert-dir=${join(directory, 'certificates')}`,
    `--token-auth-file=${join(directory, 'tokens.csv')}`,
    '--authorization-mode=RBAC',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${keys.publicKey}`,
    `--service-account-signing-key-file=${keys.privateKey}`,
    '--service-cluster-ip-range=10.96.0.0/16',
    // There is no network in which anybody could reach it.
    '--endpoint-reconciler-type=none',
    `--audit-policy-file=${auditPolicy}`,
    `--audit-log-path=${auditLog}`,
    '--audit-log-format=json',
  ];
}

const changesOnly = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [
    { level: 'None', resources: [{ group: 'coordination.k8s.io' }, { group: '', resources: ['events'] }] },
    { level: 'Metadata', verbs: ['create', 'update', 'patch', 'delete'] },
    { level: 'None' },
  ],
};

interface ControllerManagerSettings {
  readonly kubeconfig: string;
  readonly keys: Keys;
  readonly managerPort: number;
}

function controllerManagerFlags(
  directory: string,
  { kubeconfig, keys, managerPort }: ControllerManagerSettings,
): readonly string[] {
  return [
    `--kubeconfig=${kubeconfig}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${managerPort}`,
    `--cert-dir=${join(directory, 'certificates-controller-manager')}`,
    `--service-account-private-key-file=${keys.privateKey}`,
    `--root-ca-file=${join(directory, 'certificates', 'apiserver.crt')}`,
    // kwok looks after the nodes.
    '--controllers=*,-node-ipam-controller,-node-lifecycle-controller',
    '--leader-elect=false',
    '--horizontal-pod-autoscaler-sync-period=2s',
    '--horizontal-pod-autoscaler-cpu-initialization-period=0s',
    '--horizontal-pod-autoscaler-initial-readiness-delay=1s',
  ];
}

function schedulerFlags(directory: string, kubeconfig: string, port: number): readonly string[] {
  return [
    `--kubeconfig=${kubeconfig}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${port}`,
    `--cert-dir=${join(directory, 'certificates-scheduler')}`,
    '--leader-elect=false',
  ];
}

/** The API server makes its own certificate, together with the authority that it is from, in the file that is trusted. */
function kubeconfigOf(server: string, authority: string, token: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'lab', cluster: { server, 'certificate-authority': authority } }],
    users: [{ name: 'admin', user: { token } }],
    contexts: [{ name: 'lab', context: { cluster: 'lab', user: 'admin' } }],
    'current-context': 'lab',
  });
}

/** Its certificate is not there before it is up, so this one question is asked without looking at it. */
function isReady(url: string, token: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request(
      url,
      { headers: { authorization: `Bearer ${token}` }, rejectUnauthorized: false },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode === 200);
      },
    );
    asked.once('error', () => resolve(false));
    asked.end();
  });
}
