import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { suiteOf } from './suite.ts';

const folder = mkdtempSync(join(tmpdir(), 'suite-'));
after(() => rmSync(folder, { recursive: true }));

const git = (at: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-C', at, '-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { encoding: 'utf8' }).trim();

/** Leaves a program of the suite there, and gives its path. */
function program(root: string, name = '@bitvault/actions'): string {
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name, version: '1.2.3' }));
  writeFileSync(join(root, 'dist', 'package.json'), JSON.stringify({ type: 'module' }));
  writeFileSync(join(root, 'dist', 'a.js'), '');
  return join(root, 'dist', 'a.js');
}

function repository(name: string): string {
  const root = join(folder, name);
  mkdirSync(root);
  git(root, 'init', '--quiet');
  writeFileSync(join(root, 'README.md'), '');
  git(root, 'add', '.');
  git(root, 'commit', '--quiet', '--message=One');
  return root;
}

describe('the state that a program runs from', () => {
  test('is the commit of its checkout and the version of its package', async () => {
    const root = repository('checkout');
    assert.deepEqual(await suiteOf(program(root)), { commit: git(root, 'rev-parse', 'HEAD'), version: 'v1.2.3' });
  });

  test('is not known where it is installed below another repository, whose commit says nothing', async () => {
    const root = join(repository('other'), 'node_modules', '@bitvault', 'actions');
    assert.equal(await suiteOf(program(root)), null);
  });

  test('is not known without a repository, or in one without a commit', async () => {
    assert.equal(await suiteOf(program(join(folder, 'unpacked'))), null);
    const root = join(folder, 'empty');
    mkdirSync(root);
    git(root, 'init', '--quiet');
    assert.equal(await suiteOf(program(root)), null);
  });

  test('is not known of a program of something else', async () => {
    assert.equal(await suiteOf(program(repository('stranger'), 'stranger')), null);
  });
});
