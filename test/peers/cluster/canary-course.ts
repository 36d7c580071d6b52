import type { KubernetesObject } from '@kubernetes/client-node';
import { eventually, field, type Kubernetes } from '../../../scripts/cluster/kubernetes.ts';
import { textOf } from './application-state.ts';

export const rolloutVersion = 'argoproj.io/v1alpha1';

/** How a canary went, told by the controller's own events. */
export interface CanaryCourse {
  /** The weights whose steps were completed, in their order. */
  readonly weights: readonly number[];
  /** How each of its analyses ended: `Successful`, `Failed`. */
  readonly analyses: readonly string[];
}

export interface RolloutName {
  readonly namespace: string;
  readonly name: string;
}

/** Waits until a Rollout is healthy with a digest, and all of its pods are of that. */
export async function settledCanary(
  kubernetes: Kubernetes,
  { namespace, name }: RolloutName,
  { digest, since }: { readonly digest: string; readonly since: Date },
  otherwise: () => Promise<string>,
): Promise<CanaryCourse> {
  await eventually(
    `the Rollout ${name} in ${namespace} has settled on ${digest}`,
    async () =>
      isSettled(await kubernetes.read({ apiVersion: rolloutVersion, kind: 'Rollout', name, namespace }), digest),
    { patience: 240_000, otherwise },
  );
  const events = await kubernetes.list('v1', 'Event', namespace);
  const messages = events
    .filter((event) => field(event, 'involvedObject', 'name') === name && isSince(field(event, 'lastTimestamp'), since))
    .map((event) => textOf(event, 'message'));
  const runs = await kubernetes.list(rolloutVersion, 'AnalysisRun', namespace);
  return {
    weights: completedWeights(messages),
    analyses: runs
      .filter((run) => run.metadata?.ownerReferences?.some((owner) => owner.name === name))
      .filter((run) => isSince(run.metadata?.creationTimestamp, since))
      .map((run) => textOf(run, 'status', 'phase')),
  };
}

function isSettled(rollout: KubernetesObject | undefined, digest: string): boolean {
  return (
    textOf(rollout, 'spec', 'template', 'spec', 'containers', 0, 'image').endsWith(`@${digest}`) &&
    textOf(rollout, 'status', 'observedGeneration') === String(field(rollout, 'metadata', 'generation')) &&
    textOf(rollout, 'status', 'currentPodHash') === textOf(rollout, 'status', 'stableRS') &&
    textOf(rollout, 'status', 'phase') === 'Healthy'
  );
}

function completedWeights(messages: readonly string[]): readonly number[] {
  const steps = messages.flatMap((message) => {
    const [, step, weight] = /^Rollout step (\d+)\/\d+ completed \(setWeight: (\d+)\)/.exec(message) ?? [];
    return step === undefined || weight === undefined ? [] : [{ step: Number(step), weight: Number(weight) }];
  });
  return steps.toSorted((left, right) => left.step - right.step).map(({ weight }) => weight);
}

/** The API server's times are in whole seconds. */
const isSince = (time: unknown, since: Date): boolean =>
  (time instanceof Date || typeof time === 'string') && new Date(time).getTime() > since.getTime() - 1000;
