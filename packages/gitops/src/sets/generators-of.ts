import { isMapping, mappingAt, type Mapping } from '../yaml/fields.ts';
import type { FieldPath } from '../yaml/location.ts';

/** A generator of an ApplicationSet, at any depth. */
export interface WrittenGenerator {
  readonly kind: string;
  /** What stands under its kind. */
  readonly value: Mapping;
  /** Where that stands, from the root of the set. */
  readonly path: FieldPath;
}

/** All generators of a set, those inside of a matrix or merge behind it. */
export function* generatorsOf(set: Mapping): Generator<WrittenGenerator> {
  yield* listed(mappingAt(set, ['spec'])?.['generators'], ['spec', 'generators']);
}

function* listed(list: unknown, path: FieldPath): Generator<WrittenGenerator> {
  for (const [index, generator] of (Array.isArray(list) ? list : []).entries()) {
    if (!isMapping(generator)) continue;
    for (const [kind, value] of Object.entries(generator)) {
      if (kind === 'selector' || !isMapping(value)) continue;
      const at = [...path, index, kind];
      yield { kind, value, path: at };
      yield* listed(value['generators'], [...at, 'generators']);
    }
  }
}
