import { causesOf, reportWarning, type Runtime } from '@bitvault/action-kit';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** Where a job has its files, and what the path of an input is relative to. */
export const workspaceOf = (env: NodeJS.ProcessEnv): string => env['GITHUB_WORKSPACE'] ?? process.cwd();

/**
 * Writes the report that an input asks for, with the folders that lead there, and gives the path as it was asked for;
 * empty, with a warning, where it cannot be written: what it reports on is not undone by that.
 */
export async function writeReportFile(runtime: Runtime, input: string, path: string, text: string): Promise<string> {
  const file = resolve(workspaceOf(runtime.env), path);
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    return path;
  } catch (error) {
    runtime.warn(
      reportWarning('FILES_LOST', `the file of \`${input}\` could not be written (${causesOf(error)})`, askedFor),
    );
    return '';
  }
}

const askedFor = 'If it is wanted, name a file in a folder that the job may write to, and run again.';
