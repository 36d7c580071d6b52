import assert from 'node:assert/strict';
import type { KubernetesObject } from '@kubernetes/client-node';
import { field, type Kubernetes } from '../../../scripts/cluster/kubernetes.ts';
import type { Creation } from './audit-log.ts';

/** The waves of the README of a GitOps repository, by Application and kind. */
const table: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  '-data': { Namespace: -3, ServiceAccount: -2, ConfigMap: -1, Service: 0 },
  '': {
    ServiceAccount: -2,
    ConfigMap: -1,
    Service: 1,
    AnalysisTemplate: 1,
    Deployment: 1,
    Rollout: 2,
    HTTPRoute: 2,
    HorizontalPodAutoscaler: 2,
    PodDisruptionBudget: 2,
  },
};

const kinds: readonly (readonly [apiVersion: string, kind: string, resource: string])[] = [
  ['v1', 'Namespace', 'namespaces'],
  ['v1', 'ServiceAccount', 'serviceaccounts'],
  ['v1', 'ConfigMap', 'configmaps'],
  ['v1', 'Service', 'services'],
  ['apps/v1', 'Deployment', 'deployments'],
  ['argoproj.io/v1alpha1', 'Rollout', 'rollouts'],
  ['argoproj.io/v1alpha1', 'AnalysisTemplate', 'analysistemplates'],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute', 'httproutes'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers'],
  ['policy/v1', 'PodDisruptionBudget', 'poddisruptionbudgets'],
];

/** A resource of an Application with its wave and when it was created. */
export interface InWave {
  readonly kind: string;
  readonly name: string;
  readonly wave: number;
  readonly at: Date;
  readonly live: KubernetesObject;
}

/** What an Application deployed, in the order in which it came; asserts that each is in the wave that the README says. */
export async function inOrderOfCreation(
  kubernetes: Kubernetes,
  application: string,
  created: readonly Creation[],
  namespace = application.replace(/-data$/, ''),
): Promise<readonly InWave[]> {
  const waves = table[application.endsWith('-data') ? '-data' : ''] ?? {};
  const found: InWave[] = [];
  for (const [apiVersion, kind, resource] of kinds) {
    const all = await kubernetes.list(apiVersion, kind, kind === 'Namespace' ? undefined : namespace);
    for (const live of all.filter((each) => isOf(each, application))) {
      const name = live.metadata?.name ?? '';
      const wave = Number(live.metadata?.annotations?.['argocd.argoproj.io/sync-wave']);
      assert.equal(wave, waves[kind], `${kind} ${name} of ${application}`);
      const creation = created.find((each) => each.resource === resource && each.name === name && isIn(each, live));
      assert.ok(creation, `the creation of ${kind} ${name} was written down`);
      found.push({ kind, name, wave, at: creation.at, live });
    }
  }
  return found.toSorted((left, right) => left.at.getTime() - right.at.getTime());
}

const isOf = ({ metadata }: KubernetesObject, application: string): boolean =>
  metadata?.annotations?.['argocd.argoproj.io/tracking-id']?.startsWith(`${application}:`) ?? false;

const isIn = ({ namespace }: Creation, { metadata }: KubernetesObject): boolean =>
  metadata?.namespace === undefined || namespace === metadata.namespace;

export function assertWaves(inOrder: readonly InWave[]): void {
  for (const [index, { wave, kind, name }] of inOrder.entries())
    assert.ok(wave >= (inOrder[index - 1]?.wave ?? wave), `${kind} ${name} of wave ${wave} came too late`);
}

/** When a Deployment became available, to the second. */
export function availableSince(deployment: KubernetesObject): Date {
  const conditions = field(deployment, 'status', 'conditions');
  const available = (Array.isArray(conditions) ? conditions : []).find((each) => field(each, 'type') === 'Available');
  const since = field(available, 'lastTransitionTime');
  assert.ok(since instanceof Date || typeof since === 'string', 'the Deployment is available');
  return new Date(since);
}
