import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parsePairs } from './command-files.ts';

const cases: readonly [what: string, text: string, pairs: readonly (readonly [string, string])[]][] = [
  ['plain', 'a=1\nb=2\n', [['a', '1'], ['b', '2']]],
  ['no final line feed', 'a=1', [['a', '1']]],
  ['empty lines between', '\n\na=1\n\n', [['a', '1']]],
  ['an equals sign in the value', 'a=b=c\n', [['a', 'b=c']]],
  ['`=` before `<<` is plain', 'a=x<<y\n', [['a', 'x<<y']]],
  ['`<<` before `=` is a heredoc', 'a<<E=F\nv\nE=F\n', [['a', 'v']]],
  ['lines that look like commands inside a heredoc', 'a<<E\nb=2\nc<<X\nE\n', [['a', 'b=2\nc<<X']]],
  ['an empty heredoc', 'a<<E\nE\n', [['a', '']]],
  ['a heredoc of one empty line', 'a<<E\n\nE\n', [['a', '']]],
  ['the delimiter with white space does not end it', 'a<<E\nE \n E\nE\n', [['a', 'E \n E']]],
  ['a carriage return is data', 'a<<E\nx\r\ny\rz\nE\nb=1\r\n', [['a', 'x\r\ny\rz'], ['b', '1\r']]],
  ['U+2028 and NUL are data', 'a=x\u2028b=2\u0000\n', [['a', 'x\u2028b=2\u0000']]],
  ['the last delimiter without line feed', 'a<<E\nv\nE', [['a', 'v']]],
  ['a name with spaces', 'a b=1\n', [['a b', '1']]],
]; // prettier-ignore

for (const [what, text, pairs] of cases) {
  test(`a command file: ${what}`, () => assert.deepEqual(parsePairs(text), { pairs }));
}

for (const [what, text, failure] of [
  ['no delimiter line', 'a=1\nb<<E\nv\nE2\n', "Invalid value. Matching delimiter not found 'E'"],
  [
    'an empty delimiter',
    'a=1\nb<<\nv\n',
    "Invalid format 'b<<'. Name must not be empty and delimiter must not be empty",
  ],
  ['no name', 'a=1\n=v\n', "Invalid format '=v'. Name must not be empty"],
  ['neither', 'a=1\nhello\nb=2\n', "Invalid format 'hello'"],
] as const) {
  test(`a command file fails the step, what came before counts: ${what}`, () => {
    assert.deepEqual(parsePairs(text), { pairs: [['a', '1']], failure });
  });
}

test('any value comes back from a heredoc whose delimiter it does not have as a line', () => {
  const value = fc.string({ unit: fc.constantFrom('a', '=', '<', '\n', '\r', ' ', '\u2028', '::', 'other=evil') });
  fc.assert(
    fc.property(value, (text) => {
      assert.deepEqual(parsePairs(`first=1\nname<<delimiter_1\n${text}\ndelimiter_1\nlast=2\n`), {
        pairs: [
          ['first', '1'],
          ['name', text],
          ['last', '2'],
        ],
      });
    }),
  );
});
