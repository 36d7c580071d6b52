import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { absolute } from '../examples/example-files.ts';

export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs `bitvault-gitops init` as a process of its own, whose standard input is no terminal. */
export async function runInit(...args: readonly string[]): Promise<Ended> {
  const entry = absolute('test/init/bitvault-gitops.ts');
  const child = spawn(process.execPath, ['--conditions=source', entry, 'init', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const [output, errors, code] = await Promise.all([
    child.stdout.setEncoding('utf8').toArray(),
    child.stderr.setEncoding('utf8').toArray(),
    ended,
  ]);
  return { code, output: output.join(''), errors: errors.join('') };
}

/** Text of every file below a directory by its path. */
export function readDirectory(directory: string): ReadonlyMap<string, string> {
  const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  return new Map(
    paths
      .filter((path) => statSync(join(directory, path)).isFile())
      .map((path) => path.replaceAll('\\', '/'))
      .toSorted()
      .map((path) => [path, readFileSync(join(directory, path), 'utf8')]),
  );
}
