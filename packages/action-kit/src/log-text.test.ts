import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { logText, markdownText, redact, redactMarkdown } from './index.ts';

/** What the runner would execute: `::` after leading white space, or `##[` anywhere (actions/runner, ActionCommand). */
const command = /^\s*::|##\[/m;

test('no text becomes a workflow command', () => {
  const hostile = fc.array(
    fc.oneof(fc.constantFrom('::', '##[', '\n', '\r', '\u2028', ' ', 'set-output name=x::y', ']'), fc.string()),
  );
  fc.assert(
    fc.property(hostile, (parts) => {
      for (const line of logText(parts.join('')).split('\n')) assert.doesNotMatch(line, command);
    }),
    { numRuns: 1_000 },
  );
});

test('ordinary text is printed as it is', () => {
  const line = 'ghcr.io/bitvault/api@sha256:0a1b — promoted to dev, see https://github.com/a/b/pull/1#x';
  assert.equal(logText(line), line);
});

test('control and bidirectional characters are shown, not obeyed', () => {
  assert.equal(logText('a\u202eb\u0000c\u001b[31m'), 'a\\u202eb\\u0000c\\u001b[31m');
});

test('secrets are hidden whole, the longer one first', () => {
  assert.equal(redact('token abc-def and abc', ['abc', 'abc-def']), 'token *** and ***');
});

test('secrets are hidden in Markdown too, however it was escaped', () => {
  const secret = 'ghs_A1<b>@c:d\\e*f';
  const escaped = 'ghs\\_A1&lt;b&gt;@\u200bc:d\\\\e\\*f';
  assert.equal(redactMarkdown(`with ${escaped}, twice ${escaped}`, [secret]), 'with ***, twice ***');
  assert.equal(redactMarkdown(`as it is: ${secret}`, [secret]), 'as it is: ***');
  assert.equal(redactMarkdown(`in a refusal: ${markdownText(secret)}`, [secret]), 'in a refusal: ***');
  assert.equal(redactMarkdown('ghs\\_A2', [secret]), 'ghs\\_A2');
  assert.equal(redactMarkdown('abc\\-def abc', ['abc', 'abc-def']), '*** ***');
});

test('text of others is no Markdown', () => {
  const hostile = fc.array(
    fc.oneof(fc.constantFrom('![a](http://b)', '<img>', '```', '@alice', '\n# x', '&lt;'), fc.string()),
  );
  fc.assert(
    fc.property(hostile, (parts) => {
      assert.match(markdownText(parts.join('')), /^(?:[\p{L}\p{N} ,]|&#[0-9]+;)*$/u);
    }),
  );
  assert.equal(markdownText('a_b, “c”'), 'a&#95;b, &#8220;c&#8221;');
});
