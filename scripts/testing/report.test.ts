import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, describe, test } from 'node:test';
import { root } from '../project.ts';

const directory = mkdtempSync(join(tmpdir(), 'report-'));
after(() => rmSync(directory, { recursive: true }));

const program = join(directory, 'program.mjs');
writeFileSync(
  program,
  `const { runTests } = await import(${JSON.stringify(join(import.meta.dirname, 'run-tests.ts'))});
  console.log(JSON.stringify(await runTests(process.argv.slice(2), console.log)));`,
);

/** Runs test files with the given sources in a process of their own; a run cannot be nested in another. */
function reportOn(...sources: readonly string[]): { tally: unknown; shown: string } {
  const files = sources.map((source, index) => {
    const file = join(directory, `${index}.test.mjs`);
    writeFileSync(file, `import { describe, test } from 'node:test';\n${source}\n`);
    return relative(root, file).replaceAll('\\', '/');
  });
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { stdout } = spawnSync(process.execPath, [program, ...files], { env, encoding: 'utf8' });
  const lines = stdout.trimEnd().split('\n');
  return { tally: JSON.parse(lines.at(-1) ?? ''), shown: lines.slice(0, -1).join('\n') };
}

describe('a report counts', () => {
  test('tests that passed, in suites and below other tests', () => {
    const source = `test('a', async (t) => { await t.test('b', () => {}); }); describe('s', () => { test('c', () => {}); });`;
    const { tally, shown } = reportOn(source, `test('d', () => {});`);
    assert.deepEqual(tally, { passed: 4, failed: 0 });
    assert.match(shown, /✓ .*0\.test\.mjs \(3 passed/);
  });

  test('a failure once, and shows its cause and what the file printed', () => {
    const source = `console.log('a hint'); describe('s', () => {
      test('breaks', () => { throw new Error('outer', { cause: new Error('inner') }); }); });`;
    const { tally, shown } = reportOn(source);
    assert.deepEqual(tally, { passed: 0, failed: 1 });
    for (const part of [/✗ breaks \(line 3\)/, /outer/, /inner/, /a hint/]) assert.match(shown, part);
  });

  test('tests of suites side by side once, whichever ends first', () => {
    const source = `const ended = Promise.withResolvers();
      describe('all', { concurrency: true }, () => {
        describe('first', { concurrency: 1 }, () => { test('a', () => ended.promise); test('b', () => {}); });
        describe('second', { concurrency: 1 }, () => { test('c', () => {}); test('d', () => ended.resolve()); });
        describe('third', { concurrency: 1 }, () => { test('e', () => {}); test('f', () => {}); });
      });`;
    assert.deepEqual(reportOn(source).tally, { passed: 6, failed: 0 });
  });

  test('a failed hook of a suite', () => {
    const source = `import { before } from 'node:test';
      describe('s', () => { before(() => { throw new Error('hook'); }); test('a', () => {}); });`;
    assert.match(reportOn(source).shown, /hook/);
  });

  for (const [what, source] of [
    ['a file without tests', ''],
    ['a file that does not load', `throw new Error('at load');`],
    ['a file that exits with 0 at once', `test('a', () => {}); test('b', () => process.exit(0));`],
    ['a skipped test', `test.skip('a', () => {});`],
    ['a test still to do', `test.todo('a');`],
  ] as const) {
    test(`${what} as failed`, () => {
      assert.deepEqual(reportOn(source).tally, { passed: 0, failed: 1 });
    });
  }

  test('an error after the end of the tests, beside what passed', () => {
    const { tally } = reportOn(`test('a', () => { setImmediate(() => { throw new Error('late'); }); });`);
    assert.deepEqual(tally, { passed: 1, failed: 1 });
  });
});
