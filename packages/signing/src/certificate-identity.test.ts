import assert from 'node:assert/strict';
import { test } from 'node:test';
import { X509Certificate } from '@sigstore/core';
import fc from 'fast-check';
import { identityOf, utf8String } from './certificate-identity.ts';

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

test('a length of two bytes is read in their order, and a longer one not at all', () => {
  const text = 'x'.repeat(0x0102);
  const body = Buffer.from(text);
  assert.equal(utf8String(Buffer.concat([Buffer.of(0x0c, 0x82, 0x01, 0x02), body])), text);
  assert.equal(utf8String(Buffer.concat([Buffer.of(0x0c, 0x83, 0x00, 0x01, 0x02), body])), undefined);
  assert.equal(utf8String(Buffer.of(0x0c, 0x7f, ...Array<number>(0x7f).fill(0x61))), 'a'.repeat(0x7f));
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
    ['of indefinite length, and empty', [0x0c, 0x80]],
    ['of indefinite length, and as long as its byte', [0x0c, 0x80, ...Array<number>(0x80).fill(0x61)]],
    ['another string type of the length of its tag', [0x0d, 1, 0x61]],
    ['no UTF-8', [0x0c, 1, 0xe1]],
  ];
  for (const [name, bytes] of cases) assert.equal(utf8String(Uint8Array.from(bytes)), undefined, name);
  assert.equal(utf8String(undefined), undefined);
});

const der = (tag: number, ...content: readonly Uint8Array[]): Buffer<ArrayBuffer> => {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.of(tag), lengthOf(body), body]);
};
const sequence = (...items: readonly Uint8Array[]): Buffer<ArrayBuffer> => der(0x30, ...items);
const utf8 = (text: string): Buffer => der(0x0c, Buffer.from(text));

/** X.690, 8.19: the first two arcs in one, each arc in base 128. */
function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const arc = (value: number): number[] =>
    value < 0x80 ? [value] : [...arc(value >> 7).map((byte) => byte | 0x80), value & 0x7f];
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(arc)]));
}

const fulcio = '1.3.6.1.4.1.57264.1';
const subjectAltName = '2.5.29.17';
const uriName = (text: string): Buffer => der(0x86, Buffer.from(text));

/** As much of a certificate as is looked at: extensions by their identifier. */
function certificateWith(extensions: readonly (readonly [id: string, value: Uint8Array])[]): X509Certificate {
  const list = extensions.map(([id, value]) => sequence(oid(id), der(0x04, value)));
  return X509Certificate.parse(sequence(sequence(der(0xa3, sequence(...list)))));
}

test('each part of an identity is read from the extension that Fulcio gives it', () => {
  const arcs = [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22];
  const own = arcs.map((arc) => [`${fulcio}.${arc}`, utf8(`of ${arc}`)] as const);
  const found = identityOf(certificateWith([...own, [subjectAltName, sequence(uriName('https://x/y'))]]));
  assert.deepEqual(found, {
    san: 'https://x/y',
    issuer: 'of 8',
    buildSignerUri: 'of 9',
    runnerEnvironment: 'of 11',
    sourceUri: 'of 12',
    commit: 'of 13',
    ref: 'of 14',
    repositoryId: 'of 15',
    ownerId: 'of 17',
    workflowUri: 'of 18',
    trigger: 'of 20',
    runUrl: 'of 21',
  });
});

test('what a certificate does not say is undefined, and so is what it says in another place', () => {
  const elsewhere = [8, 9, 11, 12, 13, 14, 15, 17, 18, 20, 21].map(
    (arc) => [`1.3.6.1.4.1.57265.1.${arc}`, utf8('x')] as const,
  );
  for (const found of [identityOf(certificateWith([])), identityOf(certificateWith(elsewhere))])
    assert.deepEqual(new Set(Object.values(found)), new Set([undefined]));
});

test('a subject counts only where it is one URI', () => {
  const san = (...names: readonly Uint8Array[]) =>
    identityOf(certificateWith([[subjectAltName, sequence(...names)]])).san;
  assert.equal(san(uriName('https://x/y')), 'https://x/y');
  assert.equal(san(uriName('https://x/é')), 'https://x/é');
  assert.equal(san(), undefined);
  assert.equal(identityOf(certificateWith([[subjectAltName, Buffer.of()]])).san, undefined);
  assert.equal(san(uriName('https://x/y'), uriName('https://x/z')), undefined);
  assert.equal(san(der(0x81, Buffer.from('a@example.com'))), undefined);
  assert.equal(san(der(0x82, Buffer.from('example.com'))), undefined);
  assert.equal(san(der(0x86, Buffer.of(0xe1))), undefined);
  assert.equal(san(uriName('\ufeffhttps://x/y')), '\ufeffhttps://x/y');
});
