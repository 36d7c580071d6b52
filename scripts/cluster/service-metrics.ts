import type { KubernetesObject } from '@kubernetes/client-node';
import { startPart, Traffic, type PartServer } from '@bitvault/lab';
import { field, type Kubernetes } from './kubernetes.ts';

/** Stands in for the `/metrics` of the services, which do not run, and for kube-state-metrics. */
export interface ServiceMetrics extends AsyncDisposable {
  /** `127.0.0.1:<port>` */
  readonly target: string;
  /** From now on, pods of this digest answer half of all requests with 500. */
  makeFailing(digest: string): void;
  /** From now on, pods of this digest take a second for half of all requests. */
  makeSlow(digest: string): void;
  /** From now on, the containers of pods of this digest restart every second. */
  makeRestarting(digest: string): void;
}

const requestsEachSecond = 50;

/** Every pod that is ready has served so many requests a second since it started. */
export async function startServiceMetrics(kubernetes: Kubernetes): Promise<ServiceMetrics> {
  const ailing: Ailing = { failing: new Set(), slow: new Map(), restarting: new Set() };
  const server: PartServer = await startPart('metrics', new Traffic(), async () => {
    const lines = (await kubernetes.list('v1', 'Pod')).flatMap((pod) => samplesOf(pod, ailing));
    const headers = { 'content-type': 'text/plain; version=0.0.4' };
    return { status: 200, headers, body: `${lines.join('\n')}\n` };
  });
  return {
    target: new URL(server.origin).host,
    makeFailing: (digest) => void ailing.failing.add(digest),
    makeSlow: (digest) => void ailing.slow.set(digest, Date.now()),
    makeRestarting: (digest) => void ailing.restarting.add(digest),
    [Symbol.asyncDispose]: () => server.close(),
  };
}

/** Digests, by what is wrong with them. */
interface Ailing {
  readonly failing: Set<string>;
  /** With the time since when: a counter may not go down. */
  readonly slow: Map<string, number>;
  readonly restarting: Set<string>;
}

function samplesOf(pod: KubernetesObject, { failing, slow, restarting }: Ailing): readonly string[] {
  const startTime = field(pod, 'status', 'startTime');
  const image = field(pod, 'spec', 'containers', 0, 'image');
  if (field(pod, 'status', 'phase') !== 'Running' || !(startTime instanceof Date) || typeof image !== 'string')
    return [];
  const digest = image.split('@')[1] ?? '';
  const labels = `namespace="${pod.metadata?.namespace}",pod="${pod.metadata?.name}"`;
  const seconds = Math.round((Date.now() - startTime.getTime()) / 1000) + 1;
  const served = seconds * requestsEachSecond;
  const failed = failing.has(digest) ? Math.round(served / 2) : 0;
  const slowSince = Math.max(slow.get(digest) ?? Infinity, startTime.getTime());
  const late = Math.max(0, Math.round(((Date.now() - slowSince) / 1000) * (requestsEachSecond / 2)));
  const within = (bound: string, count: number) =>
    `http_request_duration_seconds_bucket{${labels},le="${bound}"} ${count}`;
  return [
    within('0.1', served - late),
    within('0.5', served - late),
    within('2', served),
    within('+Inf', served),
    `http_requests_total{${labels},code="200"} ${served - failed}`,
    `http_requests_total{${labels},code="500"} ${failed}`,
    `kube_pod_container_status_restarts_total{${labels}} ${restarting.has(digest) ? seconds : 0}`,
  ];
}
