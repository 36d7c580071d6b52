import { relative } from 'node:path';
import type { EventData } from 'node:test';
import type { TestEvent } from 'node:test/reporters';
import { inspect } from 'node:util';
import { root } from '../project.ts';
import type { Tally } from './static-checks.ts';

type Say = (line: string) => void;

interface FileResult {
  readonly startedAt: number;
  readonly failures: string[];
  readonly output: string[];
  /** What tests say of themselves (`t.diagnostic`), shown also where they pass. */
  readonly told: string[];
  /** Ids of the tests that ended: of suites side by side, Node tells of some again. */
  readonly ended: Set<number>;
  passed: number;
  /** Whether the file's process reported to its end, instead of exiting in the middle with code 0. */
  reported: boolean;
  shown: boolean;
}

/**
 * Follows a test run and says one line a file, and before it each failure in full with what the file printed. A file
 * without a test, one that exits before its end, and a test that is skipped or still to do count as failed: nothing
 * was shown by them.
 */
export async function report(events: AsyncIterable<TestEvent>, files: readonly string[], say: Say): Promise<Tally> {
  const results = new Map<string, FileResult>(files.map((file) => [file, newResult()]));
  const find = (event: object) => results.get(origin(event));
  for await (const { type, data } of events) {
    if (type === 'test:dequeue' && data.name === data.file) results.set(origin(data), newResult());
    if (type === 'test:stdout' || type === 'test:stderr') hear(find(data), data.message, say);
    if (type === 'test:diagnostic') find(data)?.told.push(data.message);
    if (type === 'test:complete') {
      const result = find(data);
      if (result === undefined) continue;
      const isFile = data.name === data.file;
      if (isFile || !result.ended.has(data.testId)) record(result, data);
      if (isFile) show(origin(data), result, say);
      else result.ended.add(data.testId);
    }
    if (type === 'test:summary' && data.file !== undefined) {
      const result = find(data);
      if (result !== undefined) result.reported = true;
    }
  }
  return total(results, say);
}

const newResult = (): FileResult => ({
  startedAt: performance.now(),
  failures: [],
  output: [],
  told: [],
  ended: new Set(),
  passed: 0,
  reported: false,
  shown: false,
});

/** The test file that an event belongs to; `file` alone may be a module that defines tests for several. */
function origin(event: object): string {
  const entry = 'entryFile' in event && typeof event.entryFile === 'string' ? event.entryFile : undefined;
  const file = 'file' in event && typeof event.file === 'string' ? event.file : '';
  return relative(root, entry ?? file).replaceAll('\\', '/');
}

/** A crash's last words may come after its end was reported. */
function hear(result: FileResult | undefined, message: string, say: Say): void {
  if (result?.shown === true && result.failures.length > 0) say(indent(message.trimEnd()));
  else result?.output.push(message);
}

function record(result: FileResult, test: EventData.TestComplete): void {
  const { passed, error, type } = test.details;
  const isFile = test.name === test.file;
  if (!passed) {
    if (isSubtestFailure(error)) return;
    result.failures.push(`${place(test)}\n${indent(explain(error?.cause ?? error))}`);
  } else if (test.skip !== undefined || test.todo !== undefined) {
    result.failures.push(`${place(test)}\n    was not run: tests are neither skipped nor left to do here`);
  } else if (type === 'test' && !isFile) result.passed += 1;
}

/** Whole, with causes; an assertion's message holds its values already. */
function explain(error: unknown): string {
  const isAssertion = error instanceof Error && 'code' in error && error.code === 'ERR_ASSERTION';
  return isAssertion ? (error.stack ?? error.message) : inspect(error);
}

/** A parent fails with its children, and they were counted. */
const isSubtestFailure = (error: Error | undefined): boolean =>
  error !== undefined && 'failureType' in error && error.failureType === 'subtestsFailed';

const place = (test: EventData.TestComplete): string =>
  test.name === test.file ? 'the file as a whole' : `${test.name} (line ${test.line ?? '?'})`;

const indent = (text: string): string => text.replaceAll(/^/gm, '    ');

function show(file: string, result: FileResult, say: Say): void {
  result.shown = true;
  for (const message of result.told) say(message);
  if (result.passed === 0 && result.failures.length === 0) result.failures.push('the file reported no test');
  const took = ((performance.now() - result.startedAt) / 1000).toFixed(1);
  if (result.failures.length === 0) {
    say(`✓ ${file} (${result.passed} passed in ${took} s)`);
    return;
  }
  if (result.output.length > 0) say(indent(`printed by ${file}:\n${result.output.join('').trimEnd()}`));
  for (const failure of result.failures) say(`  ✗ ${failure}`);
  say(`✗ ${file} (${result.passed} passed, ${result.failures.length} failed in ${took} s)`);
}

function total(results: ReadonlyMap<string, FileResult>, say: Say): Tally {
  let passed = 0;
  let failed = 0;
  for (const [file, result] of results) {
    if (!result.reported && result.failures.length === 0) {
      result.failures.push('ended early');
      say(`✗ ${file} ended before it had reported all of its tests`);
    }
    passed += result.passed;
    failed += result.failures.length;
  }
  return { passed, failed };
}
