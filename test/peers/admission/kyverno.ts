import { globSync } from 'node:fs';
import { join } from 'node:path';
import { peersBin } from '../../../scripts/peers/folders.ts';
import { freePorts, startService, type Service } from '../../../scripts/peers/service.ts';
import type { Surroundings } from './admission-rig.ts';

/** Kyverno's admission controller, beside the cluster as its developers run it. */
export async function startKyverno({ kubernetes, kubeconfig, directory }: Surroundings): Promise<Service> {
  for (const file of globSync(join(peersBin, 'kyverno-files', 'config', 'crds', '*', '*.yaml')))
    await kubernetes.applyFile(file);
  await kubernetes.apply(
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kyverno' } },
    ...['kyverno', 'kyverno-metrics'].map((name) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: 'kyverno' },
    })),
  );
  const [webhook = 0] = await freePorts(1);
  return startService(
    'kyverno',
    [
      `--kubeconfig=${kubeconfig}`,
      `--serverIP=127.0.0.1:${webhook}`,
      '--webhookServerHost=127.0.0.1',
      `--webhookServerPort=${webhook}`,
      '--caSecretName=kyverno-ca',
      '--tlsSecretName=kyverno-tls',
      '--disableMetrics=true',
      '--controllerRuntimeMetricsAddress=0',
      '--admissionReports=false',
      // For an hour, it would take what it took before, whatever becomes of it.
      '--imageVerifyCacheEnabled=false',
      '--disableLogColor=true',
      '-v=2',
    ],
    {
      directory,
      ready: async () =>
        (await kubernetes.read(policyWebhook)) !== undefined && (await kubernetes.read(certificate)) !== undefined,
      env: {
        KYVERNO_NAMESPACE: 'kyverno',
        KYVERNO_SERVICEACCOUNT_NAME: 'kyverno',
        KYVERNO_DEPLOYMENT: 'kyverno',
        KYVERNO_POD_NAME: 'kyverno',
        KYVERNO_SVC: 'kyverno-svc',
        INIT_CONFIG: 'kyverno',
        METRICS_CONFIG: 'kyverno-metrics',
      },
    },
  );
}

/** Where Kyverno has itself asked about its own policies; it does that once it is there to answer. */
const policyWebhook = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  name: 'kyverno-policy-validating-webhook-cfg',
};

const certificate = { apiVersion: 'v1', kind: 'Secret', name: 'kyverno-tls', namespace: 'kyverno' };
