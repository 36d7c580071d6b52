import { eventually, field, type Kubernetes } from '../../../scripts/cluster/kubernetes.ts';

/** Service → digest. */
export type Digests = ReadonlyMap<string, string>;

/** What the pods of a namespace run that are ready; several digests of a service are joined by a comma. */
export async function runningDigests(kubernetes: Kubernetes, namespace: string): Promise<Digests> {
  const found = new Map<string, Set<string>>();
  for (const pod of await kubernetes.list('v1', 'Pod', namespace)) {
    const service = pod.metadata?.labels?.['app.kubernetes.io/name'] ?? '';
    if (field(pod, 'status', 'phase') !== 'Running' || pod.metadata?.deletionTimestamp !== undefined) continue;
    const digest = String(field(pod, 'spec', 'containers', 0, 'image')).split('@')[1] ?? '';
    found.set(service, (found.get(service) ?? new Set()).add(digest));
  }
  return inOrder(new Map([...found].map(([service, digests]) => [service, [...digests].join()] as const)));
}

/** Waits until the pods of every service in a namespace run these digests and no others. */
export async function untilRunning(
  kubernetes: Kubernetes,
  namespace: string,
  digests: Digests,
  { patience, otherwise }: { readonly patience: number; readonly otherwise: () => Promise<string> },
): Promise<void> {
  const wanted = inOrder(digests);
  let seen: Digests = new Map();
  await eventually(
    `${namespace} runs ${JSON.stringify([...wanted])}`,
    async () => {
      seen = await runningDigests(kubernetes, namespace);
      return JSON.stringify([...seen]) === JSON.stringify([...wanted]);
    },
    { patience, otherwise: async () => `seen: ${JSON.stringify([...seen])}\n${await otherwise()}` },
  );
}

const inOrder = (digests: Digests): Digests =>
  new Map([...digests].toSorted(([left], [right]) => (left < right ? -1 : 1)));
