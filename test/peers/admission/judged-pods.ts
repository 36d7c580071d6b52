import assert from 'node:assert/strict';
import type { CoreV1Api, V1Pod, V1PodSpec } from '@kubernetes/client-node';
import type { Manifest } from '../../../scripts/cluster/kubernetes.ts';

/** The environment whose pods are judged, and a namespace that no policy is about. */
export const environment = 'bitvault-prod';
export const elsewhere = 'elsewhere';

/** What somebody does with a pod that is there. */
export type PodChange = (pods: CoreV1Api, pod: V1Pod) => Promise<unknown>;

/** As `kubectl debug` does it. */
export const debuggedWith =
  (image: string): PodChange =>
  (pods, pod) => {
    specOf(pod).ephemeralContainers = [{ name: 'debug', image, securityContext: confined }];
    return pods.replaceNamespacedPodEphemeralcontainers(placed(pod));
  };

export const withImage =
  (image: string): PodChange =>
  (pods, pod) => {
    for (const container of specOf(pod).containers) container.image = image;
    return pods.replaceNamespacedPod(placed(pod));
  };

export const relabelled: PodChange = (pods, pod) => {
  assert.ok(pod.metadata !== undefined);
  pod.metadata.labels = { is: 'changed' };
  return pods.replaceNamespacedPod(placed(pod));
};

function specOf({ spec }: V1Pod): V1PodSpec {
  assert.ok(spec !== undefined);
  return spec;
}

const placed = (body: V1Pod) => ({ name: body.metadata?.name ?? '', namespace: environment, body });

const confined = {
  allowPrivilegeEscalation: false,
  runAsNonRoot: true,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

const podSpec = (image: string, init?: string) => ({
  ...(init !== undefined && { initContainers: [{ name: 'init', image: init, securityContext: confined }] }),
  containers: [{ name: 'api', image, securityContext: confined }],
});

/** Where else a pod is, or what else is in it. */
export interface PodPlace {
  /** Image of a container that runs before. */
  readonly init?: string;
  readonly namespace?: string;
}

export const podOf = (name: string, image: string, { init, namespace = environment }: PodPlace = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace },
  spec: podSpec(image, init),
});

export const deploymentOf = (name: string, image: string): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: environment },
  spec: {
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: podSpec(image) },
  },
});
