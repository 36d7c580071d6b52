import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchesPatterns } from './name-patterns.ts';

// The examples of GitHub's cheat sheet among them.
for (const [patterns, matching, other] of [
  [['main'], ['main'], ['main2', 'a/main']],
  [['feature/*'], ['feature/a'], ['feature/a/b', 'feature']],
  [['feature/**'], ['feature/a', 'feature/a/b'], ['feature']],
  [['*'], ['main', 'a.b'], ['a/b']],
  [['**'], ['main', 'a/b'], []],
  [['v2*'], ['v2', 'v2.0'], ['v1']],
  [['v[12].[0-9]+.[0-9]+'], ['v1.10.1', 'v2.0.0'], ['v3.0.0', 'v1.0']],
  [['releases/**', '!releases/**-alpha'], ['releases/1'], ['releases/1-alpha', 'main']],
  [['!main', '*'], ['main'], []],
  [['*.jsx?'], ['a.js', 'a.jsx'], ['a.jsxx', 'd/a.js']],
  [['**/docs/**'], ['docs/a.md', 'x/docs/a/b.md'], ['doc/a']],
  [['**.js'], ['a.js', 'b/c.js'], ['a.jsx']],
  [['envs/dev/values.dev.yaml'], ['envs/dev/values.dev.yaml'], ['envs/dev/values_dev.yaml']],
  [['a(b)|c'], ['a(b)|c'], ['c', 'ab']],
] as const) {
  test(`patterns ${patterns.join(' ')}`, () => {
    for (const name of matching) assert.equal(matchesPatterns(patterns, name), true, name);
    for (const name of other) assert.equal(matchesPatterns(patterns, name), false, name);
  });
}
