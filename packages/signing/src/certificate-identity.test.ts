import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { utf8String } from './certificate-identity.ts';

/** X.690, 8.1.3: one byte up to 127, else how many bytes the length has, and these. */
const lengthOf = ({ length }: Buffer): Buffer =>
  Buffer.from(length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]);

test('every text that DER holds as a UTF8String is read back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (value) => {
      const bytes = Buffer.from(value, 'utf8');
      fc.pre(bytes.toString('utf8') === value);
      assert.equal(utf8String(Buffer.concat([Buffer.of(0x0c), lengthOf(bytes), bytes])), value);
    }),
  );
});

test('what is not exactly one UTF8String is not read', () => {
  const cases: readonly (readonly [string, readonly number[]])[] = [
    ['nothing', []],
    ['a tag alone', [0x0c]],
    ['bare bytes, as in the deprecated extensions', [0x61, 0x62]],
    ['another string type', [0x13, 1, 0x61]],
    ['shorter than it says', [0x0c, 2, 0x61]],
    ['longer than it says', [0x0c, 1, 0x61, 0x62]],
    ['of indefinite length', [0x0c, 0x80, 0x61, 0, 0]],
    ['no UTF-8', [0x0c, 1, 0xe1]],
  ];
  for (const [name, bytes] of cases) assert.equal(utf8String(Uint8Array.from(bytes)), undefined, name);
  assert.equal(utf8String(undefined), undefined);
});
