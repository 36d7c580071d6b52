import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Nightly {
  readonly jobs: { readonly fuzz: { readonly strategy: { readonly matrix: { readonly part: readonly string[] } } } };
}

test('every file that fuzzes is in one part of the nightly run', () => {
  const { jobs } = parse(readFileSync(`${root}/.github/workflows/fuzz.yml`, 'utf8')) as Nightly;
  const parts = jobs.fuzz.strategy.matrix.part.flatMap((part) => part.split(' '));
  const files = globSync('test/fuzz/*.test.ts', { cwd: root }).map((file) => file.replaceAll('\\', '/'));
  assert.ok(files.length > 0);
  for (const file of files) assert.deepEqual(parts.filter((part) => file.includes(part)).length, 1, file);
  for (const part of parts)
    assert.ok(
      files.some((file) => file.includes(part)),
      part,
    );
});
