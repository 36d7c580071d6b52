import { isMapping, listAt, mappingAt, textAt, type Mapping } from '../yaml/fields.ts';
import type { FieldPath } from '../yaml/location.ts';
import type { Resource } from './resource.ts';

export interface Container {
  readonly name: string;
  /** Empty where none is written. */
  readonly image: string;
  readonly kind: 'container' | 'init' | 'ephemeral';
  readonly value: Mapping;
  /** From the root of the resource. */
  readonly path: FieldPath;
}

const templates: Readonly<Record<string, FieldPath>> = {
  Pod: ['spec'],
  PodTemplate: ['template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  ScaledJob: ['spec', 'jobTargetRef', 'template', 'spec'],
};

/** Where the pod that the resource starts is described, from its root; undefined where it starts none. */
export function podSpecPath(resource: Resource): FieldPath | undefined {
  const path = templates[resource.kind] ?? ['spec', 'template', 'spec'];
  const spec = mappingAt(resource.value, path);
  return spec !== undefined && Array.isArray(spec['containers']) ? path : undefined;
}

/** The labels that its pods carry. */
export function podLabels(resource: Resource): Readonly<Record<string, unknown>> {
  const spec = podSpecPath(resource);
  if (spec === undefined) return {};
  return mappingAt(resource.value, [...spec.slice(0, -1), 'metadata', 'labels']) ?? {};
}

/** Whether its pods come only when it is their time, or somebody asks for them: nobody waits for them. */
export const startsLater = ({ kind }: Resource): boolean => ['CronJob', 'PodTemplate', 'ScaledJob'].includes(kind);

const lists = { containers: 'container', initContainers: 'init', ephemeralContainers: 'ephemeral' } as const;

/** Every container of the resource's pods, and of metrics and experiments that run pods of their own. */
export function containersOf(resource: Resource): readonly Container[] {
  return podSpecs(resource).flatMap((path) =>
    Object.entries(lists).flatMap(([list, kind]) =>
      listAt(resource.value, [...path, list]).flatMap((value, index) =>
        isMapping(value)
          ? [
              {
                name: textAt(value, ['name']) ?? '',
                image: textAt(value, ['image']) ?? '',
                kind,
                value,
                path: [...path, list, index],
              },
            ]
          : [],
      ),
    ),
  );
}

function podSpecs(resource: Resource): readonly FieldPath[] {
  const own = podSpecPath(resource);
  const jobs = listAt(resource.value, ['spec', 'metrics']).map((_, index): FieldPath => [
    'spec',
    'metrics',
    index,
    'provider',
    'job',
    'spec',
    'template',
    'spec',
  ]);
  return [...(own === undefined ? [] : [own]), ...jobs.filter((path) => mappingAt(resource.value, path) !== undefined)];
}
