import { posix } from 'node:path';
import type { Tree } from '../repository/tree.ts';
import { isMapping, listAt, mappingAt, textAt, type Mapping } from '../yaml/fields.ts';
import { pathWithin } from './helm.ts';
import { RenderError } from './rendered.ts';

/** What is built: a folder with a kustomization, and what the Application puts over it. */
export interface KustomizeBuild {
  readonly directory: string;
  /**
   * Fields of a kustomization around the folder's; paths of components from the root of the repository. Null where the
   * Application sets nothing.
   */
  readonly over: Mapping | null;
}

/**
 * What Argo CD writes into the kustomization before it builds it, as one around it.
 *
 * @throws RenderError where a file that is named is not in the repository
 */
export function kustomizeBuild(directory: string, source: Mapping, tree: Tree): KustomizeBuild {
  const options = mappingAt(source, ['kustomize']) ?? {};
  const over: Record<string, unknown> = {};
  for (const field of ['namePrefix', 'nameSuffix', 'namespace', 'commonAnnotations'])
    if (options[field] !== undefined) over[field] = options[field];
  const images = listAt(options, ['images']).map((image) => imageOf(String(image)));
  if (images.length > 0) over['images'] = images;
  const replicas = listAt(options, ['replicas']).filter(isMapping);
  if (replicas.length > 0) over['replicas'] = replicas.map(({ name, count }) => ({ name, count: Number(count) }));
  const labels = mappingAt(options, ['commonLabels']);
  if (labels !== undefined) Object.assign(over, labelsOf(labels, options));
  const patches = listAt(options, ['patches']).filter(isMapping);
  if (patches.length > 0) over['patches'] = patches.map((patch) => inlined(patch, directory, tree));
  const components = listAt(options, ['components']).map((path) => posix.join(directory, String(path)));
  const present = components.filter((path) => options['ignoreMissingComponents'] !== true || tree.folders.has(path));
  if (present.length > 0) over['components'] = present;
  return { directory, over: Object.keys(over).length === 0 ? null : over };
}

/** `name=other:tag`, `name:tag`, `name@digest` and `name=other@digest`. */
function imageOf(written: string): Mapping {
  const [name = '', replacement] = written.includes('=') ? written.split('=', 2) : [undefined, written];
  const [, newName = '', newTag, digest] =
    /^(.+?)(?::([\w][\w.-]{0,127}))?(?:@(sha256:[0-9a-f]+))?$/.exec(replacement ?? '') ?? [];
  return {
    name: name === '' ? newName : name,
    ...(newName !== name && { newName }),
    ...(newTag !== undefined && { newTag }),
    ...(digest !== undefined && { digest }),
  };
}

function labelsOf(pairs: Mapping, options: Mapping): Mapping {
  if (options['labelWithoutSelector'] !== true) return { commonLabels: pairs };
  const includeTemplates = options['labelIncludeTemplates'] === true;
  return { labels: [{ pairs, includeSelectors: false, includeTemplates }] };
}

/** A kustomization may read no file beside its own folder, so a patch is put in as text. */
function inlined(patch: Mapping, directory: string, tree: Tree): Mapping {
  const { path, ...others } = patch;
  if (typeof path !== 'string') return patch;
  const file = pathWithin(directory, path);
  if (file !== null && tree.files.has(file)) return { ...others, patch: tree.text(file) };
  throw new RenderError(
    'RENDER_FAILED',
    `the patch ${textAt(patch, ['path']) ?? ''} is not there`,
    'Correct the path, which is relative to `path` of the source, or add the file.',
    ['kustomize', 'patches'],
  );
}
