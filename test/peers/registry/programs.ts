import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { peersPath } from '../../../scripts/peers/folders.ts';

const execute = promisify(execFile);

/** What a program writes to its output; throws where it is missing or fails. */
export async function runPeer(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { stdout } = await execute(program, args, {
    env: { ...process.env, PATH: peersPath, ...env },
    timeout: 60_000,
  });
  return stdout;
}
