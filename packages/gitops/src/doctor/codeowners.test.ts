import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseOwners } from './codeowners.ts';

/** Patterns and what they are for, as GitHub's page "About code owners" tells of each. */
describe('CODEOWNERS', () => {
  for (const [pattern, owned, free] of [
    ['*', ['a', 'a/b/c', '.github/x.yml'], []],
    ['*.js', ['a.js', 'b/c.js'], ['a.ts']],
    ['/build/logs/', ['build/logs/a', 'build/logs/b/c'], ['x/build/logs/a', 'build/logs']],
    ['docs/*', ['docs/getting-started.md'], ['docs/build-app/troubleshooting.md']],
    ['apps/', ['apps/a', 'x/apps/b/c'], ['apps', 'application']],
    ['/docs/', ['docs/a', 'docs/b/c'], ['x/docs/a']],
    ['/scripts/', ['scripts/x'], ['a/scripts/x']],
    ['**/logs', ['build/logs', 'build/logs/a', 'deeply/nested/logs/b'], ['catalogs/a']],
    ['/promotion.yaml', ['promotion.yaml'], ['x/promotion.yaml']],
    ['promotion.yaml', ['promotion.yaml', 'x/promotion.yaml'], ['promotion.yaml.txt']],
    ['/.github/', ['.github/workflows/a.yml', '.github/CODEOWNERS'], ['github/a']],
    ['/a\\ b/', ['a b/c'], ['a/c']],
  ] as const) {
    test(pattern, () => {
      const ownersOf = parseOwners(`${pattern} @acme/team\n`);
      for (const path of owned) assert.deepEqual(ownersOf(path), ['@acme/team'], path);
      for (const path of free) assert.deepEqual(ownersOf(path), [], path);
    });
  }

  test('the last line that matches decides, also where it names nobody', () => {
    const ownersOf = parseOwners('* @a\n# /x/ @b\n/x/ @c @d # why\n/x/y\n\n');
    assert.deepEqual(ownersOf('z'), ['@a']);
    assert.deepEqual(ownersOf('x/1'), ['@c', '@d']);
    assert.deepEqual(ownersOf('x/y'), []);
  });
});
