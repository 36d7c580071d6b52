import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { peersBin } from '../peers/folders.ts';
import { freePorts, startService, type Service } from '../peers/service.ts';
import { eventually, field, type Kubernetes, type Manifest } from './kubernetes.ts';

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
  await applyStage(kubernetes, kubeconfig, acceptedRoute);
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

/** Has kwok play a stage of a custom kind. It gives up on one that the API server serves, but does not describe yet. */
export async function applyStage(kubernetes: Kubernetes, kubeconfig: string, stage: Stage): Promise<void> {
  const { apiGroup } = stage.spec.resourceRef;
  const kubectl = join(peersBin, 'kubectl');
  await eventually(`the API server describes ${apiGroup}`, async () => {
    const { stdout } = await run(kubectl, [`--kubeconfig=${kubeconfig}`, 'get', '--raw', '/openapi/v3']);
    return field(JSON.parse(stdout), 'paths', `apis/${apiGroup}`) !== undefined;
  });
  await kubernetes.apply(stage);
}

/** What kwok makes of resources of a kind (kwok.x-k8s.io/v1alpha1). */
export interface Stage extends Manifest {
  readonly spec: {
    /** `apiGroup` with the version: `external-secrets.io/v1`. */
    readonly resourceRef: { readonly apiGroup: string; readonly kind: string };
    readonly [field: string]: unknown;
  };
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
