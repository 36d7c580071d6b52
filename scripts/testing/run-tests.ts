import { run } from 'node:test';
import { join, resolve } from 'node:path';
import { root } from '../project.ts';
import { report } from './report.ts';
import type { Tally } from './static-checks.ts';
import { suiteOf } from './test-files.ts';

// Every file and every step of a workflow starts a process of its own, and would compile what it imports each time.
process.env['NODE_COMPILE_CACHE'] ??= join(root, 'node_modules', '.cache', 'compiled');

/** Longer than any file takes, so that what hangs fails instead of holding up everything. */
const fileLimit = 1_200_000;

/** More than the two cores that they are made for, since some wait more than they work. */
export const atOnce = 3;

/** A cluster is twenty programs: of those fewer at once, and nothing else beside them. */
const atOnceOfClusters = 2;
const hasCluster = (file: string): boolean => suiteOf(file) === 'cluster';

/** Canaries take their time, so what has them begins first. */
const hasCanaries = (file: string): boolean => /\/cluster\/(?:loop|canary|init|failures)\.test\.ts$/.test(file);

export interface Running {
  /** Milliseconds that a file may take beyond the usual limit. */
  readonly longer?: number;
}

/** Runs test files, named from the root, some at a time and each in its own process, and reports on them. */
export async function runTests(
  files: readonly string[],
  say: (line: string) => void,
  { longer = 0 }: Running = {},
): Promise<Tally> {
  const timeout = fileLimit + longer;
  const beside = files.filter((file) => !hasCluster(file));
  const together = await runSome(beside, { concurrency: atOnce, timeout }, say);
  const clusters = files.filter(hasCluster);
  const slowestFirst = [...clusters.filter(hasCanaries), ...clusters.filter((file) => !hasCanaries(file))];
  const onClusters = await runSome(slowestFirst, { concurrency: atOnceOfClusters, timeout }, say);
  return { passed: together.passed + onClusters.passed, failed: together.failed + onClusters.failed };
}

async function runSome(
  files: readonly string[],
  limits: { readonly concurrency: number; readonly timeout: number },
  say: (line: string) => void,
): Promise<Tally> {
  if (files.length === 0) return { passed: 0, failed: 0 };
  const events = run({
    files: files.map((file) => resolve(root, file)),
    cwd: root,
    execArgv: ['--conditions=source'],
    ...limits,
  });
  return report(events, files, say);
}
