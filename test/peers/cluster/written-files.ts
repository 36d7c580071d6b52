import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Texts by their paths below a folder. */
export type WrittenFiles = ReadonlyMap<string, string>;

export function written(folder: string): WrittenFiles {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [relative(folder, path), readFileSync(path, 'utf8')]));
}
