import { globSync } from 'node:fs';
import { join } from 'node:path';
import { peersBin } from '../peers/folders.ts';
import { freePorts, startService, type Service } from '../peers/service.ts';
import type { Kubernetes } from './kubernetes.ts';

export interface Rollouts {
  /** Where Prometheus finds its metrics: `127.0.0.1:<port>`. */
  readonly metrics: string;
  readonly service: Service;
}

/** The definitions of Argo Rollouts and of HTTPRoutes, and the settings that name its traffic router for these. */
export async function installRollouts(kubernetes: Kubernetes): Promise<void> {
  const definitions = [
    ...globSync(join(peersBin, 'argo-rollouts-files', 'manifests', 'crds', '*-crd.yaml')),
    join(peersBin, 'gateway-api-files', 'config', 'crd', 'standard', 'gateway.networking.k8s.io_httproutes.yaml'),
  ];
  for (const file of definitions) await kubernetes.applyFile(file);
  await kubernetes.apply(
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'argo-rollouts' } },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'argo-rollouts-config', namespace: 'argo-rollouts' },
      data: { trafficRouterPlugins: JSON.stringify([plugin]) },
    },
  );
}

export async function startRollouts(directory: string, kubeconfig: string): Promise<Rollouts> {
  const [metrics = 0, health = 0] = await freePorts(2);
  const service = await startService(
    'argo-rollouts',
    [
      `--kubeconfig=${kubeconfig}`,
      `--metricsPort=${metrics}`,
      `--healthzPort=${health}`,
      '--leader-elect=false',
      // A minute in the README of the examples.
      '--rollout-resync=5',
    ],
    {
      directory,
      ready: `http://127.0.0.1:${health}/healthz`,
      // The plugin finds the cluster by the usual variable.
      env: { KUBECONFIG: kubeconfig, POD_NAMESPACE: 'argo-rollouts', ARGO_ROLLOUTS_NAMESPACE: 'argo-rollouts' },
    },
  );
  return { metrics: `127.0.0.1:${metrics}`, service };
}

const plugin = {
  name: 'argoproj-labs/gatewayAPI',
  location: `file://${join(peersBin, 'gateway-plugin')}`,
};
