import { startArgoCd, installArgoCd, type ArgoCd, type ArgoCdOptions } from './argocd.ts';
import { startControlPlane, type ControlPlane } from './control-plane.ts';
import { Kubernetes } from './kubernetes.ts';
import { startNode } from './nodes.ts';
import { startResourceMetrics } from './resource-metrics.ts';
import { installRollouts, startRollouts, type Rollouts } from './rollouts.ts';

/** A Kubernetes without containers, with Argo CD and Argo Rollouts, all of it processes on loopback. */
export interface Cluster extends AsyncDisposable {
  readonly directory: string;
  readonly kubeconfig: string;
  readonly kubernetes: Kubernetes;
  readonly controlPlane: ControlPlane;
  readonly argocd: ArgoCd;
  readonly rollouts: Rollouts;
}

/**
 * @param directory where it keeps its data, its keys and `logs/`; the caller removes it
 * @throws Error with the log of the program that did not start; those that did are ended
 */
export async function startCluster(
  directory: string,
  say: (line: string) => void = () => {},
  options: ArgoCdOptions = {},
): Promise<Cluster> {
  const services: AsyncDisposable[] = [];
  const stop = async () => {
    for (const service of services.toReversed()) await service[Symbol.asyncDispose]();
  };
  try {
    say('etcd, API server, controller manager, scheduler …');
    const controlPlane = await startControlPlane(directory);
    services.push(...controlPlane.services);
    const { kubeconfig } = controlPlane;
    const kubernetes = new Kubernetes(kubeconfig);
    await installRollouts(kubernetes);
    say('kwok …');
    services.push(await startNode(kubernetes, directory, kubeconfig));
    const resourceMetrics = await startResourceMetrics(kubernetes, directory);
    services.push({ [Symbol.asyncDispose]: () => resourceMetrics.close() });
    say('Argo CD, Argo Rollouts …');
    await installArgoCd(kubernetes);
    const [argocd, rollouts] = await Promise.all([
      startArgoCd(directory, kubeconfig, options),
      startRollouts(directory, kubeconfig),
    ]);
    services.push(...argocd.services, rollouts.service);
    return { directory, kubeconfig, kubernetes, controlPlane, argocd, rollouts, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
