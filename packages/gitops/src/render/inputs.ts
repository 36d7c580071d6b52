import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tree } from '../repository/tree.ts';
import type { KustomizationInputs } from './kustomization.ts';

/** Content hashes of files and folders; each is read once. */
export class ContentHashes {
  readonly #tree: Tree;
  readonly #files = new Map<string, string>();
  readonly #folders = new Map<string, string>();
  #byFolder: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  file(path: string): string {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    // The program that wants it will say so.
    if (!this.#tree.files.has(path)) return 'absent';
    const hash = createHash('sha256')
      .update(readFileSync(join(this.#tree.root, path)))
      .digest('base64');
    this.#files.set(path, hash);
    return hash;
  }

  /** Of everything in and below the folder, with its names. */
  folder(path: string): string {
    const known = this.#folders.get(path);
    if (known !== undefined) return known;
    const within = this.#filesBelow(path).map((file) => [file.slice(path.length), this.file(file)]);
    const hash = createHash('sha256').update(JSON.stringify(within)).digest('base64');
    this.#folders.set(path, hash);
    return hash;
  }

  /** Of all that a kustomization reads. */
  kustomization({ paths }: KustomizationInputs): string {
    return [...paths]
      .toSorted()
      .map((path) => (this.#tree.files.has(path) ? this.file(path) : this.folder(path)))
      .join();
  }

  #filesBelow(path: string): readonly string[] {
    this.#byFolder ??= byTopFolder(this.#tree.files);
    const candidates = path === '' ? this.#tree.files : (this.#byFolder.get(path.split('/')[0] ?? '') ?? []);
    return [...candidates].filter((file) => path === '' || file.startsWith(`${path}/`)).toSorted();
  }
}

function byTopFolder(files: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const file of files) {
    const [top = ''] = file.split('/', 1);
    const group = groups.get(top) ?? [];
    group.push(file);
    groups.set(top, group);
  }
  return groups;
}
