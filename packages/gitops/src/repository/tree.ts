import { readdirSync, readFileSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { join, sep } from 'node:path';

/** The files of a repository as they lie on disk; paths from its root, with forward slashes. */
export interface Tree {
  /** Absolute path of the repository. */
  readonly root: string;
  readonly files: ReadonlySet<string>;
  /** Every folder with a file in or below it, without the root. */
  readonly folders: ReadonlySet<string>;
  /** Every symbolic link, wherever it leads. */
  readonly links: ReadonlySet<string>;
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
  const links = new Set<string>();
  const home = realpathSync(root);
  /** @param within real paths of the folders that led here, so that links that lead to each other end */
  const visit = (directory: string, within: readonly string[]): boolean => {
    const chain = [...within, realpathSync(join(root, directory))];
    let inhabited = false;
    for (const entry of readdirSync(join(root, directory), { withFileTypes: true })) {
      const path = directory === '' ? entry.name : `${directory}/${entry.name}`;
      if (isExcluded(path)) continue;
      if (entry.isSymbolicLink()) links.add(path);
      const kind = kindOf(entry, join(root, path), { home, chain });
      if (kind === 'file') files.add(path);
      const found = kind === 'file' || (kind === 'folder' && !passedOver.has(entry.name) && visit(path, chain));
      inhabited ||= found;
    }
    if (inhabited && directory !== '') folders.add(directory);
    return inhabited;
  };
  visit('', []);
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
  return { root, files, folders, links, text, lines };
}

interface Reached {
  readonly home: string;
  readonly chain: readonly string[];
}

/** A link counts as what it leads to, if that is in the repository and the link is not in it. */
function kindOf(entry: Dirent, path: string, { home, chain }: Reached): 'file' | 'folder' | 'other' {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  if (!entry.isSymbolicLink()) return 'other';
  const real = realOf(path);
  if (real === undefined || !real.startsWith(home + sep) || chain.some((folder) => isAtOrBelow(folder, real)))
    return 'other';
  const target = statSync(real);
  return target.isFile() ? 'file' : target.isDirectory() ? 'folder' : 'other';
}

const isAtOrBelow = (path: string, folder: string): boolean => `${path}${sep}`.startsWith(`${folder}${sep}`);

/** Undefined where a link leads to nothing, or in the end to itself. */
function realOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ELOOP'))
      return undefined;
    throw error;
  }
}
