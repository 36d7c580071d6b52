import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { canonicalHold, holdPath, readHold, renderHold, type Hold } from './hold.ts';
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
