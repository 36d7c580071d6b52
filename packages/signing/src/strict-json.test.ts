import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseStrictJson } from './strict-json.ts';

const parse = (text: string): unknown => parseStrictJson(Buffer.from(text, 'utf8'));

test('what every reader reads alike is parsed as ever', () => {
  fc.assert(
    fc.property(fc.json({ depthSize: 'medium' }), (text) => {
      assert.deepEqual(parse(text), JSON.parse(text));
    }),
  );
  for (const text of [
    '{"a":{"a":1},"b":[{"a":1},{"a":2}]}',
    String.raw`{"a\"":1,"a":"{\"a\":1,\"a\":2}","b":"\\","c":"a\":"}`,
    '[{"a" : "x"}, "a", "a"]',
  ])
    assert.deepEqual(parse(text), JSON.parse(text));
});

test('a name that stands twice in one object is refused, however it is written', () => {
  for (const text of [
    '{"a":1,"a":1}',
    '{"a":1,"b":{},"a" :2}',
    String.raw`{"a":1,"\u0061":2}`,
    '[{"x":{"a":[],"a":[]}}]',
    '{"":1,"":2}',
    '{"__proto__":1,"__proto__":2}',
    String.raw`{"b\\":{"a":1},"a":1,"b\\" : 2}`,
  ])
    assert.throws(() => parse(text), { name: 'SyntaxError', message: /stands twice/ }, text);
});

test('bytes that are not UTF-8, and a byte order mark, are refused', () => {
  assert.throws(() => parseStrictJson(Buffer.from('{"a":"\u00ff"}', 'latin1')), TypeError);
  assert.throws(() => parse('\ufeff{}'), SyntaxError);
});

test('what is nested so deep that others would overflow on it is refused', () => {
  assert.deepEqual(
    parse('[{"a":'.repeat(100) + '1' + '}]'.repeat(100)),
    JSON.parse('[{"a":'.repeat(100) + '1' + '}]'.repeat(100)),
  );
  for (const [open, close] of [
    ['[', ']'],
    ['{"a":', '}'],
  ] as const)
    assert.throws(() => parse(open.repeat(100_000) + '1' + close.repeat(100_000)), { message: /deep/ });
});

test('strings of many megabytes are read', () => {
  for (const part of ['x', '"', '\\', '\n']) {
    const value = { a: part.repeat(8_000_000) };
    assert.deepEqual(parse(JSON.stringify(value)), value);
  }
});
