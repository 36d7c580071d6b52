import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { promisify } from 'node:util';
import { peersPath } from '../../../scripts/peers/folders.ts';

const run = promisify(execFile);

export interface Cosign {
  /** Runs cosign; rejects where it ends with another code than 0. */
  run(...args: readonly string[]): Promise<{ readonly stdout: string; readonly stderr: string }>;
  /** Runs a line of shell that names cosign. */
  shell(line: string): Promise<{ readonly stdout: string; readonly stderr: string }>;
  /** Writes a file that an argument can name. */
  file(name: string, text: string): Promise<string>;
}

/** The real cosign, with a home folder of its own that is removed after the test file. */
export async function startCosign(): Promise<Cosign> {
  const folder = await mkdtemp(join(tmpdir(), 'cosign-'));
  after(() => rm(folder, { recursive: true }));
  const env = { ...process.env, PATH: peersPath, HOME: folder };
  return {
    run: (...args) => run('cosign', args, { env }),
    shell: (line) => run('sh', ['-c', line], { env }),
    file: async (name, text) => {
      const path = join(folder, name);
      await writeFile(path, text);
      return path;
    },
  };
}
