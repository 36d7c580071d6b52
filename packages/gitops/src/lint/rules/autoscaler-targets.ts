import type { Manifest } from '../../repository/application.ts';
import type { Repository } from '../../repository/repository.ts';
import { textAt } from '../../yaml/fields.ts';
import type { FieldPath } from '../../yaml/location.ts';
import { deployed } from './deployed.ts';
import { wholeNumber } from './rollouts.ts';

/** A HorizontalPodAutoscaler or a ScaledObject, which makes one. */
export interface Autoscaler {
  readonly manifest: Manifest;
  readonly target: { readonly group: string; readonly kind: string; readonly name: string };
  /** From the root of the autoscaler. */
  readonly path: FieldPath;
  /** The number of replicas that it never goes below; undefined where a template of it is not filled in. */
  readonly fewest: number | undefined;
}

const path: FieldPath = ['spec', 'scaleTargetRef'];

/** Undefined for what is no autoscaler, or has no target. */
function autoscalerOf(manifest: Manifest): Autoscaler | undefined {
  const isHpa = manifest.is('autoscaling', 'HorizontalPodAutoscaler');
  if (!isHpa && !manifest.is('keda.sh', 'ScaledObject')) return undefined;
  const reference = manifest.mapping(...path);
  const name = textAt(reference, ['name']);
  if (name === undefined) return undefined;
  // KEDA takes a Deployment for granted, as nothing else does.
  const kind = textAt(reference, ['kind']) ?? (isHpa ? '' : 'Deployment');
  const apiVersion = textAt(reference, ['apiVersion']) ?? (isHpa ? '' : 'apps/v1');
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  const fewest = manifest.field('spec', isHpa ? 'minReplicas' : 'minReplicaCount') ?? (isHpa ? 1 : 0);
  return { manifest, target: { group, kind, name }, path, fewest: wholeNumber(fewest) };
}

export function* autoscalersIn(repository: Repository): Generator<Autoscaler> {
  for (const manifest of deployed(repository)) {
    const autoscaler = autoscalerOf(manifest);
    if (autoscaler !== undefined) yield autoscaler;
  }
}

const known = new WeakMap<Repository, ReadonlyMap<string, readonly Autoscaler[]>>();

/** Those that scale a workload; one that several Applications deploy counts once. */
export function autoscalersOf(repository: Repository, workload: Manifest): readonly Autoscaler[] {
  const all = known.get(repository) ?? byTarget(repository);
  return all.get(placeOf(workload, workload)) ?? [];
}

const placeOf = (beside: Manifest, { group, kind, name }: Autoscaler['target']): string =>
  [beside.application.cluster, beside.targetNamespace, group, kind, name].join('/');

function byTarget(repository: Repository): ReadonlyMap<string, readonly Autoscaler[]> {
  const found = new Map<string, Map<string, Autoscaler>>();
  for (const autoscaler of autoscalersIn(repository)) {
    const place = placeOf(autoscaler.manifest, autoscaler.target);
    const there = found.get(place) ?? new Map<string, Autoscaler>();
    const { identity } = autoscaler.manifest;
    if (!there.has(identity)) there.set(identity, autoscaler);
    found.set(place, there);
  }
  const all = new Map([...found].map(([place, there]) => [place, [...there.values()]]));
  known.set(repository, all);
  return all;
}
