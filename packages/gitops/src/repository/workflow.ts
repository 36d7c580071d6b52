import { isMapping, listAt, mappingAt, textAt, type Mapping } from '../yaml/fields.ts';
import type { FieldPath } from '../yaml/location.ts';
import type { YamlDocument } from '../yaml/yaml-file.ts';

export interface WorkflowStep {
  readonly value: Mapping;
  /** From the root of the workflow's document. */
  readonly path: FieldPath;
  readonly uses: string;
  readonly run: string;
  readonly with: Mapping;
}

export interface WorkflowJob {
  readonly id: string;
  readonly value: Mapping;
  readonly path: FieldPath;
  readonly steps: readonly WorkflowStep[];
}

/** A file of `.github/workflows`, or the `action.yml` of a composite action, whose steps are one job. */
export interface Workflow {
  readonly document: YamlDocument;
  readonly value: Mapping;
  readonly jobs: readonly WorkflowJob[];
}

export const isWorkflowPath = (path: string): boolean =>
  /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path) || /^(?:\.github\/)?(?:[^/]+\/)*action\.ya?ml$/.test(path);

export function workflowOf(document: YamlDocument): Workflow | undefined {
  const { value } = document;
  if (!isMapping(value)) return undefined;
  const jobs = Object.entries(mappingAt(value, ['jobs']) ?? {}).flatMap(([id, job]) =>
    isMapping(job) ? [{ id, value: job, path: ['jobs', id], steps: stepsAt(value, ['jobs', id, 'steps']) }] : [],
  );
  const composite = mappingAt(value, ['runs']);
  if (composite !== undefined)
    jobs.push({ id: 'runs', value: composite, path: ['runs'], steps: stepsAt(value, ['runs', 'steps']) });
  return jobs.length === 0 ? undefined : { document, value, jobs };
}

const stepsAt = (value: Mapping, path: FieldPath): readonly WorkflowStep[] =>
  listAt(value, path).flatMap((step, index) =>
    isMapping(step)
      ? [
          {
            value: step,
            path: [...path, index],
            uses: textAt(step, ['uses']) ?? '',
            run: textAt(step, ['run']) ?? '',
            with: mappingAt(step, ['with']) ?? {},
          },
        ]
      : [],
  );
