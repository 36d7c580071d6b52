import { run } from 'node:test';
import { resolve } from 'node:path';
import { root } from '../project.ts';
import { report } from './report.ts';
import type { Tally } from './static-checks.ts';

/** Longer than any file takes, so that what hangs fails instead of holding up everything. */
const fileLimit = 300_000;

/** More than the two cores that they are made for, since some wait more than they work. */
export const atOnce = 3;

/** Runs test files, named from the root, some at a time and each in its own process, and reports on them. */
export function runTests(files: readonly string[], say: (line: string) => void): Promise<Tally> {
  const events = run({
    files: files.map((file) => resolve(root, file)),
    cwd: root,
    concurrency: atOnce,
    execArgv: ['--conditions=source'],
    timeout: fileLimit,
  });
  return report(events, files, say);
}
