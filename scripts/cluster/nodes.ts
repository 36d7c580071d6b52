import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { peersBin } from '../peers/folders.ts';
import { freePorts, startService, type Service } from '../peers/service.ts';
import { eventually, field, type Kubernetes } from './kubernetes.ts';

const run = promisify(execFile);

const kwokFiles = join(peersBin, 'kwok-files', 'kustomize');

const stages = [
  'node/fast/node-initialize',
  'node/heartbeat/node-heartbeat',
  'pod/fast/pod-ready',
  'pod/fast/pod-complete',
  'pod/fast/pod-delete',
];

/**
 * One node without a machine: pods on it become ready and Jobs complete at once, while nothing is really run. Stages of
 * a higher weight, applied as resources, make some of them behave otherwise.
 */
export async function startNode(kubernetes: Kubernetes, directory: string, kubeconfig: string): Promise<Service> {
  for (const file of globSync(join(kwokFiles, 'crd', 'bases', '*.yaml'))) await kubernetes.applyFile(file);
  for (const stage of stages) await kubernetes.applyFile(join(kwokFiles, 'stage', `${stage}.yaml`));
  await kubernetes.apply(acceptedRoute);
  await untilDescribed(kubeconfig, acceptedRoute.spec.resourceRef.apiGroup);
  const [port = 0] = await freePorts(1);
  const service = await startService(
    'kwok',
    [
      `--kubeconfig=${kubeconfig}`,
      '--manage-all-nodes=true',
      '--enable-crds=Stage',
      `--server-address=127.0.0.1:${port}`,
      '--node-lease-duration-seconds=40',
    ],
    { directory, ready: `http://127.0.0.1:${port}/healthz` },
  );
  await addNode(kubernetes);
  return service;
}

/** kwok gives up on a kind whose description the API server does not have yet, some moments after it serves the kind. */
async function untilDescribed(kubeconfig: string, groupVersion: string): Promise<void> {
  const kubectl = join(peersBin, 'kubectl');
  await eventually(`the API server describes ${groupVersion}`, async () => {
    const { stdout } = await run(kubectl, [`--kubeconfig=${kubeconfig}`, 'get', '--raw', '/openapi/v3']);
    return field(JSON.parse(stdout), 'paths', `apis/${groupVersion}`) !== undefined;
  });
}

/** Stands in for the controller of the gateway, which would accept every route. */
const acceptedRoute = {
  apiVersion: 'kwok.x-k8s.io/v1alpha1',
  kind: 'Stage',
  metadata: { name: 'route-accepted' },
  spec: {
    resourceRef: { apiGroup: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' },
    selector: { matchExpressions: [{ key: '.status.parents.[].conditions.[].status', operator: 'DoesNotExist' }] },
    next: {
      statusTemplate: [
        'parents:',
        '- controllerName: lab.example.com/gateway',
        '  parentRef: {{ index .spec.parentRefs 0 | toJson }}',
        '  conditions:',
        '  - {type: Accepted, status: "True", reason: Accepted, message: "", lastTransitionTime: {{ Now | Quote }}}',
        '  - {type: ResolvedRefs, status: "True", reason: ResolvedRefs, message: "", lastTransitionTime: {{ Now | Quote }}}',
      ].join('\n'),
    },
  },
};

async function addNode(kubernetes: Kubernetes): Promise<void> {
  const node = { apiVersion: 'v1', kind: 'Node', name: 'lab' };
  await kubernetes.apply({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'lab', labels: { 'kubernetes.io/hostname': 'lab' } },
  });
  await eventually('the node is ready', async () => {
    const conditions = field(await kubernetes.read(node), 'status', 'conditions');
    return (
      Array.isArray(conditions) &&
      conditions.some((each) => field(each, 'type') === 'Ready' && field(each, 'status') === 'True')
    );
  });
  // Whoever would take this away is the node lifecycle controller, which does not run here.
  await kubernetes.patch(node, { spec: { taints: null } });
}
