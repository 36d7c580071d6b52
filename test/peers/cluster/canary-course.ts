import type { KubernetesObject } from '@kubernetes/client-node';
import type { Cluster } from '../../../scripts/cluster/cluster.ts';
import { eventually, field } from '../../../scripts/cluster/kubernetes.ts';
import { textOf } from './application-state.ts';

export const rolloutVersion = 'argoproj.io/v1alpha1';

/** How a canary went, told by the controller's own log: of its events, the API server keeps no more than a few of a kind. */
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
  { kubernetes, rollouts }: Cluster,
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
  const weights = completedWeights(rollouts.service.log(), { namespace, name }, since);
  // One in the background is told to end once the Rollout is healthy, and does so a moment later.
  const analyses = await eventually(
    `the analyses of ${name} in ${namespace} have ended`,
    async () => {
      const runs = await kubernetes.list(rolloutVersion, 'AnalysisRun', namespace);
      const phases = runs
        .filter((run) => run.metadata?.ownerReferences?.some((owner) => owner.name === name))
        .filter((run) => isSince(run.metadata?.creationTimestamp, since))
        .map((run) => textOf(run, 'status', 'phase'));
      return phases.every((phase) => ended.has(phase)) && phases;
    },
    { otherwise },
  );
  return { weights, analyses };
}

const ended = new Set(['Successful', 'Failed', 'Error', 'Inconclusive']);

function isSettled(rollout: KubernetesObject | undefined, digest: string): boolean {
  return (
    textOf(rollout, 'spec', 'template', 'spec', 'containers', 0, 'image').endsWith(`@${digest}`) &&
    textOf(rollout, 'status', 'observedGeneration') === String(field(rollout, 'metadata', 'generation')) &&
    textOf(rollout, 'status', 'currentPodHash') === textOf(rollout, 'status', 'stableRS') &&
    textOf(rollout, 'status', 'phase') === 'Healthy'
  );
}

const stepLine =
  /^time="([^"]+)" level=info msg="Rollout step \d+\/\d+ completed \(setWeight: (\d+)\)" .*namespace=(\S+) rollout=(\S+)$/;

function completedWeights(log: string, rollout: RolloutName, since: Date): readonly number[] {
  return log.split('\n').flatMap((line) => {
    const [, time, weight, namespace, name] = stepLine.exec(line) ?? [];
    const isOurs = namespace === rollout.namespace && name === rollout.name && isSince(time, since);
    return isOurs ? [Number(weight)] : [];
  });
}

/** The API server's times are in whole seconds. */
const isSince = (time: unknown, since: Date): boolean =>
  (time instanceof Date || typeof time === 'string') && new Date(time).getTime() > since.getTime() - 1000;
