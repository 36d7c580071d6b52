import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { markdownText, redaction, type Redaction } from './index.ts';

function redactionOf(...secrets: readonly string[]): Redaction {
  const known = redaction();
  for (const secret of secrets) known.add(secret);
  return known;
}

const text = (from: string, ...secrets: readonly string[]): string => redactionOf(...secrets).text(from);
const markdown = (from: string, ...secrets: readonly string[]): string => redactionOf(...secrets).markdown(from);

suite('in text', () => {
  for (const [what, from, secrets, shown] of [
    [
      'the longer one, of which another is the beginning',
      'token abc-def and abc1',
      ['abc1', 'abc-def'],
      'token *** and ***',
    ],
    ['secrets that overlap, as one', 'x abcdefgh y', ['abcdef', 'defgh'], 'x *** y'],
    ['secrets that touch, as one', 'x abcdefgh y', ['abcd', 'efgh'], 'x *** y'],
    ['one that overlaps itself', 'x ababababa y', ['ababa'], 'x *** y'],
    ['one inside another', 'x abcdefgh y', ['cdef', 'abcdefgh'], 'x *** y'],
    ['each line of one', 'b: line two, a: line one', ['line one\r\nline two'], 'b: ***, a: ***'],
    ['one in white space', 'x abcd y', ['  abcd\n'], 'x *** y'],
    ['one in JSON', 'x {"a":"q\\"uo\\\\te"} y', ['q"uo\\te'], 'x {"a":"***"} y'],
    ['one in an address', 'x ?t=a%2Fb%20c%3Dd y', ['a/b c=d'], 'x ?t=*** y'],
  ] as const)
    test(what, () => assert.equal(text(from, ...secrets), shown));

  test('in base64, wherever in what was encoded it stands', () => {
    const secret = 'pass:word?of~a"registry';
    for (const before of ['', 'a', 'ab', 'abc', 'robot:'])
      for (const after of ['', 'z', 'yz', 'xyz'])
        for (const form of ['base64', 'base64url'] as const) {
          const shown = text(Buffer.from(before + secret + after).toString(form), secret);
          const left =
            Buffer.from(shown.split('***')[0] ?? '', form).toString() +
            Buffer.from(shown.split('***')[1] ?? '', form).toString();
          assert.ok(shown.includes('***'), `${before}${secret}${after}`);
          assert.ok(left.length <= before.length + after.length + 4, shown);
        }
  });

  test('nothing else, and nothing of three characters', () => {
    assert.equal(text('a b abc', 'abc', '', ' '), 'a b abc');
    assert.equal(text('abcdeabcde', 'abcdf'), 'abcdeabcde');
  });

  test('all of any secrets, whatever they are', () => {
    const piece = fc.oneof(fc.constantFrom('a', 'b', 'ab', '\\', '*', '&amp;', '$&', '***'), fc.string());
    const secret = fc.array(piece, { minLength: 1, maxLength: 30 }).map((parts) => parts.join('').trim());
    const inputs = fc.tuple(fc.array(secret, { minLength: 1, maxLength: 5 }), fc.array(fc.nat({ max: 4 })));
    fc.assert(
      fc.property(inputs, ([secrets, order]) => {
        const said = order.map((index) => secrets[index] ?? '-').join('');
        const shown = text(said, ...secrets);
        const hidden = secrets.filter((each) => each.length > 3 && !'***'.includes(each));
        // What is left over may join into one by the asterisks only where it has some of its own.
        for (const each of hidden)
          assert.ok(each.includes('*') || !shown.includes(each), JSON.stringify({ said, shown }));
      }),
      { numRuns: 2_000 },
    );
  });
});

suite('in Markdown', () => {
  const secret = 'ghs_A1<b>@c:d\\e*f';
  const escaped = 'ghs\\_A1&lt;b&gt;@\u200bc:d\\\\e\\*f';

  for (const [what, from, secrets, shown] of [
    [
      'with backslashes, entities and spaces without width',
      `with ${escaped}, twice ${escaped}`,
      [secret],
      'with ***, twice ***',
    ],
    ['as it is', `as it is: ${secret}`, [secret], 'as it is: ***'],
    ['as numbers of its characters', `in a refusal: ${markdownText(secret)}`, [secret], 'in a refusal: ***'],
    ['in hexadecimal, and by name', 'x &#x67;h&quot;s&apos; y', [`gh"s'`], 'x *** y'],
    ['in code in a cell, where only the bar is escaped', 'x `a\\|b\\c` y', ['a|b\\c'], 'x `***` y'],
    ['one of which another is the beginning', 'abc1\\-def abc1', ['abc1', 'abc1-def'], '*** ***'],
    ['not another', 'ghs\\_A2', [secret], 'ghs\\_A2'],
    ['and the escape of what follows stays', 'abcd\\[x](y)', ['abcd'], '***\\[x](y)'],
  ] as const)
    test(what, () => assert.equal(markdown(from, ...secrets), shown));

  test('any secret, as every renderer writes it', () => {
    const piece = fc.oneof(
      fc.constantFrom('_', '<', '\\', '*', '&amp;', '&', '|', '@', '\u200b', '😀', '"'),
      fc.string({ unit: 'binary' }),
    );
    const secrets = fc.array(piece, { minLength: 1, maxLength: 30 }).map((parts) => parts.join('').trim());
    fc.assert(
      fc.property(secrets, (each) => {
        // Of what is escapes or invisible but for three characters, nothing is left to be recognised by.
        fc.pre(each.replaceAll(/[^\p{L}\p{N}]/gu, '').length > 3 && !/[\r\n]/.test(each));
        for (const from of [each, markdownText(each), `\`${each}\``, markdownText(JSON.stringify(each))]) {
          const shown = markdown(`x ${from} y`, each);
          // Escapes, quotes and what nobody sees may be left over from around it.
          assert.equal(shown.replaceAll(/&#(?:34|92|8203);|[`\\\u200b]/g, ''), 'x *** y', JSON.stringify(from));
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

suite('of any length', () => {
  const random = (length: number): string => randomBytes(length).toString('base64').slice(0, length);
  for (const length of [4, 5, 16, 17, 1_000, 2_368, 2_549, 2_550, 2_551, 2_658, 3_188, 4_252, 65_536, 100_000])
    test(`${length} characters`, () => {
      for (const secret of [random(length), 'a'.repeat(length), 'ab/'.repeat(length).slice(0, length)]) {
        assert.equal(text(`x ${secret} y`, secret), 'x *** y');
        assert.equal(markdown(`x ${secret} y`, secret), 'x *** y');
        assert.equal(markdown(`x ${markdownText(secret)} y`, secret), 'x *** y');
        assert.equal(text(`x ${secret.slice(1)} y`, secret), `x ${secret.slice(1)} y`);
      }
    });

  test('soon, where each beginning is found again and again: comparing again at each place would take minutes', () => {
    const from = 'a'.repeat(1_000_000);
    for (const secret of [
      `${'a'.repeat(100_000)}b`,
      `b${'a'.repeat(100_000)}`,
      `${'a'.repeat(50_000)}b${'a'.repeat(50_000)}`,
    ])
      assert.equal(markdown(from, secret), from);
  });
});
