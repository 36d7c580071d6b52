import type { Manifest } from '../../repository/application.ts';
import type { Repository } from '../../repository/repository.ts';
import { isMapping, listAt, mappingAt, textAt, type Mapping } from '../../yaml/fields.ts';
import type { FieldPath } from '../../yaml/location.ts';
import { deployed } from './deployed.ts';
import { neighboursOf } from './neighbours.ts';

export const argoGroup = 'argoproj.io';

export function* rolloutsIn(repository: Repository): Generator<Manifest> {
  for (const manifest of deployed(repository)) if (manifest.is(argoGroup, 'Rollout')) yield manifest;
}

export interface Step {
  readonly value: Mapping;
  readonly path: FieldPath;
}

/** A Rollout that takes over by canary. */
export interface Canary {
  readonly rollout: Manifest;
  readonly value: Mapping;
  readonly steps: readonly Step[];
}

export const canaryPath: FieldPath = ['spec', 'strategy', 'canary'];

export function* canariesIn(repository: Repository): Generator<Canary> {
  for (const rollout of rolloutsIn(repository)) {
    const value = rollout.mapping(...canaryPath);
    if (value !== undefined) yield { rollout, value, steps: stepsOf(value) };
  }
}

const stepsOf = (canary: Mapping): readonly Step[] =>
  listAt(canary, ['steps']).flatMap((value, index) =>
    isMapping(value) ? [{ value, path: [...canaryPath, 'steps', index] }] : [],
  );

/** One place of a Rollout that starts an analysis. */
export interface Analysis {
  readonly rollout: Manifest;
  /** Background ones run as long as the canary does; the Rollout waits for all others. */
  readonly background: boolean;
  readonly value: Mapping;
  readonly path: FieldPath;
  /** What it names, without templates of the whole cluster. */
  readonly templates: readonly { readonly name: string; readonly path: FieldPath; readonly manifest?: Manifest }[];
  /** Whether it names no template of the whole cluster either, and all that it names are there. */
  readonly resolved: boolean;
}

export function* analysesIn(repository: Repository): Generator<Analysis> {
  for (const rollout of rolloutsIn(repository)) {
    for (const { path, background } of analysisPlaces(rollout)) {
      const value = rollout.mapping(...path);
      if (value !== undefined) yield analysisOf(repository, rollout, { value, path, background });
    }
  }
}

type Place = Pick<Analysis, 'path' | 'background'>;

function analysisPlaces(rollout: Manifest): readonly Place[] {
  const steps = rollout.list(...canaryPath, 'steps').map((_, index) => [...canaryPath, 'steps', index, 'analysis']);
  const switches = ['prePromotionAnalysis', 'postPromotionAnalysis'].map((name) => [
    'spec',
    'strategy',
    'blueGreen',
    name,
  ]);
  return [
    { path: [...canaryPath, 'analysis'], background: true },
    ...[...steps, ...switches].map((path) => ({ path, background: false })),
  ];
}

function analysisOf(
  repository: Repository,
  rollout: Manifest,
  place: Pick<Analysis, 'value' | 'path' | 'background'>,
): Analysis {
  const neighbours = neighboursOf(repository, rollout);
  const references = listAt(place.value, ['templates']).flatMap((reference, index) =>
    isMapping(reference) ? [{ reference, path: [...place.path, 'templates', index, 'templateName'] }] : [],
  );
  const templates = references
    .filter(({ reference }) => reference['clusterScope'] !== true)
    .map(({ reference, path }) => {
      const name = textAt(reference, ['templateName']) ?? '';
      const manifest = neighbours.find(argoGroup, 'AnalysisTemplate', name);
      return { name, path, ...(manifest !== undefined && { manifest }) };
    });
  const resolved = templates.length === references.length && templates.every(({ manifest }) => manifest !== undefined);
  return { rollout, ...place, templates, resolved };
}

export interface Metric {
  readonly template: Manifest;
  readonly name: string;
  readonly value: Mapping;
  readonly path: FieldPath;
}

export const metricsOf = (template: Manifest): readonly Metric[] =>
  template
    .list('spec', 'metrics')
    .flatMap((value, index) =>
      isMapping(value)
        ? [{ template, name: textAt(value, ['name']) ?? '', value, path: ['spec', 'metrics', index] }]
        : [],
    );

/** Metrics of every template, also of those that hold for a whole cluster. */
export function* metricsIn(repository: Repository): Generator<Metric> {
  for (const manifest of deployed(repository))
    if (manifest.group === argoGroup && ['AnalysisTemplate', 'ClusterAnalysisTemplate'].includes(manifest.kind))
      yield* metricsOf(manifest);
}

/** Numbers stand in strings as well; undefined for what is no whole number, such as an argument still to be filled in. */
export function wholeNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? value : undefined;
  return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : undefined;
}

/** Labels of the Rollout's pods, those of the workload that it takes them from included; undefined where that is not known. */
export function rolloutPodLabels(repository: Repository, rollout: Manifest): Mapping | undefined {
  const reference = rollout.mapping('spec', 'workloadRef');
  if (reference === undefined) return rollout.mapping('spec', 'template', 'metadata', 'labels') ?? {};
  return referencedWorkload(repository, rollout)?.mapping('spec', 'template', 'metadata', 'labels');
}

/** The workload that a Rollout takes its pods from, where it is deployed beside it. */
export function referencedWorkload(repository: Repository, rollout: Manifest): Manifest | undefined {
  const reference = mappingAt(rollout.value, ['spec', 'workloadRef']);
  if (reference === undefined) return undefined;
  const group = (textAt(reference, ['apiVersion']) ?? '').split('/')[0] ?? '';
  const [kind, name] = [textAt(reference, ['kind']) ?? '', textAt(reference, ['name']) ?? ''];
  return neighboursOf(repository, rollout).find(group, kind, name);
}
