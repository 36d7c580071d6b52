import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { markdownText } from './index.ts';

const host = fileURLToPath(new URL('reporting.test-host.ts', import.meta.url));

interface Said {
  /** By number and way. */
  readonly results: Readonly<Record<string, string>>;
  /** All that anybody gets to see of it. */
  readonly shown: string;
}

/** Runs the talkative action with each of the secrets, in a process of its own. */
async function sayAll(secrets: readonly string[]): Promise<Said> {
  const directory = mkdtempSync(join(tmpdir(), 'reporting-'));
  try {
    const list = join(directory, 'secrets.json');
    writeFileSync(list, JSON.stringify(secrets));
    const left = join(directory, 'left');
    const printed = await new Promise<string>((resolve, reject) => {
      const options = { maxBuffer: 1024 * 1024 * 1024 };
      const args = [...process.execArgv.filter((each) => each.startsWith('--conditions')), host, list, left];
      execFile(process.execPath, args, options, (error, out, err) =>
        error !== null && error.code !== 1 ? reject(error) : resolve(out + err),
      );
    });
    const files = readdirSync(left).map((name) => [name, readFileSync(join(left, name), 'utf8')] as const);
    const results = files.flatMap(([name, text]) => {
      const result = /^result<<(\S+)\n(.*)\n\1$/m.exec(text)?.[2];
      return name.endsWith('.output') ? [[name.replace('.output', ''), result ?? 'none'] as const] : [];
    });
    const seen = printed
      .replaceAll(/^::add-mask::.*$/gm, '')
      .replaceAll('%0A', '\n')
      .replaceAll('%0D', '\r')
      .replaceAll('%25', '%');
    return { results: Object.fromEntries(results), shown: [seen, ...files.map(([, text]) => text)].join('\n') };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const ends = { done: 'done', refused: 'refused', thrown: 'refused', foreseen: 'refused', unmade: 'done' };

async function assertUnsaid(secrets: readonly string[]): Promise<void> {
  const { results, shown } = await sayAll(secrets);
  const expected = secrets.flatMap((_, number) => Object.entries(ends).map(([way, end]) => [`${number}.${way}`, end]));
  assert.deepEqual(results, Object.fromEntries(expected), shown.slice(0, 2_000));
  for (const secret of secrets) {
    const forms = [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), markdownText(secret)];
    const basic = Buffer.from(`robot:${secret}`).toString('base64').slice(8, -4);
    const parts = secret.length > 60 ? [secret.slice(0, 40), secret.slice(-40), secret.slice(20, 60)] : [];
    for (const form of [...forms, ...(basic.length > 20 ? [basic] : []), ...parts])
      assert.ok(!shown.includes(form), `of ${secret.length} characters: ${form.slice(0, 60)}`);
  }
}

const alphabets = {
  'letters and digits': 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
  'marks of Markdown and patterns': '*_[]()\\`|<>&#!$^.?+{}"\'%=/:;~@,abcdefghijklmnopqrstuvwxyz',
  'characters of several bytes': 'äöüßéèñçøåæœþðžšłđħıŋ日本語中文한국어😀𐍈абвгдежзик',
};
type Alphabet = keyof typeof alphabets;

/** The same for the same seed. */
function secretOf(length: number, alphabet: Alphabet, seed: string): string {
  const letters = Array.from(alphabets[alphabet]).filter((letter) => letter.length === 1);
  const bytes = createHash('shake256', { outputLength: length }).update(`${alphabet} ${length} ${seed}`).digest();
  return Array.from(bytes, (byte) => letters[byte % letters.length]).join('');
}

suite('a secret stands in no log line, annotation, error, cause, output or summary', () => {
  const lengths = [4, 5, 16, 64, 200, 1_000, 1_999, 2_000, 2_368, 2_549, 2_550, 2_551, 2_658, 3_188, 4_252, 100_000];
  for (const alphabet of Object.keys(alphabets) as Alphabet[])
    test(`of ${alphabet}`, () => assertUnsaid(lengths.map((length) => secretOf(length, alphabet, ''))));

  test('of any length', async () => {
    const length = fc.oneof(
      { weight: 20, arbitrary: fc.integer({ min: 4, max: 5_000 }) },
      { weight: 1, arbitrary: fc.integer({ min: 5_000, max: 100_000 }) },
    );
    const alphabet = fc.constantFrom(...(Object.keys(alphabets) as Alphabet[]));
    const secret = fc.tuple(length, alphabet, fc.string()).map((parts) => secretOf(...parts));
    const batch = fc.array(secret, { minLength: 10, maxLength: 12 });
    await fc.assert(fc.asyncProperty(batch, assertUnsaid), { numRuns: 4, endOnFailure: true });
  });

  test('of three characters or fewer changes nothing either', async () => {
    const secrets = ['a', 'ab', 'abc', '*', '"', '\\', '::', '##['];
    const { results } = await sayAll(secrets);
    const expected = secrets.flatMap((_, number) =>
      Object.entries(ends).map(([way, end]) => [`${number}.${way}`, end]),
    );
    assert.deepEqual(results, Object.fromEntries(expected));
  });
});
