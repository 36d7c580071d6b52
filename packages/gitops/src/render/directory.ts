import picomatch from 'picomatch';
import { resourcesOf, type Resource } from '../repository/resource.ts';
import { textAt, type Mapping } from '../yaml/fields.ts';
import type { YamlFile } from '../yaml/yaml-file.ts';
import { RenderError } from './rendered.ts';

/** A file with this in it is passed over by Argo CD. */
const skipMarker = '+argocd:skip-file-rendering';

export interface ManifestFiles {
  readonly paths: Iterable<string>;
  /** The file parsed; undefined where it is not YAML or cannot be read. */
  yaml(path: string): YamlFile | undefined;
}

/**
 * What Argo CD takes from a directory without Helm or Kustomize: every manifest, as it is written.
 *
 * @throws RenderError `RENDER_OUTSIDE` where it takes Jsonnet, which is not evaluated here.
 */
export function renderDirectory(directory: string, source: Mapping, files: ManifestFiles): readonly Resource[] {
  const prefix = directory === '' ? '' : `${directory}/`;
  const recurse = source['recurse'] === true;
  const [include, exclude] = [matcher(textAt(source, ['include'])), matcher(textAt(source, ['exclude']))];
  const resources: Resource[] = [];
  for (const path of files.paths) {
    if (!path.startsWith(prefix) || !/\.(?:ya?ml|json|jsonnet)$/.test(path)) continue;
    const within = path.slice(prefix.length);
    if (!recurse && within.includes('/')) continue;
    if (exclude?.(within) === true || include?.(within) === false) continue;
    if (path.endsWith('.jsonnet')) throw jsonnet(path);
    const file = files.yaml(path);
    if (file === undefined || file.text.includes(skipMarker)) continue;
    resources.push(...file.documents.flatMap(resourcesOf));
  }
  return resources;
}

/** In Argo CD's patterns, a single star matches slashes too. */
const matcher = (pattern: string | undefined): ((path: string) => boolean) | undefined =>
  pattern === undefined || pattern === '' ? undefined : picomatch(pattern, { bash: true, dot: true });

const jsonnet = (path: string): RenderError =>
  new RenderError(
    'RENDER_OUTSIDE',
    `${path} is Jsonnet, which Argo CD evaluates and the linter does not`,
    'Commit what it comes to as YAML, or suppress this with the reason.',
    ['path'],
  );
