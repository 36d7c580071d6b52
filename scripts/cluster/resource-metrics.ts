import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { json, startPart, Traffic, type Answer, type PartServer } from '@bitvault/lab';
import { field, type Kubernetes } from './kubernetes.ts';

const group = 'metrics.k8s.io';
const version = 'v1beta1';

/** What every container is said to use: less than makes any autoscaler of the examples act. */
const usage = { cpu: '20m', memory: '32Mi' };

/**
 * Stands in for metrics-server, behind the API server: without it no HorizontalPodAutoscaler can work, and Argo CD
 * rightly calls it broken.
 */
export async function startResourceMetrics(kubernetes: Kubernetes, directory: string): Promise<PartServer> {
  const certificates = join(directory, 'certificates');
  const tls = {
    cert: readFileSync(join(certificates, 'apiserver.crt'), 'utf8'),
    key: readFileSync(join(certificates, 'apiserver.key'), 'utf8'),
  };
  const server = await startPart('resource-metrics', new Traffic(), ({ url }) => answer(kubernetes, url), { tls });
  await kubernetes.apply(...registration(Number(new URL(server.origin).port)));
  return server;
}

async function answer(kubernetes: Kubernetes, url: URL): Promise<Answer> {
  const root = `/apis/${group}/${version}`;
  if (url.pathname === root) return json(200, discovery);
  const namespace = /^\/namespaces\/([^/]+)\/pods$/.exec(url.pathname.slice(root.length))?.[1];
  if (namespace === undefined) return json(404, { kind: 'Status', apiVersion: 'v1', status: 'Failure', code: 404 });
  const selector = url.searchParams.get('labelSelector') ?? undefined;
  const pods = await kubernetes.list('v1', 'Pod', namespace, selector);
  const timestamp = new Date().toISOString();
  return json(200, {
    kind: 'PodMetricsList',
    apiVersion: `${group}/${version}`,
    metadata: {},
    items: pods.map((pod) => {
      const containers = field(pod, 'spec', 'containers');
      return {
        metadata: { name: pod.metadata?.name, namespace },
        timestamp,
        window: '10s',
        containers: (Array.isArray(containers) ? containers : []).map((each) => ({ name: field(each, 'name'), usage })),
      };
    }),
  });
}

const discovery = {
  kind: 'APIResourceList',
  apiVersion: 'v1',
  groupVersion: `${group}/${version}`,
  resources: [{ name: 'pods', singularName: '', namespaced: true, kind: 'PodMetrics', verbs: ['get', 'list'] }],
};

const registration = (port: number) => [
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'resource-metrics', namespace: 'kube-system' },
    spec: { type: 'ExternalName', externalName: 'localhost', ports: [{ port }] },
  },
  {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name: `${version}.${group}` },
    spec: {
      group,
      version,
      groupPriorityMinimum: 100,
      versionPriority: 100,
      insecureSkipTLSVerify: true,
      service: { name: 'resource-metrics', namespace: 'kube-system', port },
    },
  },
];
