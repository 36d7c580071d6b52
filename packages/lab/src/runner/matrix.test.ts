import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expandMatrix } from './matrix.ts';
import { RunnerError } from './runner-error.ts';

test('a matrix is the product of its lists, less what is excluded', () => {
  const matrix = { os: ['a', 'b'], version: [1, 2], exclude: [{ os: 'b', version: 1 }] };
  assert.deepEqual(expandMatrix(matrix), [
    { os: 'a', version: 1 },
    { os: 'a', version: 2 },
    { os: 'b', version: 2 },
  ]);
});

test('inclusions extend what they do not change, and are combinations of their own otherwise', () => {
  // The example of GitHub's documentation.
  const matrix = {
    fruit: ['apple', 'pear'],
    animal: ['cat', 'dog'],
    include: [
      { color: 'green' },
      { color: 'pink', animal: 'cat' },
      { fruit: 'apple', shape: 'circle' },
      { fruit: 'banana' },
      { fruit: 'banana', animal: 'cat' },
    ],
  };
  assert.deepEqual(expandMatrix(matrix), [
    { fruit: 'apple', animal: 'cat', color: 'pink', shape: 'circle' },
    { fruit: 'apple', animal: 'dog', color: 'green', shape: 'circle' },
    { fruit: 'pear', animal: 'cat', color: 'pink' },
    { fruit: 'pear', animal: 'dog', color: 'green' },
    { fruit: 'banana' },
    { fruit: 'banana', animal: 'cat' },
  ]);
});

for (const [what, matrix] of [
  ['text', 'a'],
  ['an axis that is no list', { os: 'a' }],
  ['nothing left', { os: ['a'], exclude: [{ os: 'a' }] }],
  ['an inclusion that is no mapping', { include: ['a'] }],
] as const) {
  test(`a matrix is refused: ${what}`, () => {
    assert.throws(
      () => expandMatrix(matrix),
      (error) => error instanceof RunnerError && error.code === 'WORKFLOW_INVALID',
    );
  });
}
