import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, test } from 'node:test';
import { canLint } from './lint-needs.ts';

let root: string;
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'lint-needs-'));
  for (const [folder, mode] of [
    ['with', 0o755],
    ['not-executable', 0o644],
  ] as const) {
    await mkdir(join(root, folder));
    await writeFile(join(root, folder, 'helm'), '#!/bin/sh\n', { mode });
  }
});
after(() => rm(root, { recursive: true }));

async function asked(...folders: readonly string[]) {
  const said: string[] = [];
  const there = await canLint(folders.map((folder) => join(root, folder)).join(delimiter), (line) => said.push(line));
  return { there, said };
}

test('with helm on the PATH the demo lints, and says nothing of it', async () => {
  assert.deepEqual(await asked('absent', 'with'), { there: true, said: [] });
});

test('without helm the demo does not lint, and says so in one line', async () => {
  for (const folders of [[], ['absent'], ['not-executable']]) {
    const { there, said } = await asked(...folders);
    assert.equal(there, false);
    assert.equal(said.length, 1);
    assert.match(said[0] ?? '', /no helm on the PATH.*lint\.yml.*without it/);
  }
});
