import type { FieldPath } from '../../yaml/location.ts';

/** A field as messages name it: `spec.sources[0].helm`; `the root` for the resource itself. */
export const fieldName = (path: FieldPath): string =>
  path.length === 0
    ? 'the root'
    : path.map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`)).join('');
