import type { Resource } from '../../repository/resource.ts';
import { waveKey } from '../../repository/sync.ts';
import type { Finding, Rule } from '../rule.ts';
import { deployed } from './deployed.ts';
import { fieldName } from './field-name.ts';

export const metadataNotText: Rule = {
  id: 'metadata-not-text',
  severity: 'error',
  title: 'A label or an annotation is no text',
  why: 'Labels and annotations are texts. A wave of 1, a `true` or a date that is not in quotes is a number, a boolean or a timestamp in YAML, and the API server refuses the resource.',
  fix: 'Put the value in quotes; in a template, through `quote`.',
  argo: {
    does: 'The Application shows a ComparisonError, and nothing of it is synced.',
    test: 'test/peers/cluster/application-claims.test.ts: an annotation that is a number fails the comparison',
  },
  *check(repository) {
    for (const manifest of deployed(repository)) {
      for (const finding of findings(manifest)) yield { ...finding, application: manifest.application.name };
    }
  },
};

function* findings(resource: Resource): Generator<Finding> {
  for (const field of ['labels', 'annotations'] as const) {
    for (const [key, value] of Object.entries(resource.mapping('metadata', field) ?? {})) {
      if (typeof value === 'string' || value === null) continue;
      const path = ['metadata', field, key];
      // Of other numbers, what is written may be more than its value: 1.10 is no 1.1.
      const isPlain =
        typeof value === 'boolean' || (typeof value === 'number' && key === waveKey && Number.isInteger(value));
      const edit = isPlain ? resource.origin.replacement(path, `"${value}"`) : undefined;
      yield {
        at: resource.at(path),
        message: `${resource.title} has ${fieldName(['metadata', field])} ${key} as ${kindOf(value)}, and not as a text`,
        ...(edit !== undefined && { edit }),
      };
    }
  }
}

function kindOf(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return `the ${typeof value} ${value}`;
  return Array.isArray(value) ? 'a list' : 'a mapping';
}
