import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { test } from 'node:test';
import { attacks } from '../attacks/table/index.ts';
import { limits } from '../attacks/table/limits.ts';
import { powers } from '../attacks/table/powers.ts';
import type { Elsewhere } from '../attacks/table/row.ts';
import { importsOf } from './imports.ts';
import { projectFiles, read } from './repository.ts';

const rows = Object.values(attacks).flat();
const pointed: readonly Elsewhere[] = [
  ...rows.flatMap(({ shown }) => (shown.kind === 'elsewhere' ? [shown] : [])),
  ...powers.flatMap(({ shown }) => shown),
  ...limits.flatMap(({ shown }) => (shown === 'assumed' ? [] : [shown])),
];

test('every line of the threat model that names a test names one that is there', () => {
  const known = new Set(projectFiles());
  const missing = pointed.filter(({ file, title }) => !known.has(file) || title === '' || !read(file).includes(title));
  assert.deepEqual(missing, []);
});

test('every test of an attack has its line in the threat model', () => {
  const named = new Set(pointed.map(({ file }) => file));
  const files = projectFiles().filter((path) => /^test\/attacks\/[^/]+\.test\.ts$/.test(path));
  assert.ok(files.length > 15);
  assert.deepEqual(
    files.filter((file) => !named.has(file)),
    [],
  );
});

test('no attack is told twice', () => {
  for (const [holder, its] of Object.entries(attacks)) {
    const does = its.map((row) => row.does);
    assert.deepEqual(
      does.filter((text, index) => does.indexOf(text) !== index),
      [],
      holder,
    );
  }
});

test('every code that an attack is refused with is one that the docs list', () => {
  const page = read('docs/error-codes.md');
  const unknown = rows.flatMap(({ codes }) => codes).filter((code) => !page.includes(`\`${code}\``));
  assert.deepEqual(unknown, []);
});

/** A file, and those of the project that it names, so many imports deep. */
function textsFrom(file: string, depth: number): readonly string[] {
  const text = read(file);
  if (depth === 0) return [text];
  const near = importsOf(file, text).filter((specifier) => specifier.startsWith('.'));
  return [text, ...near.flatMap((specifier) => textsFrom(posix.join(posix.dirname(file), specifier), depth - 1))];
}

test('every attack that another test shows is refused there by the codes that its line names', () => {
  const elsewhere = rows.filter(({ shown }) => shown.kind === 'elsewhere');
  const missing = elsewhere.flatMap(({ does, codes, shown }) => {
    if (shown.kind !== 'elsewhere') return [];
    // Cases may stand in a table beside the test, which gathers them from further ones.
    const text = textsFrom(shown.file, 2).join('\n');
    return codes.filter((code) => !new RegExp(`\\b${code}\\b`).test(text)).map((code) => `${does}: ${code}`);
  });
  assert.ok(elsewhere.length > 50);
  assert.deepEqual(missing, []);
});
