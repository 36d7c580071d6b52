import { startPart, Traffic, type PartServer } from '@bitvault/lab';
import { field, type Kubernetes } from './kubernetes.ts';

/** Stands in for the `/metrics` of the services, which do not run, and for kube-state-metrics. */
export interface ServiceMetrics extends AsyncDisposable {
  /** `127.0.0.1:<port>` */
  readonly target: string;
  /** From now on, pods with this image answer half of all requests with 500. */
  makeBad(image: string): void;
}

const requestsEachSecond = 50;

/** Every pod that is ready has served so many requests a second since it started. */
export async function startServiceMetrics(kubernetes: Kubernetes): Promise<ServiceMetrics> {
  const bad = new Set<string>();
  const server: PartServer = await startPart('metrics', new Traffic(), async () => {
    const pods = await kubernetes.list('v1', 'Pod');
    return { status: 200, headers: { 'content-type': 'text/plain; version=0.0.4' }, body: exposition(pods, bad) };
  });
  return {
    target: new URL(server.origin).host,
    makeBad: (image) => void bad.add(image),
    [Symbol.asyncDispose]: () => server.close(),
  };
}

function exposition(pods: readonly unknown[], bad: ReadonlySet<string>): string {
  const lines = pods.flatMap((pod) => {
    const startTime = field(pod, 'status', 'startTime');
    if (field(pod, 'status', 'phase') !== 'Running' || typeof startTime !== 'string') return [];
    const labels = `namespace="${String(field(pod, 'metadata', 'namespace'))}",pod="${String(field(pod, 'metadata', 'name'))}"`;
    const served = Math.round(((Date.now() - Date.parse(startTime)) / 1000 + 1) * requestsEachSecond);
    const failed = bad.has(String(field(pod, 'spec', 'containers', 0, 'image'))) ? Math.round(served / 2) : 0;
    return [
      `http_requests_total{${labels},code="200"} ${served - failed}`,
      `http_requests_total{${labels},code="500"} ${failed}`,
      `kube_pod_container_status_restarts_total{${labels}} 0`,
    ];
  });
  return `${lines.join('\n')}\n`;
}
