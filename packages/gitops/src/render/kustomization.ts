import { posix } from 'node:path';
import type { Tree } from '../repository/tree.ts';
import { listAt, textAt } from '../yaml/fields.ts';
import { readYamlFile, type YamlFile } from '../yaml/yaml-file.ts';

const names = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** The file that makes a folder one for Kustomize. */
export function kustomizationIn(directory: string, tree: Tree): string | undefined {
  return names.map((name) => (directory === '' ? name : `${directory}/${name}`)).find((file) => tree.files.has(file));
}

/** What the kustomizations of a repository are made of. */
export class Kustomizations {
  /** Files that one has as resources: what becomes of them, only building it tells. */
  readonly resources = new Set<string>();
  /** Files that are put over resources, and are none. */
  readonly patches = new Set<string>();
  /** What each lists, by its folder. */
  readonly #listed = new Map<string, readonly string[]>();

  constructor(tree: Tree, yaml: ReadonlyMap<string, YamlFile>) {
    for (const file of [...tree.files].filter((path) => names.includes(posix.basename(path)))) {
      const directory = posix.dirname(file) === '.' ? '' : posix.dirname(file);
      const value = (yaml.get(file) ?? readYamlFile(file, tree.text(file))).documents[0]?.value;
      const within = (path: string): string => posix.normalize(posix.join(directory, path)).replace(/\/$/, '');
      const lists = (...fields: readonly string[]): readonly string[] =>
        fields.flatMap((field) => textsOf(listAt(value, [field]))).map(within);
      for (const path of lists('resources')) if (tree.files.has(path)) this.resources.add(path);
      for (const path of lists('patchesStrategicMerge', 'patches', 'patchesJson6902')) this.patches.add(path);
      this.#listed.set(directory, lists('resources', 'bases', 'components'));
    }
  }

  /** The files that become resources of these folders, through other kustomizations too. */
  filesOf(directories: readonly string[]): ReadonlySet<string> {
    const [files, seen] = [new Set<string>(), new Set<string>()];
    const visit = (path: string): void => {
      if (seen.has(path)) return;
      seen.add(path);
      const listed = this.#listed.get(path);
      if (listed === undefined) files.add(path);
      else listed.forEach(visit);
    };
    directories.forEach(visit);
    return files;
  }
}

/** Paths that are written as such, or in a field of that name. */
const textsOf = (list: readonly unknown[]): readonly string[] =>
  list.flatMap((item) => (typeof item === 'string' ? item : (textAt(item, ['path']) ?? [])));
