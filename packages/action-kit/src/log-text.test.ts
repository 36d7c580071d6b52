import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { logText, markdownText } from './index.ts';

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
