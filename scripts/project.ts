import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

/** The checkout's directory, whatever directory a script was started from. */
export const root = fileURLToPath(new URL('..', import.meta.url));

export interface Finished {
  readonly code: number;
  /** What the command wrote to both streams, in the order it arrived, without colours. */
  readonly output: string;
}

/** Runs a command at the root of the project without a shell; its output is kept, not shown. */
export function run(command: string, args: readonly string[]): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code: code ?? 1, output: stripVTControlCharacters(Buffer.concat(chunks).toString('utf8')) }),
    );
  });
}

/** The path of a development dependency's command. */
export const tool = (name: string): string => join(root, 'node_modules', '.bin', name);

export const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;
