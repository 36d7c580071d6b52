import { posix } from 'node:path';
import { fieldAt, isMapping, listAt, mappingAt, textAt, type Mapping } from '../yaml/fields.ts';
import { RenderError } from './rendered.ts';

/** What `helm template` is asked, as Argo CD asks it; files by their path from the root of the repository. */
export interface HelmRelease {
  readonly chart: string;
  readonly name: string;
  readonly namespace: string;
  /** In the order in which they override each other; text stands for a file of its own. */
  readonly values: readonly ({ readonly file: string } | { readonly text: string })[];
  readonly options: readonly string[];
  /** `--set-file`, apart since it names files. */
  readonly setFiles: readonly { readonly name: string; readonly file: string }[];
}

export interface HelmRequest {
  readonly source: Mapping;
  readonly application: string;
  readonly namespace: string;
  readonly directory: string;
  /** In their order, those that exist. */
  readonly valueFiles: readonly string[];
  /** Values that are put over those of a file, right behind it. */
  readonly overlays: ReadonlyMap<string, string>;
  /** What charts are told of the cluster where the Application says nothing. */
  readonly kubernetes: string;
}

/** @throws RenderError where a file that is named leads out of the repository. */
export function helmRelease({
  source,
  application,
  namespace,
  directory,
  valueFiles,
  overlays,
  kubernetes,
}: HelmRequest): HelmRelease {
  const helm = mappingAt(source, ['helm']) ?? {};
  return {
    chart: directory,
    name: textAt(helm, ['releaseName']) || application,
    namespace: textAt(helm, ['namespace']) || namespace,
    values: [
      ...valueFiles.flatMap((file) => {
        const overlay = overlays.get(file);
        return overlay === undefined ? [{ file }] : [{ file }, { text: overlay }];
      }),
      ...inlineValues(helm),
    ],
    options: [...parameterOptions(helm), ...flagOptions(helm, kubernetes)],
    setFiles: listAt(helm, ['fileParameters'])
      .filter(isMapping)
      .map((parameter) => ({
        name: textAt(parameter, ['name']) ?? '',
        file: fileWithin(directory, textAt(parameter, ['path']) ?? ''),
      })),
  };
}

/** `valuesObject`, where there is one, hides `values`. */
function inlineValues(helm: Mapping): readonly { readonly text: string }[] {
  const object = fieldAt(helm, ['valuesObject']);
  if (isMapping(object)) return [{ text: JSON.stringify(object) }];
  const text = textAt(helm, ['values']);
  return text === undefined || text === '' ? [] : [{ text }];
}

function parameterOptions(helm: Mapping): readonly string[] {
  return listAt(helm, ['parameters'])
    .filter(isMapping)
    .flatMap((parameter) => {
      const flag = parameter['forceString'] === true ? '--set-string' : '--set';
      return [flag, `${textAt(parameter, ['name']) ?? ''}=${withoutCommas(textAt(parameter, ['value']) ?? '')}`];
    });
}

/** A comma would begin another parameter, except in a list. */
function withoutCommas(value: string): string {
  if (value.startsWith('{') && value.endsWith('}')) return value;
  return value.replaceAll(/(\\?),/g, (whole, escape: string) => (escape === '' ? String.raw`\,` : whole));
}

/**
 * What charts are told of the cluster where neither the Application nor the settings say anything. Argo CD asks the
 * cluster; what Helm takes by itself depends on how it was built, and refuses charts that want a later one.
 */
export const usualKubernetes = '1.37.0';

function flagOptions(helm: Mapping, kubernetes: string): readonly string[] {
  return [
    '--kube-version',
    textAt(helm, ['kubeVersion']) ?? kubernetes,
    ...listAt(helm, ['apiVersions']).flatMap((version) => ['--api-versions', String(version)]),
    ...(helm['skipCrds'] === true ? [] : ['--include-crds']),
    ...(helm['skipSchemaValidation'] === true ? ['--skip-schema-validation'] : []),
    ...(helm['skipTests'] === true ? ['--skip-tests'] : []),
  ];
}

/** A path from the folder, or with a slash in front from the root, as a path from the root; null where it leads out. */
export function pathWithin(directory: string, written: string): string | null {
  const path = posix.normalize(written.startsWith('/') ? written.slice(1) : posix.join(directory, written));
  return path === '..' || path.startsWith('../') ? null : path;
}

function fileWithin(directory: string, written: string): string {
  const path = pathWithin(directory, written);
  if (path !== null) return path;
  throw new RenderError(
    'SOURCE_INVALID',
    `${written} leads out of the repository`,
    'Name a file of the repository, relative to the path of the source.',
    ['helm'],
  );
}
