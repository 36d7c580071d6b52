import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { bundle, compile } from '../../scripts/bundle.ts';
import { root } from '../../scripts/project.ts';

const dist = join(root, 'dist');

/** Every file of a bundle by name, as text in which each byte is one character. */
const contents = (directory: string): Map<string, string> =>
  new Map(
    readdirSync(directory)
      .toSorted()
      .map((name) => [name, readFileSync(join(directory, name), 'latin1')]),
  );

/** The names of files that are not byte for byte the same in both, or in one only. */
function differences(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((name) => a.get(name) !== b.get(name));
}

describe('the committed bundle', () => {
  const rebuilt = mkdtempSync(join(tmpdir(), 'rebuilt-'));
  before(async () => {
    await compile(() => undefined);
    await bundle(rebuilt, () => undefined);
  });
  after(() => rmSync(rebuilt, { recursive: true }));

  test('is what the sources build, byte for byte, and nothing beside it', () => {
    assert.deepEqual(differences(contents(dist), contents(rebuilt)), [], 'run `npm run build` and commit dist/');
  });

  test('carries no trace of the machine that built it', () => {
    const traced = [...contents(rebuilt)].filter(([, text]) =>
      [root, rebuilt, tmpdir() + '/bundle-'].some((path) => text.includes(path)),
    );
    assert.deepEqual(
      traced.map(([name]) => name),
      [],
    );
  });

  test('lists the licences of what it holds, and holds no part of the lab', () => {
    const headings = readFileSync(join(dist, 'licenses.txt'), 'utf8').split('\n');
    for (const name of ['@actions/core', 'undici', 'yaml', '@sigstore/sign']) assert.ok(headings.includes(name), name);
    assert.ok(!headings.includes('@bitvault/lab'));
  });

  test('is marked as generated and is never converted', () => {
    const attributes = execFileSync(
      'git',
      ['check-attr', 'text', 'diff', 'linguist-generated', '--', 'dist/index.js'],
      {
        cwd: root,
        encoding: 'utf8',
      },
    );
    assert.deepEqual(attributes.trim().split('\n'), [
      'dist/index.js: text: unset',
      'dist/index.js: diff: unset',
      'dist/index.js: linguist-generated: true',
    ]);
  });
});

test('a changed byte, a missing and an extra file are differences', () => {
  const base = new Map([
    ['a', '1'],
    ['b', '2'],
  ]);
  assert.deepEqual(differences(base, new Map([...base, ['a', '3']])), ['a']);
  assert.deepEqual(differences(base, new Map([['a', '1']])), ['b']);
  assert.deepEqual(differences(base, new Map([...base, ['c', '']])), ['c']);
});
