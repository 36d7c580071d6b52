import { Manifest, type Application, type ApplicationSource, type Rendering } from '../repository/application.ts';
import type { Resource } from '../repository/resource.ts';
import type { Tree } from '../repository/tree.ts';
import { mappingAt } from '../yaml/fields.ts';
import { renderDirectory, type ManifestFiles } from './directory.ts';
import { helmRelease } from './helm.ts';
import { helmResources } from './helm-output.ts';
import { kustomizeBuild } from './kustomize.ts';
import { kustomizeResources } from './kustomize-output.ts';
import { kustomizationIn } from './kustomization.ts';
import type { Programs } from './programs.ts';
import { RenderError } from './rendered.ts';

export interface RenderContext {
  readonly tree: Tree;
  readonly files: ManifestFiles;
  readonly programs: Programs;
  /** Every resource that is written out in the repository. */
  readonly written: readonly Resource[];
  /** Values to put over a values file, by its path. */
  readonly overlays: ReadonlyMap<string, string>;
  /** Version of the clusters, for charts that ask. */
  readonly kubernetes: string;
}

/** Renders all sources of an Application as Argo CD would. */
export async function renderApplication(
  application: Application,
  context: RenderContext,
): Promise<readonly Rendering[]> {
  return Promise.all(application.sources.map((source) => renderSource(application, source, context)));
}

async function renderSource(
  application: Application,
  source: ApplicationSource,
  context: RenderContext,
): Promise<Rendering> {
  if (!source.own) return { kind: 'foreign' };
  if (source.value['path'] === undefined && source.value['ref'] !== undefined) return { kind: 'reference' };
  try {
    const resources = await resourcesOfSource(application, source, context);
    return { kind: 'rendered', manifests: resources.map((resource) => new Manifest(resource, application, source)) };
  } catch (error) {
    if (!(error instanceof RenderError)) throw error;
    const { code, message, next, field } = error;
    const at = application.resource.at([...source.at, ...field]);
    const problem = {
      code,
      at,
      message,
      next,
      application: application.name,
    };
    return { kind: 'failed', problem };
  }
}

async function resourcesOfSource(
  application: Application,
  source: ApplicationSource,
  { tree, files, programs, written, overlays, kubernetes }: RenderContext,
): Promise<readonly Resource[]> {
  const { directory, tool, value } = source;
  if (directory !== '' && !tree.folders.has(directory)) {
    throw new RenderError(
      'SOURCE_PATH_MISSING',
      `there is no ${directory} in the repository`,
      'Correct `path`, or add the folder.',
      ['path'],
    );
  }
  switch (tool) {
    case 'helm': {
      const valueFiles = source.valueFiles.flatMap(({ file, exists }) => (file !== null && exists ? [file] : []));
      const { name, namespace } = application;
      refuseMissing(source);
      const request = { source: value, application: name, namespace, directory, valueFiles, overlays, kubernetes };
      const release = helmRelease(request);
      return helmResources(await programs.helm(release), directory, tree);
    }
    case 'kustomize': {
      const made = await programs.kustomize(kustomizeBuild(directory, value, tree));
      return kustomizeResources(made, kustomizationOrigin(directory, tree), directory, written);
    }
    case 'directory':
      return renderDirectory(directory, mappingAt(value, ['directory']) ?? {}, files);
    case 'plugin':
      throw new RenderError(
        'RENDER_OUTSIDE',
        'it is rendered by a plugin, which Argo CD runs and the linter does not',
        'Suppress this with the reason.',
        ['plugin'],
      );
    default:
      return tool satisfies never;
  }
}

/** Argo CD fails on a values file that is not there, unless it is told to pass over it. One of elsewhere is left out. */
function refuseMissing({ value, valueFiles }: ApplicationSource): void {
  if (mappingAt(value, ['helm'])?.['ignoreMissingValueFiles'] === true) return;
  for (const [index, { written, file, exists, place }] of valueFiles.entries()) {
    if (place === 'foreign' || exists) continue;
    throw new RenderError(
      'RENDER_FAILED',
      file === null ? `${written} leads out of the repository` : `there is no ${file}, where ${written} leads`,
      'Correct the path, which is relative to `path` of the source, or add the file.',
      ['helm', 'valueFiles', index],
    );
  }
}

function kustomizationOrigin(directory: string, tree: Tree): Resource['origin'] {
  const file = kustomizationIn(directory, tree) ?? directory;
  return { file, at: () => ({ file, line: 1, column: 1 }), replacement: () => undefined, renaming: () => undefined };
}
