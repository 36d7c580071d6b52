import { run } from 'node:test';
import { resolve } from 'node:path';
import { root } from '../project.ts';
import { report } from './report.ts';
import type { Tally } from './static-checks.ts';
import { suiteOf } from './test-files.ts';

/** Longer than any file takes, so that what hangs fails instead of holding up everything. */
const fileLimit = 1_200_000;

/** More than the two cores that they are made for, since some wait more than they work. */
export const atOnce = 3;

/** A cluster is twenty programs: of those fewer at once, and nothing else beside them. */
const atOnceOfClusters = 2;
const hasCluster = (file: string): boolean => suiteOf(file) === 'cluster';

/** Runs test files, named from the root, some at a time and each in its own process, and reports on them. */
export async function runTests(files: readonly string[], say: (line: string) => void): Promise<Tally> {
  const together = await runSome(
    files.filter((file) => !hasCluster(file)),
    atOnce,
    say,
  );
  const onClusters = await runSome(files.filter(hasCluster), atOnceOfClusters, say);
  return { passed: together.passed + onClusters.passed, failed: together.failed + onClusters.failed };
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
