import { cp } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { Tree } from '../repository/tree.ts';
import { isMapping, listAt, textAt } from '../yaml/fields.ts';
import { readYamlFile } from '../yaml/yaml-file.ts';

/** A chart with those of its dependencies that are other folders of the repository and have to be put into it. */
export interface LocalChart {
  readonly directory: string;
  readonly dependencies: readonly { readonly name: string; readonly chart: LocalChart }[];
}

/** Charts that contain each other go no deeper than any that could be built. */
const deepest = 8;

/** Reads which `file://` dependencies `helm dependency build` would bring, since Argo CD runs that where they are missing. */
export function localChart(directory: string, tree: Tree, depth = 0): LocalChart {
  const file = posix.join(directory, 'Chart.yaml');
  if (!tree.files.has(file) || depth > deepest) return { directory, dependencies: [] };
  const dependencies = listAt(readYamlFile(file, tree.text(file)).documents[0]?.value, ['dependencies'])
    .filter(isMapping)
    .flatMap((dependency) => {
      const name = textAt(dependency, ['name']) ?? '';
      const address = textAt(dependency, ['repository']) ?? '';
      const target = posix.normalize(posix.join(directory, address.replace(/^file:\/\//, '')));
      const wanted = address.startsWith('file://') && tree.folders.has(target) && !isPacked(directory, name, tree);
      return wanted ? [{ name, chart: localChart(target, tree, depth + 1) }] : [];
    });
  return { directory, dependencies };
}

/** Whether the dependency is in the chart already, as a folder or as an archive. */
function isPacked(directory: string, name: string, tree: Tree): boolean {
  const charts = posix.join(directory, 'charts');
  if (tree.folders.has(posix.join(charts, name))) return true;
  return [...tree.files].some((file) => file.startsWith(`${charts}/${name}-`) && file.endsWith('.tgz'));
}

/** The folders that the chart is made of. */
export const foldersOf = ({ directory, dependencies }: LocalChart): readonly string[] => [
  directory,
  ...dependencies.flatMap(({ chart }) => foldersOf(chart)),
];

/** Copies the chart to `target`, with its dependencies inside. */
export async function assemble({ directory, dependencies }: LocalChart, root: string, target: string): Promise<void> {
  await cp(join(root, directory), target, { recursive: true });
  for (const { name, chart } of dependencies) await assemble(chart, root, join(target, 'charts', name));
}
