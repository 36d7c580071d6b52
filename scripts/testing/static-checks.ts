import { run, seconds, tool, type Finished } from '../project.ts';

interface StaticCheck {
  readonly name: string;
  readonly fix: string;
  readonly check: () => Promise<Finished>;
}

const checks: readonly StaticCheck[] = [
  { name: 'types', fix: 'Fix the errors above.', check: () => run(tool('tsc'), ['-b']) },
  {
    name: 'generated files',
    fix: 'Run `npm run generate`.',
    check: () => run(process.execPath, ['--conditions=source', 'scripts/generate.ts', '--check']),
  },
  { name: 'format', fix: 'Run `npm run format`.', check: () => run(tool('oxfmt'), ['--check']) },
  {
    name: 'lint',
    fix: 'Fix the errors above.',
    check: () => run(tool('oxlint'), ['--type-aware', '--deny-warnings']),
  },
];

export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** Runs what needs no test runner, one after another, and shows the output of what fails. */
export async function staticChecks(say: (line: string) => void): Promise<Tally> {
  let failed = 0;
  for (const { name, fix, check } of checks) {
    const started = performance.now();
    const { code, output } = await check();
    if (code !== 0) {
      failed += 1;
      say(output.trimEnd());
      say(`✗ ${name} (${seconds(started)}). ${fix}`);
    } else say(`✓ ${name} (${seconds(started)})`);
  }
  return { passed: checks.length - failed, failed };
}
