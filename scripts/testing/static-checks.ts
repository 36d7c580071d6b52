import { run, seconds, tool, type Finished } from '../project.ts';

interface StaticCheck {
  readonly name: string;
  readonly mend: string;
  readonly check: () => Promise<Finished>;
}

const checks: readonly StaticCheck[] = [
  { name: 'types', mend: 'Mend the errors above.', check: () => run(tool('tsc'), ['-b']) },
  {
    name: 'generated files',
    mend: 'Run `npm run generate`.',
    check: () => run(process.execPath, ['--conditions=source', 'scripts/generate.ts', '--check']),
  },
  { name: 'format', mend: 'Run `npm run format`.', check: () => run(tool('oxfmt'), ['--check']) },
  {
    name: 'lint',
    mend: 'Mend the errors above.',
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
  for (const { name, mend, check } of checks) {
    const started = performance.now();
    const { code, output } = await check();
    if (code !== 0) {
      failed += 1;
      say(output.trimEnd());
      say(`✗ ${name} (${seconds(started)}). ${mend}`);
    } else say(`✓ ${name} (${seconds(started)})`);
  }
  return { passed: checks.length - failed, failed };
}
