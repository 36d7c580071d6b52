import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { capped, literal, table } from './markdown.ts';

const hostile = fc.array(
  fc.oneof(
    fc.constantFrom(
      '@alice',
      '<img src=x>',
      '`',
      '](javascript:x)',
      '${{ secrets.X }}',
      '\n',
      '\r\n',
      '|',
      '\u202e',
      '![a](b)',
      '::set-output',
      '#1',
    ),
    fc.string({ unit: 'grapheme' }),
  ),
);

test('untrusted text stays one line of text: no markup, mention, HTML or hidden character', () => {
  fc.assert(
    fc.property(hostile, (parts) => {
      const shown = literal(parts.join(''));
      assert.doesNotMatch(shown, /[\n\r\u2028\u2029<>\u202a-\u202e\u2066-\u2069]/);
      assert.doesNotMatch(shown, /@[A-Za-z]/);
      assert.doesNotMatch(shown, /(?<!\\)(?:\\\\)*[`|\]]/);
    }),
    { numRuns: 1_000 },
  );
});

test('what a reader needs is kept', () => {
  assert.equal(literal('p99 doubled (see dashboard); back out'), 'p99 doubled \\(see dashboard\\); back out');
});

test('a table has one line a row', () => {
  assert.equal(table(['a', 'b'], [['1', '2']]), '| a | b |\n| --- | --- |\n| 1 | 2 |');
});

test('a text is cut below the limit, never inside a character, and says so', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 300, maxLength: 600 }),
      fc.integer({ min: 100, max: 250 }),
      (text, limit) => {
        const cut = capped(text, limit);
        assert.ok(cut.length <= limit, `${cut.length} > ${limit}`);
        assert.ok(cut.isWellFormed() || !text.isWellFormed());
        assert.match(cut, /… cut: \d+ more characters\.$/);
      },
    ),
  );
  assert.equal(capped('short', 100), 'short');
});
