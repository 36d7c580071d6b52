import { run } from 'node:test';
import { resolve } from 'node:path';
import { root } from '../project.ts';
import { report } from './report.ts';
import type { Tally } from './static-checks.ts';
import { suiteOf } from './test-files.ts';

/** Longer than any file takes, so that what hangs fails instead of holding up everything. */
const fileLimit = 600_000;

/** More than the two cores that they are made for, since some wait more than they work. */
export const atOnce = 3;

/** A cluster keeps the machine busy by itself, and what it waits for would not come in time beside another. */
const oneByOne = (file: string): boolean => suiteOf(file) === 'cluster';

/** Runs test files, named from the root, some at a time and each in its own process, and reports on them. */
export async function runTests(files: readonly string[], say: (line: string) => void): Promise<Tally> {
  const together = await runSome(
    files.filter((file) => !oneByOne(file)),
    atOnce,
    say,
  );
  const single = await runSome(files.filter(oneByOne), 1, say);
  return { passed: together.passed + single.passed, failed: together.failed + single.failed };
}

async function runSome(files: readonly string[], concurrency: number, say: (line: string) => void): Promise<Tally> {
  if (files.length === 0) return { passed: 0, failed: 0 };
  const events = run({
    files: files.map((file) => resolve(root, file)),
    cwd: root,
    concurrency,
    execArgv: ['--conditions=source'],
    timeout: fileLimit,
  });
  return report(events, files, say);
}
