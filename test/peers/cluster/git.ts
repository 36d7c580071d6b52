import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs git in a folder, as somebody with a name, and gives what it prints. */
export const git = (directory: string, ...args: readonly string[]): string => gitWith({}, directory, ...args);

export function gitWith(
  variables: Readonly<Record<string, string>>,
  directory: string,
  ...args: readonly string[]
): string {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
  const env = { ...process.env, ...variables };
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], {
    cwd: directory,
    encoding: 'utf8',
    env,
  });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}

/** For remotes that this process itself serves. */
export async function gitWithoutBlocking(directory: string, ...args: readonly string[]): Promise<void> {
  await promisify(execFile)('git', args, { cwd: directory });
}
