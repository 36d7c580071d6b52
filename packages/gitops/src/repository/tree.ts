import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files of a repository as they lie on disk; paths from its root, with forward slashes. */
export interface Tree {
  /** Absolute path of the repository. */
  readonly root: string;
  readonly files: ReadonlySet<string>;
  /** Every folder with a file in or below it, without the root. */
  readonly folders: ReadonlySet<string>;
  /** Read once. */
  text(path: string): string;
  /** The text without its line breaks. */
  lines(path: string): readonly string[];
}

/** Neither of them belongs to what Argo CD reads. */
const passedOver = new Set(['.git', 'node_modules']);

export function readTree(root: string, isExcluded: (path: string) => boolean = () => false): Tree {
  const files = new Set<string>();
  const folders = new Set<string>();
  const visit = (directory: string): boolean => {
    let inhabited = false;
    for (const entry of readdirSync(join(root, directory), { withFileTypes: true })) {
      const path = directory === '' ? entry.name : `${directory}/${entry.name}`;
      if (isExcluded(path)) continue;
      if (entry.isFile()) files.add(path);
      const found = entry.isFile() || (entry.isDirectory() && !passedOver.has(entry.name) && visit(path));
      inhabited ||= found;
    }
    if (inhabited && directory !== '') folders.add(directory);
    return inhabited;
  };
  visit('');
  const texts = new Map<string, string>();
  const divided = new Map<string, readonly string[]>();
  const text = (path: string): string => {
    const read = texts.get(path) ?? readFileSync(join(root, path), 'utf8');
    texts.set(path, read);
    return read;
  };
  const lines = (path: string): readonly string[] => {
    const known = divided.get(path) ?? text(path).split(/\r?\n/);
    divided.set(path, known);
    return known;
  };
  return { root, files, folders, text, lines };
}
