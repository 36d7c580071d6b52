import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../scripts/project.ts';

/** An empty folder for the cluster of a test file: `node_modules/.cache/clusters/<name>`. */
export function emptyDirectory(name: string): string {
  const directory = join(root, 'node_modules', '.cache', 'clusters', name);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  return directory;
}

/** Leaves what the programs printed, for whoever has to find out why a test failed. */
export function keepLogsOnly(directory: string): void {
  for (const entry of readdirSync(directory).filter((name) => name !== 'logs'))
    rmSync(join(directory, entry), { recursive: true, force: true });
}
