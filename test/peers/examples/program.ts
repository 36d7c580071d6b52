import { spawnSync } from 'node:child_process';
import { peersPath } from '../../../scripts/peers/folders.ts';
import { absolute } from '../../examples/example-files.ts';

/** Puts the peers before everything else on the PATH of this process. */
export function useInstalledPrograms(): void {
  process.env['PATH'] = peersPath;
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
  if (error !== undefined) throw new Error(`${program} cannot be run; npm run peers brings it`, { cause: error });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}
