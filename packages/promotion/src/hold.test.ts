import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse, parseAllDocuments } from 'yaml';
import {
  HoldError,
  holdErrorCodes,
  holdPath,
  canonicalHold,
  readHold,
  renderHold,
  type Hold,
  type HoldErrorCode,
} from './hold.ts';
import { parseDigest, parseEnvironmentName, parseServiceName } from './names.ts';

const hold: Hold = {
  service: parseServiceName('api'),
  environment: parseEnvironmentName('prod'),
  digest: parseDigest(`sha256:${'1'.repeat(64)}`),
  replaced: parseDigest(`sha256:${'2'.repeat(64)}`),
  reason: 'errors doubled after the release',
  by: 'alice',
  since: '2026-11-24T09:00:00.000Z',
  run: 'https://github.com/bitvault/gitops/actions/runs/1',
};
const path = holdPath(hold.environment, hold.service);

test('a hold says to its reader what it does and how it is lifted', () => {
  assert.equal(path, 'holds/prod/api.yaml');
  assert.equal(
    renderHold(hold),
    `# This file holds api in prod: no promotion moves its digest while the file is here.
# To lift the hold, run the rollback action with \`command: resume\`; its pull request deletes the file.
version: 1
service: "api"
environment: "prod"
digest: ${hold.digest}
replaced: ${hold.replaced}
reason: "errors doubled after the release"
by: "alice"
since: "2026-11-24T09:00:00.000Z"
run: "https://github.com/bitvault/gitops/actions/runs/1"
`,
  );
});

const reasons = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
    fc
      .array(
        fc.constantFrom(
          '\n',
          '\r',
          '---',
          '# ',
          '"',
          "'",
          '\\',
          '\u202E',
          '\u2028',
          '\u0085',
          '${{ secrets.X }}',
          '::error::',
          '\0',
          '\uFEFF',
          '💥',
          ' a',
        ),
        { maxLength: 40 },
      )
      .map((parts) => parts.join('')),
  )
  .map((reason) => reason.toWellFormed())
  .filter((reason) => reason.trim() !== '');

test('any reason round-trips, on one line, in one document, with nothing invisible in it', () => {
  fc.assert(
    fc.property(reasons, fc.boolean(), (reason, hasRun) => {
      const { run: _, ...rest } = hold;
      const given = hasRun ? { ...hold, reason } : { ...rest, reason };
      const text = renderHold(given);
      assert.deepEqual(readHold(text, path), given);
      assert.equal(renderHold(readHold(text, path)), text);
      assert.notEqual(canonicalHold(text), null);
      assert.equal(text.split('\n').length, hasRun ? 12 : 11);
      assert.doesNotMatch(text, /[^\p{L}\p{M}\p{N}\p{P}\p{S} \n]/u);
      assert.equal(parseAllDocuments(text).length, 1);
    }),
    { numRuns: 1_000 },
  );
});

test('half a character, which no reader would take back, is not written', () => {
  assert.throws(() => renderHold({ ...hold, reason: 'half \uD83D' }), { code: 'HOLD_INVALID' });
});

test('a hold where nothing was replaced says so', () => {
  const text = renderHold({ ...hold, replaced: null });
  assert.match(text, /^replaced: null$/m);
  assert.equal(readHold(text, path).replaced, null);
});

test('a hold that a person wrote holds too, but is not canonical', () => {
  const text = `{version: 1, service: api, environment: prod, digest: "${hold.digest}", replaced: null, reason: stop, by: bob, since: 2026-11-24T09:00:00Z}`;
  assert.equal(readHold(text, path).reason, 'stop');
  assert.equal(canonicalHold(text), null);
  assert.equal(canonicalHold(renderHold(hold).replace('# This', '# Tihs')), null);
  assert.equal(canonicalHold(renderHold(hold).trimEnd()), null);
  assert.equal(canonicalHold('not: a hold'), null);
  assert.equal(canonicalHold('['), null);
});

const text = renderHold(hold);
const refusals: readonly (readonly [HoldErrorCode, yaml: string, says: RegExp])[] = [
  ['HOLD_YAML', 'version: [', /^holds\/prod\/api\.yaml:1:\d+ is not valid YAML/],
  ['HOLD_YAML', `${text}---\na: 1\n`, /a second document/],
  ['HOLD_YAML', `${text}reason: again\n`, /:12:1 repeats the key reason/],
  ['HOLD_YAML', 'a: &a [1]\nb: *a', /:1:7 uses the anchor &a/],
  ['HOLD_YAML', '', /is empty/],
  ['HOLD_YAML', text.replace('version: 1', 'version: 0x1'), /has the plain value "0x1"/],
  ['HOLD_YAML', '# nothing\n', /is empty/],
  ['HOLD_INVALID', '~', /must be a mapping/],
  ['HOLD_INVALID', '[]', /lacks the key version/],
  ['HOLD_INVALID', `${text}until: tomorrow\n`, /unknown key "until"/],
  ['HOLD_INVALID', `${text}__proto__: {}\n`, /unknown key "__proto__"/],
  ['HOLD_INVALID', text.replace(/^by: .*\n/m, ''), /lacks the key by/],
  ['HOLD_INVALID', text.replace('version: 1', 'version: 2'), /has version 2, but it must be 1/],
  [
    'HOLD_INVALID',
    text.replace(/^digest: .*$/m, 'digest: latest'),
    /has digest "latest", but it must be sha256: and 64/,
  ],
  ['HOLD_INVALID', text.replace(/^reason: .*$/m, 'reason: " "'), /reason " ", but it must be 1 to 1,000/],
  ['HOLD_INVALID', text.replace(/^reason: .*$/m, `reason: ${'x'.repeat(1_001)}`), /1,000 characters/],
  ['HOLD_INVALID', text.replace(/^by: .*$/m, 'by: "alice\\nbob"'), /must be a login/],
  ['HOLD_INVALID', text.replace(/^since: .*$/m, 'since: yesterday'), /must be a time in UTC/],
  ['HOLD_INVALID', text.replace(/^run: .*$/m, 'run: "javascript:alert(1)"'), /must be an http\(s\) URL/],
];

for (const [code, yaml, says] of refusals) {
  test(`${code}: ${says.source}`, () => {
    assert.throws(
      () => readHold(yaml, path),
      (error) =>
        error instanceof HoldError && error.code === code && says.test(error.message) && error.next.endsWith('.'),
    );
  });
}

test('what could not be read back is not written', () => {
  assert.throws(() => renderHold({ ...hold, reason: '' }), HoldError);
  assert.throws(() => renderHold({ ...hold, by: 'a\nb' }), HoldError);
});

test('every code has its test here', () => {
  assert.deepEqual([...new Set(refusals.map(([code]) => code))].toSorted(), Object.keys(holdErrorCodes).toSorted());
  assert.equal((parse(text) as { version: number }).version, 1);
});
