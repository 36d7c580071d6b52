import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Paths below the root that match, sorted; fails where there is none, so that no test passes over nothing. */
export function filesMatching(...patterns: readonly string[]): readonly string[] {
  const paths = patterns.flatMap((pattern) =>
    globSync(pattern, { cwd: root }).map((path) => path.replaceAll('\\', '/')),
  );
  assert.notEqual(paths.length, 0, `no file matches ${patterns.join(', ')}`);
  return paths.toSorted();
}

export const absolute = (path: string): string => root + path;

export const readText = (path: string): string => readFileSync(absolute(path), 'utf8');

export type Fields = Readonly<Record<string, unknown>>;

export interface Manifest extends Fields {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Fields & { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
}

/** The documents of a YAML file that are not empty; what YAML allows but people trip over (duplicate keys …) throws. */
export function readDocuments(path: string): readonly unknown[] {
  return parseAllDocuments(readText(path), { strict: true, uniqueKeys: true, version: '1.1', merge: true })
    .map((document) => {
      const problem = [...document.errors, ...document.warnings][0];
      if (problem !== undefined) throw new SyntaxError(`${path}: ${problem.message}`);
      return document.toJS() as unknown;
    })
    .filter((value) => value !== null);
}

export function readManifests(path: string): readonly Manifest[] {
  return readDocuments(path).map((document) => {
    assert.ok(isManifest(document), `${path} has a document without apiVersion, kind and metadata.name`);
    return document;
  });
}

function isManifest(value: unknown): value is Manifest {
  if (!isFields(value) || !isFields(value['metadata'])) return false;
  return [value['apiVersion'], value['kind'], value['metadata']['name']].every((text) => typeof text === 'string');
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is at `path`, or undefined where the way there ends early; `*` stands for every element of a list. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (key === '*') return Array.isArray(value) ? value.map((element: unknown) => at(element, ...rest)) : [];
  return typeof value === 'object' && value !== null
    ? at((value as Record<string | number, unknown>)[key], ...rest)
    : undefined;
}
