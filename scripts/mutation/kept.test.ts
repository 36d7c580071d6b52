import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../project.ts';
import { readKept, type Results } from './kept.ts';
import { parts } from './parts.ts';

const kept: readonly Results[] = parts.map(readKept);

const named = [
  'packages/promotion/src/{judge,change,trust,agreement,requester,gate,hold,holds,target,standing,health}*.ts',
  'packages/promotion/src/digest-{edit,slot}*.ts',
  'packages/signing/src/*identity*.ts',
];

test('every file of the rules that decide a merge is mutated', () => {
  const mutated = new Set(parts.flatMap(({ files }) => files));
  const rules = globSync(named, { cwd: root }).map((path) => path.replaceAll('\\', '/'));
  const missing = rules.filter((path) => !/(?:\.test\.ts|spdx-identity\.ts)$/.test(path) && !mutated.has(path));
  assert.ok(rules.length > 10);
  assert.deepEqual(missing, []);
});

test('of every part all files, and no others, have their result', () => {
  for (const [index, part] of parts.entries()) assert.deepEqual(Object.keys(kept[index] ?? {}), part.files);
});

test('the tests of every part exist', () => {
  for (const path of parts.flatMap(({ tests }) => tests)) assert.ok(readFileSync(join(root, path)).length > 0, path);
});

test('every mutant that survives is argued, and stands in the source as it is kept', () => {
  for (const [path, { mutants, killed, survivors }] of kept.flatMap((results) => Object.entries(results))) {
    const lines = new Set(
      readFileSync(join(root, path), 'utf8')
        .split('\n')
        .map((line) => line.trim()),
    );
    assert.equal(mutants, killed + survivors.length, path);
    for (const { line, replacement, argument } of survivors) {
      assert.ok(argument.length >= 20, `${path}: why nothing is loosened by ${replacement}, in: ${line}`);
      assert.ok(
        lines.has(line),
        `${path} has no such line any more; npm run mutation shows what became of it: ${line}`,
      );
    }
  }
});
