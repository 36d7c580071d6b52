import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { expand, matrixParameters, previewParameters } from '../examples/applications.ts';
import { at, isFields, type Manifest } from '../examples/example-files.ts';

export type Files = ReadonlyMap<string, string>;

/** The documents of one file; as Helm and Argo CD read YAML, and stricter where people trip over it. */
export function documentsOf(files: Files, path: string): readonly unknown[] {
  const text = files.get(path);
  assert.ok(text !== undefined, `${path} is not there`);
  return parseAllDocuments(text, { strict: true, uniqueKeys: true, version: '1.1', merge: true })
    .map((document) => {
      assert.deepEqual([...document.errors, ...document.warnings], [], path);
      return document.toJS() as unknown;
    })
    .filter((value) => value !== null);
}

export const below = (files: Files, folder: string): readonly string[] =>
  [...files.keys()].filter((path) => path.startsWith(`${folder}/`));

/** What is applied to the cluster that Argo CD runs in. */
export const argocdManifests = (files: Files): readonly Manifest[] =>
  below(files, 'argocd').flatMap((path) => documentsOf(files, path).map(manifest));

function manifest(document: unknown): Manifest {
  assert.ok(isFields(document) && typeof at(document, 'metadata', 'name') === 'string');
  return document as Manifest;
}

/** The Applications that the root finds, those of its ApplicationSets among them. */
export function rootApplications(files: Files): readonly unknown[] {
  return below(files, 'argocd/applications')
    .flatMap((path) => documentsOf(files, path).map(manifest))
    .flatMap((found) =>
      found.kind === 'ApplicationSet'
        ? matrixParameters(found).map((parameters) => expand(found, parameters))
        : [found],
    );
}

export function previewApplication(files: Files): unknown {
  const [set] = documentsOf(files, 'argocd/applicationset-previews.yaml').map(manifest);
  assert.ok(set !== undefined);
  return expand(set, previewParameters);
}

/** Files of the repository that an Application is made from, as its source names them. */
export function sourceFiles(files: Files, application: unknown): readonly string[] {
  const path = String(at(application, 'spec', 'source', 'path'));
  const helm = at(application, 'spec', 'source', 'helm');
  if (helm === undefined) return kustomizeFiles(files, path);
  const valueFiles = [at(helm, 'valueFiles') ?? []].flat().map(String);
  return [`${path}/Chart.yaml`, ...valueFiles.map((file) => posix.join(path, file))];
}

/** What a kustomization is made from, and what those are made from; throws where one names what is not there. */
export function kustomizeFiles(files: Files, folder: string): readonly string[] {
  const own = `${folder}/kustomization.yaml`;
  const [kustomization] = documentsOf(files, own);
  const named = ['resources', 'components', 'transformers'].flatMap((key) => at(kustomization, key) ?? []) as string[];
  return [
    own,
    ...named.flatMap((entry) => {
      const path = posix.join(folder, entry);
      return path.endsWith('.yaml') ? [path] : kustomizeFiles(files, path);
    }),
  ];
}

/** As Helm does it: maps are merged, everything else is replaced. */
export function mergedValues(base: unknown, over: unknown): unknown {
  if (!isFields(base) || !isFields(over)) return over;
  const merged = Object.entries(over).map(([key, value]) => [key, mergedValues(base[key], value)] as const);
  return { ...base, ...Object.fromEntries(merged) };
}
