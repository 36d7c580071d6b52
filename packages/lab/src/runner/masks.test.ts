import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Masks } from './masks.ts';

const secret = `s3cr"et/<&'>\u00e9 +x`;

function masksOf(...secrets: readonly string[]): Masks {
  const masks = new Masks();
  secrets.forEach((value) => masks.add(value));
  return masks;
}

for (const [form, text] of [
  ['as it is', secret],
  ['in base64', Buffer.from(secret).toString('base64')],
  ['in base64 after a name and colon of three bytes', Buffer.from(`ab:${secret}`).toString('base64').slice(4)],
  ['in base64 from the second byte', Buffer.from(secret).subarray(1).toString('base64')],
  ['in base64 from the third byte', Buffer.from(secret).subarray(2).toString('base64')],
  ['in JSON', JSON.stringify(secret).slice(1, -1)],
  ['in a URI', encodeURIComponent(secret).replaceAll("'", '%27')],
  ['in XML', 's3cr&quot;et/&lt;&amp;&apos;&gt;\u00e9 +x'],
] as const) {
  test(`a secret is hidden ${form}`, () => assert.equal(masksOf(secret).hide(`<${text}>`), '<***>'));
}

test('a secret is not hidden in hex or as a hash, as on GitHub', () => {
  const hex = Buffer.from(secret).toString('hex');
  assert.equal(masksOf(secret).hide(hex), hex);
});

test('each line of a secret is hidden', () => {
  assert.equal(masksOf('first line\r\nsecond line').hide('second line, first line'), '***, ***');
});

test('overlapping and touching secrets are hidden as one', () => {
  assert.equal(masksOf('abcd', 'cdef', 'gh').hide('x abcdefgh y'), 'x *** y');
});
