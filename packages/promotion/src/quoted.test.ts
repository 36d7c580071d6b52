import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse } from 'yaml';
import { nearestKey } from './nearest-key.ts';
import { quoted, shown } from './quoted.ts';

test('any text comes back from its quotes, which show all that is in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.equal(parse(quoted(text)), text);
      assert.doesNotMatch(quoted(text), /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/u);
    }),
  );
  assert.equal(quoted('a "b" \\ \n\t\u202E\u{E0001} 💥'), String.raw`"a \"b\" \\ \n\t\u202E\U000E0001 💥"`);
});

test('a message shows a value short, on one line', () => {
  assert.deepEqual(['a\nb', 1.5, true, null, undefined, [], {}].map(shown), [
    String.raw`"a\nb"`,
    '1.5',
    'true',
    'empty',
    'empty',
    'a list',
    'a mapping',
  ]);
  assert.equal(shown('x'.repeat(500)).length, 83);
});

test('the nearest key is a likely slip, or none', () => {
  const keys = ['from', 'merge', 'approvals', 'environment', 'healthy', 'soak', 'freeze'];
  const slips = {
    aprovals: 'approvals',
    Merge: 'merge',
    form: 'from',
    enviroment: 'environment',
    soack: 'soak',
    freez: 'freeze',
  };
  for (const [slip, key] of Object.entries(slips)) assert.equal(nearestKey(slip, keys), key);
  for (const name of ['', 'x', 'reviewers', 'y'.repeat(10_000)]) assert.equal(nearestKey(name, keys), undefined);
});
