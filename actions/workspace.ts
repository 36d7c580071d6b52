import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** Where a job has its files, and what the path of an input is relative to. */
export const workspaceOf = (env: NodeJS.ProcessEnv): string => env['GITHUB_WORKSPACE'] ?? process.cwd();

/** Writes what an input asks for, with the folders that lead there. */
export async function writeOutputFile(env: NodeJS.ProcessEnv, path: string, text: string): Promise<void> {
  const file = resolve(workspaceOf(env), path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
