import type { Rule } from '../rule.ts';

const fields = [
  'valueFiles',
  'values',
  'valuesObject',
  'parameters',
  'fileParameters',
  'releaseName',
  'skipCrds',
  'ignoreMissingValueFiles',
];

export const misplacedHelmField: Rule = {
  id: 'misplaced-helm-field',
  severity: 'error',
  title: 'A setting of Helm stands beside `path` instead of under `helm`',
  why: 'The API server drops a field that it does not know. The chart is then rendered with its default values, and nothing says so.',
  mend: 'Put it under `helm` of the same source. A path in `valueFiles` is relative to `path`.',
  *check({ applications }) {
    for (const { resource, name, sources } of applications) {
      for (const { value, at } of sources) {
        for (const field of fields) {
          if (!(field in value)) continue;
          yield {
            at: resource.at([...at, field], 'key'),
            message: `${field} is no field of a source: it belongs under helm`,
            application: name,
          };
        }
      }
    }
  },
};
