import type { FieldPath } from './location.ts';

/** A YAML mapping as plain data. */
export type Mapping = Readonly<Record<string, unknown>>;

export const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at `path`, or undefined where any part of the way is missing. */
export function fieldAt(value: unknown, path: FieldPath): unknown {
  let current = value;
  for (const key of path) {
    if (Array.isArray(current) && typeof key === 'number') current = current[key];
    else if (isMapping(current) && Object.hasOwn(current, key)) current = current[key];
    else return undefined;
  }
  return current;
}

export function mappingAt(value: unknown, path: FieldPath): Mapping | undefined {
  const found = fieldAt(value, path);
  return isMapping(found) ? found : undefined;
}

/** The list at `path`; empty where there is none. */
export function listAt(value: unknown, path: FieldPath): readonly unknown[] {
  const found = fieldAt(value, path);
  return Array.isArray(found) ? found : [];
}

export function textAt(value: unknown, path: FieldPath): string | undefined {
  const found = fieldAt(value, path);
  return typeof found === 'string' ? found : undefined;
}

/** The strings and numbers of the mapping at `path` as strings: labels, annotations, data. */
export function textsAt(value: unknown, path: FieldPath): Readonly<Record<string, string>> {
  const entries = Object.entries(mappingAt(value, path) ?? {});
  return Object.fromEntries(
    entries.flatMap(([key, entry]) =>
      ['string', 'number', 'boolean'].includes(typeof entry) ? [[key, String(entry)]] : [],
    ),
  );
}

/** Every scalar string under `value`, with its path. */
export function* stringsIn(value: unknown, path: FieldPath = []): Generator<readonly [FieldPath, string]> {
  if (typeof value === 'string') yield [path, value];
  else if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* stringsIn(item, [...path, index]);
  else if (isMapping(value)) for (const [key, item] of Object.entries(value)) yield* stringsIn(item, [...path, key]);
}
