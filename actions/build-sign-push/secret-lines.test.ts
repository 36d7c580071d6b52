import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseSecrets } from './secret-lines.ts';

test('secrets are lines, or records in double quotes over several lines', () => {
  assert.deepEqual(parseSecrets('a=1\n\n  b=2=3 \r\n"c=line one\n\nline ""two"""\nd=x"y'), [
    { id: 'a', value: '1' },
    { id: 'b', value: '2=3' },
    { id: 'c', value: 'line one\n\nline "two"' },
    { id: 'd', value: 'x"y' },
  ]);
});

test('what is not of this form is refused without a word of it', () => {
  for (const raw of [
    'hush',
    '=hush',
    'a=',
    '-a=hush',
    'a,b=hush',
    'a =hush',
    '"a=hush',
    '"a=hush" trailing',
    'a=hu\0sh',
  ]) {
    assert.throws(
      () => parseSecrets(raw),
      (error: Error) => !error.message.includes('hush') && error.message.startsWith('lines of the form'),
      raw,
    );
  }
});

test('any value comes through quotes as it is', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 }).filter((value) => !value.includes('\0'))), (values) => {
      const raw = values.map((value, index) => `"s${index}=${value.replaceAll('"', '""')}"`).join('\n');
      assert.deepEqual(
        parseSecrets(raw).map(({ value }) => value),
        values,
      );
    }),
  );
});

test('100 kB of quotes are read at once', () => {
  const started = performance.now();
  assert.throws(() => parseSecrets('"'.repeat(100_001)));
  assert.throws(() => parseSecrets(`"${'a\n"'.repeat(30_000)}`));
  assert.ok(performance.now() - started < 200);
});
