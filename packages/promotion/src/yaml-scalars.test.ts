import assert from 'node:assert/strict';
import { test } from 'node:test';
import { disputeOn } from './yaml-scalars.ts';

const readers = (text: string, place: string | null, type: Parameters<typeof disputeOn>[0] = 'scalar') =>
  disputeOn(type, text, place) === null ? 'agree' : 'disagree';

test('a slash or one half of a character is disputed as an escape, however many backslashes stand before it', () => {
  const doubleQuoted = (text: string) => readers(`"${text}"`, null, 'double-quoted-scalar');
  const disputed = String.raw`\/ a\/b \\\/ \ud83d\ude00 \uD83D \udfff \uDA00 \udB00 \U0000dfff \U0000D8ff`;
  for (const text of disputed.split(' ')) assert.equal(doubleQuoted(text), 'disagree', text);
  const agreed = String.raw`/ a/b \\/ \\\\/ \\ud83d \u00e9 \ud7ff \ue000 \ucd83 \U0001F600 \U0000d7ff ud83d`;
  for (const text of agreed.split(' ')) assert.equal(doubleQuoted(text), 'agree', text);
  assert.equal(readers(String.raw`'\/'`, null, 'single-quoted-scalar'), 'agree');
  assert.equal(readers(String.raw`\/`, null), 'agree');
});

test('a question mark, or a colon before it, is disputed in a plain value within braces or brackets', () => {
  for (const text of ['?a', 'a?', 'a?b', ':a', '?']) {
    assert.equal(readers(text, 'flow'), 'disagree', text);
    assert.equal(readers(text, null), 'agree', text);
    assert.equal(readers(text, 'flow', 'double-quoted-scalar'), 'agree', text);
  }
  for (const text of ['a', 'a:b', 'a:', '-a', '\ta']) assert.equal(readers(text, 'flow'), 'agree', text);
});

test('a tab is disputed where the indentation of a text may still go on', () => {
  const disputed = [
    '  \tx\n',
    '\tx\n',
    '\n  \tx\n',
    '  \n \t\n  x\n',
    '  x\n \t\n  y\n',
    '  x\n\ty\n',
    '  x\n  y\n \tz',
  ];
  const agreed = ['  x\n', '  x\ty\n', '  x\n  \ty\n  \t\n    \tz\n', '   \n  x\n  \ty\n', '  x\n\n  \t\n', '\n\n', ''];
  for (const header of ['|', '>', '|-', '>+']) {
    for (const text of disputed) assert.equal(readers(text, header), 'disagree', JSON.stringify(text));
    for (const text of agreed) assert.equal(readers(text, header), 'agree', JSON.stringify(text));
  }
});

test('where the header gives the indentation, a tab is disputed after any blanks', () => {
  for (const header of ['|2', '>1-']) {
    assert.equal(readers('  x\n  \ty\n', header), 'disagree');
    assert.equal(readers('  x\n      \t\n', header), 'disagree');
    assert.equal(readers('  x\ty\n  z\n', header), 'agree');
  }
});

test('in a text of blanks alone every tab is disputed', () => {
  for (const text of ['  \t\n', '  \t', '\n  \t\n', '\n\t', '  \n   \t\n\n'])
    assert.equal(readers(text, '|'), 'disagree', JSON.stringify(text));
});
