import { digestFile, type EnvironmentName, type Policy } from '@bitvault/promotion';
import picomatch from 'picomatch';
import { posix } from 'node:path';
import type { Application, ApplicationSource } from '../../repository/application.ts';
import type { Repository } from '../../repository/repository.ts';
import { kustomizationIn } from '../../render/kustomization.ts';
import { isMapping, listAt, stringsIn, textAt } from '../../yaml/fields.ts';

/** Which Applications read which files when they are rendered. */
export interface Readers {
  /** Whether every Application is known, and what it reads. */
  readonly complete: boolean;
  /** Those that name the file, or a pattern that it fits. */
  naming(file: string): readonly Application[];
  /** Whether any Application may read it, by its name or with the folder that it is in. */
  anyOf(file: string): boolean;
}

class ReaderIndex implements Readers {
  complete: boolean;
  readonly #byFile = new Map<string, Set<Application>>();
  readonly #patterns: { readonly fits: (file: string) => boolean; readonly application: Application }[] = [];
  readonly #folders = new Set<string>();

  constructor(complete: boolean) {
    this.complete = complete;
  }

  file(path: string, application: Application): void {
    const readers = this.#byFile.get(path);
    if (readers === undefined) this.#byFile.set(path, new Set([application]));
    else readers.add(application);
  }

  pattern(path: string, application: Application): void {
    this.#patterns.push({ fits: picomatch(path), application });
  }

  folder(path: string): void {
    this.#folders.add(path);
  }

  naming(file: string): readonly Application[] {
    const fitting = this.#patterns.flatMap(({ fits, application }) => (fits(file) ? [application] : []));
    return [...new Set([...(this.#byFile.get(file) ?? []), ...fitting])];
  }

  anyOf(file: string): boolean {
    if (this.naming(file).length > 0) return true;
    for (let folder = posix.dirname(file); folder !== '.'; folder = posix.dirname(folder))
      if (this.#folders.has(folder)) return true;
    return this.#folders.has('');
  }
}

const known = new WeakMap<Repository, Readers>();

export function readersIn(repository: Repository): Readers {
  const found = known.get(repository);
  if (found !== undefined) return found;
  const index = new ReaderIndex(!repository.problems.some(({ code }) => code === 'SET_NOT_EXPANDED'));
  const reading = new FilesRead(repository);
  for (const application of repository.applications)
    for (const source of application.sources) reading.addTo(index, application, source);
  known.set(repository, index);
  return index;
}

class FilesRead {
  readonly #repository: Repository;
  readonly #kustomizations = new Map<string, ReadonlySet<string>>();
  readonly #chartsThatReadFiles = new Map<string, boolean>();

  constructor(repository: Repository) {
    this.#repository = repository;
  }

  addTo(index: ReaderIndex, application: Application, source: ApplicationSource): void {
    for (const { file, written } of source.valueFiles) {
      // A variable of the build environment, which is filled in only when Argo CD renders.
      if (/\$(?:\{?ARGOCD_)/.test(written)) index.complete = false;
      if (file === null) continue;
      if (/[*?[{]/.test(file)) index.pattern(file, application);
      else index.file(file, application);
    }
    for (const parameter of listAt(source.value, ['helm', 'fileParameters']))
      index.file(posix.join(source.directory, textAt(parameter, ['path']) ?? ''), application);
    if (!source.own || source.value['path'] === undefined) return;
    this.#addFolder(index, application, source);
  }

  #addFolder(index: ReaderIndex, application: Application, { tool, directory }: ApplicationSource): void {
    switch (tool) {
      case 'helm':
        index.file(posix.join(directory, 'values.yaml'), application);
        if (this.#readsFiles(directory)) index.folder(directory);
        return;
      case 'kustomize':
        for (const file of this.#kustomized(directory)) index.file(file, application);
        return;
      case 'directory':
        index.folder(directory);
        return;
      case 'plugin':
        index.complete = false;
        return;
      default:
        return tool satisfies never;
    }
  }

  /** Whether a template of the chart takes files by `.Files`. */
  #readsFiles(chart: string): boolean {
    const found = this.#chartsThatReadFiles.get(chart);
    if (found !== undefined) return found;
    const { tree } = this.#repository;
    const templates = chart === '' ? 'templates/' : `${chart}/templates/`;
    const reads = [...tree.files].some((file) => file.startsWith(templates) && tree.text(file).includes('.Files.'));
    this.#chartsThatReadFiles.set(chart, reads);
    return reads;
  }

  /** Every file that a kustomization leads to, itself and those of other kustomizations included. */
  #kustomized(directory: string): ReadonlySet<string> {
    const found = this.#kustomizations.get(directory);
    if (found !== undefined) return found;
    const files = new Set<string>();
    const waiting = [directory];
    const { tree, yaml } = this.#repository;
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
      const kustomization = kustomizationIn(folder, tree);
      if (kustomization === undefined || files.has(kustomization)) continue;
      files.add(kustomization);
      for (const { value } of yaml.get(kustomization)?.documents ?? []) {
        for (const [, text] of stringsIn(value)) {
          const path = posix.join(folder, text.split('=').at(-1) ?? '').replace(/\/$/, '');
          if (tree.files.has(path)) files.add(path);
          else if (tree.folders.has(path)) waiting.push(path);
        }
      }
    }
    this.#kustomizations.set(directory, files);
    return files;
  }
}

/** The Applications, without previews, that read a digest of the environment. */
export function applicationsOf(
  repository: Repository,
  policy: Policy,
  environment: EnvironmentName,
): ReadonlySet<Application> {
  const readers = readersIn(repository);
  const files = new Set([...policy.services.keys()].map((service) => digestFile(policy, environment, service)));
  const reading = [...files].flatMap((file) => readers.naming(file));
  return new Set(reading.filter(({ from }) => from?.preview !== true));
}

/** Whether a mapping on the way to a value says that what it describes is switched off. */
export function isSwitchedOff(value: unknown, path: readonly string[]): boolean {
  let current = value;
  for (const key of path) {
    if (!isMapping(current)) return false;
    if (current['enabled'] === false) return true;
    current = current[key];
  }
  return false;
}
