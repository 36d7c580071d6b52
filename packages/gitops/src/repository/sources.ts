import { posix } from 'node:path';
import { pathWithin } from '../render/helm.ts';
import { kustomizationIn } from '../render/kustomization.ts';
import { isMapping, listAt, mappingAt, textAt, type Mapping } from '../yaml/fields.ts';
import { mergePatch } from '../yaml/merge-patch.ts';
import { readYamlFile } from '../yaml/yaml-file.ts';
import type { FieldPath } from '../yaml/location.ts';
import { repositoryOf, sourcesOf, type ApplicationSource, type ValueFile } from './application.ts';
import type { Resource } from './resource.ts';
import type { Tree } from './tree.ts';

/** The sources of an Application, with what of them is in this repository. */
export function readSources(
  application: Resource,
  tree: Tree,
  isOwn: (repoURL: string) => boolean,
): readonly ApplicationSource[] {
  const written = sourcesOf(application);
  const references = new Map(
    written.flatMap(({ value }) => {
      const ref = textAt(value, ['ref']);
      return ref === undefined ? [] : [[ref, isOwn(repositoryOf(value))] as const];
    }),
  );
  return written.map(({ value: alone, at }) => {
    const value = overridden(alone, application.name, tree);
    const directory = folderOf(textAt(value, ['path']) ?? '');
    const own = value['chart'] === undefined && isOwn(repositoryOf(value));
    return {
      value,
      at,
      repoURL: repositoryOf(value),
      own,
      tool: toolOf(value, directory, tree),
      directory,
      valueFiles: valueFilesOf(value, at, { directory, own, references, tree }),
    };
  });
}

/** What a source may not be overridden in. */
const fixed = ['chart', 'path', 'repoURL', 'targetRevision'];

/** The source with what `.argocd-source.yaml` and `.argocd-source-<Application>.yaml` in its folder put over it. */
function overridden(source: Mapping, name: string, tree: Tree): Mapping {
  const path = textAt(source, ['path']);
  if (path === undefined) return source;
  return ['.argocd-source.yaml', `.argocd-source-${name}.yaml`]
    .map((file) => posix.join(folderOf(path), file))
    .filter((file) => tree.files.has(file))
    .map((file) => readYamlFile(file, tree.text(file)).documents[0]?.value)
    .filter(isMapping)
    .map((patch) => Object.fromEntries(Object.entries(patch).filter(([key]) => !fixed.includes(key))))
    .reduce(mergePatch, source);
}

const folderOf = (path: string): string => {
  const normal = posix.normalize(path).replace(/\/$/, '');
  return normal === '.' ? '' : normal;
};

/** As Argo CD decides: by what the source sets, else by what is in the folder. */
function toolOf(value: Mapping, directory: string, tree: Tree): ApplicationSource['tool'] {
  for (const tool of ['plugin', 'helm', 'kustomize', 'directory'] as const) if (isMapping(value[tool])) return tool;
  if (tree.files.has(posix.join(directory, 'Chart.yaml'))) return 'helm';
  return kustomizationIn(directory, tree) === undefined ? 'directory' : 'kustomize';
}

interface Surroundings {
  readonly directory: string;
  readonly own: boolean;
  readonly references: ReadonlyMap<string, boolean>;
  readonly tree: Tree;
}

function valueFilesOf(value: Mapping, at: FieldPath, surroundings: Surroundings): readonly ValueFile[] {
  return listAt(mappingAt(value, ['helm']), ['valueFiles']).map((entry, index) => {
    const written = String(entry);
    const path = [...at, 'helm', 'valueFiles', index];
    const place = placeOf(written, surroundings);
    if (place === undefined) return { written, place: 'foreign', file: null, exists: false, path };
    if (place === null) return { written, place: 'outside', file: null, exists: false, path };
    return { written, place: 'here', file: place, exists: surroundings.tree.files.has(place), path };
  });
}

/** Undefined for what is not of this repository, null for what leads out; `$ref/…` is read from that source's root. */
function placeOf(written: string, { directory, own, references }: Surroundings): string | null | undefined {
  const [, ref, rest] = /^\$([\w-]+)\/(.*)$/.exec(written) ?? [];
  if (ref !== undefined && rest !== undefined) return references.get(ref) === true ? pathWithin('', rest) : undefined;
  return own && !/^[a-z]+:\/\//.test(written) ? pathWithin(directory, written) : undefined;
}
