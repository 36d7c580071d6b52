import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { peersBin, peersPath } from '../../../scripts/peers/folders.ts';
import { applicationOf, Folder, told, type Files } from './folder.ts';

const repository: Files = {
  'app.yaml': applicationOf('dev', { path: 'chart', helm: { valueFiles: ['../dev.yaml'] } }),
  'dev.yaml': 'tag: "1"\n',
  'chart/Chart.yaml': 'apiVersion: v2\nname: api\nversion: 1.0.0\n',
  'chart/templates/pod.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: "nginx:{{ .Values.tag }}"}]}\n',
};

/** A search path with a helm that tells its version and fails at all else. */
function pathWithoutRendering(folder: Folder): string {
  const bin = join(folder.path, '..', 'bin');
  mkdirSync(bin);
  writeFileSync(
    join(bin, 'helm'),
    `#!/bin/sh\n[ "$1" = version ] && exec ${join(peersBin, 'helm')} "$@"\necho asked again >&2\nexit 1\n`,
  );
  chmodSync(join(bin, 'helm'), 0o755);
  return `${bin}:${peersPath}`;
}

const found = ['image-not-pinned'];

test('what did not change is not rendered again, and whatever it depends on is a change', async () => {
  using folder = new Folder(repository);
  const first = told(await folder.lint({ only: found }));
  assert.match(first.join('\n'), /nginx:1/);
  const searchPath = pathWithoutRendering(folder);
  const again = async () => {
    const { repository: loaded, ...checked } = await folder.lint({ only: found, searchPath });
    return { told: told({ ...checked, repository: loaded }), problems: loaded.problems.map(({ message }) => message) };
  };
  assert.deepEqual(await again(), { told: first, problems: [] });
  for (const [path, text] of Object.entries({
    'dev.yaml': 'tag: "2"\n',
    'chart/templates/pod.yaml': `# more\n${repository['chart/templates/pod.yaml'] ?? ''}`,
    'chart/values.yaml': 'x: 1\n',
    'app.yaml': applicationOf('dev', { path: 'chart', helm: { releaseName: 'x', valueFiles: ['../dev.yaml'] } }),
  })) {
    folder.write({ [path]: text });
    assert.deepEqual((await again()).problems, ['asked again'], path);
    folder.write(repository);
    if (path === 'chart/values.yaml') execFileSync('rm', [join(folder.path, path)]);
    assert.deepEqual(await again(), { told: first, problems: [] }, path);
  }
});

test('linters that start at once share a cache and find the same', async () => {
  using folder = new Folder(repository);
  const all = await Promise.all(Array.from({ length: 4 }, () => folder.lint({ only: found })));
  for (const checked of all) assert.deepEqual(told(checked), told(all[0] ?? checked));
  assert.equal(told(all[0] ?? assert.fail()).length, 1);
});

test('an entry that was cut off is rendered again', async () => {
  using folder = new Folder(repository);
  const first = told(await folder.lint({ only: found }));
  execFileSync('sh', ['-c', `find ${join(folder.path, '..', 'temp')} -name '*.json' -exec sh -c ': > "$1"' _ {} \\;`]);
  assert.deepEqual(told(await folder.lint({ only: found })), first);
});
