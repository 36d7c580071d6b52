import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readTree } from './tree.ts';

test('a tree has its files, those behind links too, and nothing of outside', () => {
  const root = mkdtempSync(join(tmpdir(), 'tree-'));
  try {
    for (const folder of ['a/b', 'x', 'y', 'empty', '.git', 'node_modules/x', 'skipped'])
      mkdirSync(join(root, folder), { recursive: true });
    for (const file of ['a/b/one.yaml', '.git/config', 'node_modules/x/package.json', 'skipped/two.yaml'])
      writeFileSync(join(root, file), '');
    for (const [target, link] of [
      ['b/one.yaml', 'a/link.yaml'],
      ['a/b', 'folder'],
      ['..', 'a/above'],
      ['.', 'self'],
      ['/etc', 'outside'],
      ['/etc/hostname', 'outside.yaml'],
      ['nothing', 'dangling'],
      ['itself', 'itself'],
      ['../y', 'x/y'],
      ['../x', 'y/x'],
    ] as const)
      symlinkSync(target, join(root, link));
    const { files, folders } = readTree(root, (path) => path === 'skipped');
    assert.deepEqual([...files].toSorted(), ['a/b/one.yaml', 'a/link.yaml', 'folder/one.yaml']);
    assert.deepEqual([...folders].toSorted(), ['a', 'a/b', 'folder']);
  } finally {
    rmSync(root, { recursive: true });
  }
});
