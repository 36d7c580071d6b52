import { parseAllDocuments } from 'yaml';
import type { YamlPath } from '@bitvault/promotion';
import { valuesAt } from './agreement.ts';
import type { Readings } from './readers.ts';

/**
 * Whether one of Go's readers finds something else at the path than a reader would that knows none of our refusals: one
 * that takes the text by YAML 1.2, merges nothing, and lets the last of two equal keys win.
 */
export function isReadOtherwise(text: string, path: YamlPath, readings: Readings): boolean {
  const documents = parseAllDocuments(text, {
    schema: 'failsafe',
    merge: false,
    uniqueKeys: false,
    logLevel: 'silent',
  });
  const found = documents.flatMap((document) => {
    const value: unknown = document.errors.length > 0 ? undefined : document.getIn(path);
    return value === undefined ? [] : [`string:${typeof value === 'string' ? value : JSON.stringify(value)}`];
  });
  return Object.values(readings).some(
    ({ documents: read }) => read === null || JSON.stringify(valuesAt(read, path)) !== JSON.stringify(found),
  );
}
