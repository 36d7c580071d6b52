import type { Tree } from '../repository/tree.ts';

/** The file that makes a folder one for Kustomize. */
export function kustomizationIn(directory: string, tree: Tree): string | undefined {
  const names = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
  return names.map((name) => (directory === '' ? name : `${directory}/${name}`)).find((file) => tree.files.has(file));
}
