import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { parseChallenges } from './challenge.ts';

const plain = (header: string) =>
  parseChallenges(header)?.map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);

suite('WWW-Authenticate', () => {
  const readable: Record<string, unknown> = {
    'Bearer realm="https://auth.example/token",service="r",scope="repository:a/b:pull,push"': [
      ['bearer', { realm: 'https://auth.example/token', service: 'r', scope: 'repository:a/b:pull,push' }],
    ],
    'BASIC Realm = "x"': [['basic', { realm: 'x' }]],
    'Negotiate, Basic realm=x , Bearer realm="y"': [
      ['negotiate', {}],
      ['basic', { realm: 'x' }],
      ['bearer', { realm: 'y' }],
    ],
    'Bearer realm="a \\"quoted\\" \\\\ b",,service=s': [['bearer', { realm: 'a "quoted" \\ b', service: 's' }]],
    Basic: [['basic', {}]],
    '': [],
  };
  for (const [header, challenges] of Object.entries(readable)) {
    test(`reads ${JSON.stringify(header)}`, () => assert.deepEqual(plain(header), challenges));
  }

  for (const header of [
    'realm="x"',
    'Bearer realm="unclosed',
    'Bearer realm="ends with backslash\\',
    'Bearer realm="a",realm="b"',
    'Bearer realm="a" service="b"',
    'Bearer realm=',
    'Bearer =x',
    'Bearer "x"',
    '\u0000',
  ]) {
    test(`refuses ${JSON.stringify(header)}`, () => assert.equal(parseChallenges(header), undefined));
  }

  test('reads back whatever parameters are written', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/);
    const value = fc.string({ unit: 'grapheme-ascii' });
    fc.assert(
      fc.property(fc.dictionary(name, value, { minKeys: 1 }), (parameters) => {
        const written = Object.entries(parameters).map(
          ([key, text]) => `${key}="${text.replaceAll(/["\\]/g, '\\$&')}"`,
        );
        const [challenge] = parseChallenges(`Bearer ${written.join(', ')}`) ?? [];
        assert.deepEqual(new Map(Object.entries(parameters)), challenge?.parameters);
      }),
    );
  });

  test('any text is read or refused, never thrown upon', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseChallenges(text)));
    fc.assert(fc.property(fc.stringMatching(/^[A-Za-z ,="\\\t]*$/), (text) => void parseChallenges(text)));
  });

  test('long hostile text ends', () => {
    for (const piece of ['a', ' ', ',', '=', '"', '\\', 'a=', 'a ', ' ,', 'a="', '\\"'])
      for (const length of [16_000, 100_000]) parseChallenges(`Bearer realm="${piece.repeat(length / piece.length)}`);
    assert.equal(parseChallenges(`Bearer realm="${'x'.repeat(100_000)}"`), undefined);
  });
});
