import { posix } from 'node:path';
import { parse } from 'yaml';
import type { Tree } from '../repository/tree.ts';
import { isMapping, listAt, stringsIn, textAt } from '../yaml/fields.ts';
import type { YamlFile } from '../yaml/yaml-file.ts';
import { RenderError } from './rendered.ts';

/** The file that makes a folder one for Kustomize. */
export function kustomizationIn(directory: string, tree: Tree): string | undefined {
  const names = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
  return names.map((name) => (directory === '' ? name : `${directory}/${name}`)).find((file) => tree.files.has(file));
}

export interface KustomizationLists {
  /** Files that a kustomization has as resources: what becomes of them, only building it tells. */
  readonly resources: ReadonlySet<string>;
  /** Files that are put over resources, and are none. */
  readonly patches: ReadonlySet<string>;
}

/** The files that the kustomizations of the repository list, as they are read already. */
export function kustomizationLists(files: Iterable<YamlFile>): KustomizationLists {
  const [resources, patches] = [new Set<string>(), new Set<string>()];
  for (const { path, documents } of files) {
    if (!/(?:^|\/)kustomization\.ya?ml$/.test(path)) continue;
    const value = documents[0]?.value;
    const within = (file: string): string => posix.normalize(posix.join(posix.dirname(path), file));
    for (const [, file] of stringsIn(listAt(value, ['resources']))) resources.add(within(file));
    for (const field of ['patches', 'patchesJson6902'])
      for (const patch of listAt(value, [field])) patches.add(within(textAt(patch, ['path']) ?? ''));
    for (const [, file] of stringsIn(listAt(value, ['patchesStrategicMerge']))) patches.add(within(file));
  }
  return { resources, patches };
}

/** What building a kustomization reads, through other kustomizations too. */
export interface KustomizationInputs {
  /** Folders and files. */
  readonly paths: ReadonlySet<string>;
  /** The first kustomization that has Helm render charts. */
  readonly inflating: string | undefined;
}

/** @throws RenderError `RENDER_OUTSIDE` where something of elsewhere is wanted. */
export function kustomizationInputs(directories: readonly string[], tree: Tree): KustomizationInputs {
  const paths = new Set<string>();
  let inflating: string | undefined;
  const visit = (directory: string): void => {
    if (paths.has(directory)) return;
    paths.add(directory);
    const file = kustomizationIn(directory, tree);
    if (file === undefined) return;
    const kustomization: unknown = parse(tree.text(file), { logLevel: 'silent' });
    for (const chart of chartsOf(kustomization, directory)) {
      if (!tree.folders.has(chart.folder)) throw outside(file, chart.title);
      inflating ??= file;
      paths.add(chart.folder);
    }
    for (const [path, text] of stringsIn(kustomization)) {
      const list = String(path[0]);
      if (['resources', 'bases', 'components'].includes(list) && isRemote(text, directory, tree))
        throw outside(file, text);
      const target = posix.normalize(posix.join(directory, text.split('=').at(-1) ?? ''));
      if (tree.folders.has(target)) visit(target);
      else if (tree.files.has(target)) paths.add(target);
    }
  };
  for (const directory of directories) visit(directory);
  return { paths, inflating };
}

/**
 * The charts that Helm renders for a kustomization, and where Kustomize looks for each before it would pull it
 * (HelmChartInflationGenerator of Kustomize: below the chart's version, where it comes from a repository).
 */
function chartsOf(kustomization: unknown, directory: string): readonly { folder: string; title: string }[] {
  const home = textAt(kustomization, ['helmGlobals', 'chartHome']) || 'charts';
  return listAt(kustomization, ['helmCharts'])
    .filter(isMapping)
    .map((chart) => {
      const [name, version, repo] = ['name', 'version', 'repo'].map((field) => textAt(chart, [field]) ?? '');
      const own = version === '' || repo === '' ? '' : `${name}-${version}`;
      return {
        folder: posix.join(directory, home, own, name ?? ''),
        title: `the chart ${name}${repo === '' ? '' : ` of ${repo}`}`,
      };
    });
}

const outside = (file: string, wanted: string): RenderError =>
  new RenderError(
    'RENDER_OUTSIDE',
    `${file} wants ${wanted}, which is not in the repository`,
    'Nothing, if that is how it has to be: it is not checked. Else keep a copy of it in the repository.',
  );

/** As Kustomize tells: an address, where there is no such file or folder. */
function isRemote(text: string, directory: string, tree: Tree): boolean {
  const target = posix.normalize(posix.join(directory, text));
  if (tree.folders.has(target) || tree.files.has(target)) return false;
  return /^[a-z+]+:\/\/|^git@|^(?:[\w-]+\.)+[a-z]+\/|\.git\b|[?&]ref=/.test(text);
}
