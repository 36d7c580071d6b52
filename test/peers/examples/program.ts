import { spawnSync } from 'node:child_process';
import { delimiter } from 'node:path';
import { absolute } from '../../examples/example-files.ts';

const installed = ['node_modules/.cache/peers/bin', 'node_modules/.cache/peers/debian/usr/bin'].map(absolute);

/** Puts what scripts/peers/examples.ts installs before everything else on the PATH of this process. */
export function useInstalledPrograms(): void {
  process.env['PATH'] = [...installed, process.env['PATH'] ?? ''].join(delimiter);
}

/** What a program says; throws where it is missing or fails, with how to get it or what it complained about. */
export function runProgram(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): string {
  const { error, status, stdout, stderr } = spawnSync(program, args, {
    cwd: absolute(''),
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 1 << 26,
  });
  if (error !== undefined)
    throw new Error(`${program} cannot be run; scripts/peers/examples.ts installs it`, { cause: error });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}
