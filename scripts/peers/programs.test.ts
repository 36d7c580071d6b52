import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../project.ts';
import { suiteNames } from './programs.ts';

const command = (script: string, ...args: readonly string[]) =>
  spawnSync(process.execPath, [join(root, 'scripts', script), ...args], { encoding: 'utf8' });

test('every folder of test/peers is a suite that npm run peers can bring the programs of', () => {
  assert.deepEqual(readdirSync(join(root, 'test', 'peers')).toSorted(), suiteNames.toSorted());
});

test('npm run peers lists its suites, and refuses a name that it does not know', () => {
  const help = command('peers.ts', '--help');
  assert.equal(help.status, 0);
  for (const suite of suiteNames) assert.match(help.stdout, new RegExp(`^  ${suite} `, 'm'));
  const unknown = command('peers.ts', 'cosine');
  assert.equal(unknown.status, 1);
  assert.match(unknown.stderr, /no suite or program cosine/);
});
