import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Tree } from '../repository/tree.ts';
import { stringsIn } from '../yaml/fields.ts';
import type { FieldPath } from '../yaml/location.ts';
import { readYamlFile } from '../yaml/yaml-file.ts';
import { kustomizationIn } from './kustomization.ts';
import { outsideError } from './rendered.ts';

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

  /** Of a folder with a kustomization and of all that it refers to, through other kustomizations too. */
  kustomization(directory: string): string {
    const folders = [...kustomizationClosure(directory, this.#tree)].toSorted();
    return folders.map((folder) => (this.#tree.files.has(folder) ? this.file(folder) : this.folder(folder))).join();
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

/**
 * The folders and files that building a kustomization reads.
 *
 * @throws RenderError `RENDER_OUTSIDE` where it wants something of another repository.
 */
function kustomizationClosure(directory: string, tree: Tree, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(directory)) return seen;
  seen.add(directory);
  const file = kustomizationIn(directory, tree);
  if (file === undefined) return seen;
  const visit = (name: string, content: string): void => {
    for (const [path, written] of stringsIn(readYamlFile(name, content).documents.map(({ value }) => value))) {
      // Files of a generator may be written as `key=path`.
      const text = written.replace(/^[\w.-]+=/, '');
      const target = posix.normalize(posix.join(directory, text));
      if (tree.folders.has(target)) kustomizationClosure(target, tree, seen);
      else if (tree.files.has(target)) {
        if (isPlugin(path) && !seen.has(target)) visit(target, tree.text(target));
        seen.add(target);
      } else if (isFetched(path) && isAddress(text))
        throw outsideError(`${file} wants ${text}, which is not in the repository`);
      else if (isPlugin(path)) visit(name, written);
    }
  };
  visit(file, tree.text(file));
  return seen;
}

/** Fields whose addresses Kustomize fetches, in whatever letters: it reads them as Go reads JSON. */
const fetched =
  /^(?:resources|bases|components|generators|transformers|validators|crds|configurations|path|files|envs?)$/i;

const isFetched = (path: FieldPath): boolean => path.some((key) => fetched.test(String(key)));

/** Whether it stands for a plugin, which is written there or in a file of its own, with files that it reads. */
const isPlugin = (path: FieldPath): boolean =>
  path.some((key) => /^(?:generators|transformers|validators)$/i.test(String(key)));

/** As Kustomize tells, of what is no file or folder. */
const isAddress = (text: string): boolean => /^[a-z+]+:\/\/|^git@|^(?:[\w-]+\.)+[a-z]+\/|\.git\b|[?&]ref=/.test(text);
