import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { field, type Manifest } from '../../../scripts/cluster/kubernetes.ts';
import { peersBin } from '../../../scripts/peers/folders.ts';
import { freePorts, startService, untilFree, type Service } from '../../../scripts/peers/service.ts';
import { parseAllDocuments } from 'yaml';
import type { Surroundings } from './admission-rig.ts';

/** It takes no other, whatever its flag says. */
const port = 8443;

/** Sigstore's policy-controller, beside the cluster: the API server finds it at a Service that is this machine. */
export async function startPolicyController({
  tuf,
  kubernetes,
  kubeconfig,
  directory,
}: Surroundings): Promise<Service> {
  await untilFree(port);
  await kubernetes.apply(
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'cosign-system' } },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'webhook', namespace: 'cosign-system' },
      spec: { type: 'ExternalName', externalName: 'localhost', ports: [{ port }] },
    },
    ...installation(),
  );
  const root = join(directory, 'root.json');
  writeFileSync(root, tuf.root);
  const [metrics = 0, profiling = 0] = await freePorts(2);
  return startService('policy-controller', [`--tuf-mirror=${tuf.mirror}`, `--tuf-root=${root}`], {
    directory,
    ready: async () =>
      field(await kubernetes.read(podWebhook), 'webhooks', 0, 'clientConfig', 'caBundle') !== undefined,
    env: {
      KUBECONFIG: kubeconfig,
      SYSTEM_NAMESPACE: 'cosign-system',
      CONFIG_LOGGING_NAME: 'config-logging',
      METRICS_DOMAIN: 'sigstore.dev/policy',
      METRICS_PROMETHEUS_PORT: String(metrics),
      PROFILING_PORT: String(profiling),
      WEBHOOK_NAME: 'webhook',
      POD_NAME: 'webhook',
    },
  });
}

/** What policy-controller is installed with, but for its pods and what they may. */
function installation(): readonly Manifest[] {
  const files = globSync(join(peersBin, 'policy-controller-files', 'config', '{300,500,501,config}-*.yaml'));
  return files
    .flatMap((file) =>
      parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as Manifest | null),
    )
    .filter((manifest) => manifest !== null)
    .map((manifest) => JSON.parse(JSON.stringify(manifest), reachable) as Manifest);
}

/** A Service of a name outside has no ports of its own, so whoever asks it has to name one. */
const reachable = (key: string, value: unknown): unknown =>
  key === 'service' && typeof value === 'object' ? { ...value, port } : value;

const podWebhook = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  name: 'policy.sigstore.dev',
};
