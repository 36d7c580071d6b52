import { execFile } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const peers = join(import.meta.dirname, '../../../node_modules/.cache/peers');

/** With what scripts/peers/registries.ts installs before everything else. */
export const peerPath = [join(peers, 'bin'), join(peers, 'debian/usr/bin'), process.env['PATH']].join(delimiter);

const execute = promisify(execFile);

/** What a program writes to its output; throws where it is missing or fails. */
export async function runPeer(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { stdout } = await execute(program, args, { env: { ...process.env, PATH: peerPath, ...env }, timeout: 60_000 });
  return stdout;
}
