import picomatch from 'picomatch';
import { posix } from 'node:path';
import { fieldAt, isMapping, listAt, mappingAt, textAt, type Mapping } from '../yaml/fields.ts';
import { readYamlFile } from '../yaml/yaml-file.ts';
import type { Tree } from '../repository/tree.ts';
import { expandIn, type Parameters, type TemplateSyntax } from './expand.ts';
import { clusterParameters, type KnownCluster } from './clusters.ts';
import { NotExpandable } from './not-expandable.ts';
import { isSelected } from './selector.ts';
import { functions } from './go-template-functions.ts';

/** What a generator can ask of the repository that the set is in. */
export interface GeneratorContext {
  readonly tree: Tree;
  readonly syntax: TemplateSyntax;
  /** The clusters of Argo CD; undefined where nobody says. */
  readonly clusters?: readonly KnownCluster[] | undefined;
  /** Whether an address is that of this very repository. */
  readonly isOwn: (repoURL: string) => boolean;
}

/** A pull request that stands in for all that may come. */
const standIn: Parameters = {
  number: '1',
  title: 'A pull request',
  branch: 'a-branch',
  branch_slug: 'a-branch',
  target_branch: 'main',
  target_branch_slug: 'main',
  head_sha: '1111111111111111111111111111111111111111',
  head_short_sha: '11111111',
  head_short_sha_7: '1111111',
  author: 'author',
};

const elsewhere = {
  scmProvider: 'the repositories are known only to the provider',
  clusterDecisionResource: 'the clusters are known only to Argo CD',
  plugin: 'what the plugin answers is not known',
  oci: 'the artifact is not in this repository',
} as const;

/**
 * The parameters that a generator makes, one mapping for each Application.
 *
 * @throws NotExpandable where they come from outside the repository, or a template of their own comes with them.
 */
export function parametersOf(generator: Mapping, context: GeneratorContext): readonly Parameters[] {
  const [kind] = Object.keys(generator).filter((key) => key !== 'selector');
  if (kind !== undefined && mappingAt(generator, [kind, 'template']) !== undefined)
    throw new NotExpandable(`${kind}: the linter does not put a generator's own template over that of the set`);
  const all = generatedBy(kind, generator, context);
  return all.filter((parameters) => isSelected(mappingAt(generator, ['selector']), parameters));
}

function generatedBy(kind: string | undefined, generator: Mapping, context: GeneratorContext): readonly Parameters[] {
  switch (kind) {
    case 'list':
      return fromList(generator);
    case 'matrix':
      return fromMatrix(listAt(generator, ['matrix', 'generators']), context);
    case 'merge':
      return fromMerge(generator, context);
    case 'git':
      return fromGit(mappingAt(generator, ['git']) ?? {}, context);
    case 'pullRequest': {
      const labels = ['github', 'gitlab', 'gitea'].flatMap((host) =>
        listAt(generator, ['pullRequest', host, 'labels']),
      );
      return [withValues({ ...standIn, labels }, mappingAt(generator, ['pullRequest', 'values']), context)];
    }
    case 'clusters': {
      if (context.clusters === undefined)
        throw new NotExpandable(
          'clusters: the clusters are known only to Argo CD, unless `clusters` in .lint-gitops.yaml names them',
        );
      return fromClusters(mappingAt(generator, ['clusters']) ?? {}, context.clusters, context);
    }
    case undefined:
    default: {
      const why =
        kind !== undefined && kind in elsewhere
          ? elsewhere[kind as keyof typeof elsewhere]
          : 'this generator is not known to the linter';
      throw new NotExpandable(`${kind ?? 'an empty generator'}: ${why}`);
    }
  }
}

function fromList(generator: Mapping): readonly Parameters[] {
  const written = textAt(generator, ['list', 'elementsYaml']);
  const more = written === undefined ? [] : valueOf('elementsYaml', written);
  return [...listAt(generator, ['list', 'elements']), ...(Array.isArray(more) ? more : [])].filter(isMapping);
}

function fromClusters(
  generator: Mapping,
  clusters: readonly KnownCluster[],
  context: GeneratorContext,
): readonly Parameters[] {
  const values = mappingAt(generator, ['values']);
  const made = clusterParameters(generator, clusters).map((each) => withValues(each, values, context));
  return generator['flatList'] === true ? [{ clusters: made }] : made;
}

function fromMatrix(children: readonly unknown[], context: GeneratorContext): readonly Parameters[] {
  const [first, second, third] = children;
  if (!isMapping(first) || !isMapping(second) || third !== undefined)
    throw new NotExpandable('a matrix has exactly two generators');
  return parametersOf(first, context).flatMap((outer) => {
    const inner = expandIn(second, outer, context.syntax);
    return isMapping(inner) ? parametersOf(inner, context).map((parameters) => merged(parameters, outer)) : [];
  });
}

/** Deeply, `over` before `base`. */
function merged(base: Parameters, over: Parameters): Parameters {
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const under = result[key];
    result[key] = isMapping(value) && isMapping(under) ? merged(under, value) : value;
  }
  return result;
}

function fromMerge(generator: Mapping, context: GeneratorContext): readonly Parameters[] {
  const keys = listAt(generator, ['merge', 'mergeKeys']).map(String);
  const identity = (parameters: Parameters): string =>
    JSON.stringify(keys.map((key) => fieldAt(parameters, key.split('.'))));
  const [base = [], ...others] = listAt(generator, ['merge', 'generators']).map((child) =>
    isMapping(child) ? parametersOf(child, context) : [],
  );
  return base.map((parameters) =>
    others
      .flat()
      .filter((other) => identity(other) === identity(parameters))
      .reduce(merged, parameters),
  );
}

function fromGit(git: Mapping, context: GeneratorContext): readonly Parameters[] {
  const repoURL = textAt(git, ['repoURL']) ?? '';
  if (!context.isOwn(repoURL)) throw new NotExpandable(`git: ${repoURL} is not this repository`);
  const prefix = textAt(git, ['pathParamPrefix']);
  const rules = ['directories', 'files'].map((kind) => listAt(git, [kind]).filter(isMapping));
  const [directories = [], files = []] = rules;
  const values = mappingAt(git, ['values']);
  const made =
    directories.length > 0
      ? chosen(visibleFolders(context.tree), directories).map((path) => pathParameters(path))
      : chosen([...context.tree.files], files).flatMap((path) => fileParameters(path, context.tree));
  return made.map((parameters) => {
    const { path, ...others } = parameters;
    const placed = prefix === undefined ? parameters : { ...others, [prefix]: { path } };
    return withValues(placed, values, context);
  });
}

/** Argo CD does not offer hidden folders. */
const visibleFolders = ({ folders }: Tree): readonly string[] =>
  [...folders].filter((path) => !/(?:^|\/)\./.test(path));

/** A path that any exclusion names is out, whatever includes it. */
function chosen(paths: readonly string[], rules: readonly Mapping[]): readonly string[] {
  const matchers = (exclude: boolean) =>
    rules
      .filter((rule) => (rule['exclude'] === true) === exclude)
      .map((rule) => picomatch(textAt(rule, ['path']) ?? ''));
  const [included, excluded] = [matchers(false), matchers(true)];
  return paths
    .filter((path) => included.some((matches) => matches(path)) && !excluded.some((matches) => matches(path)))
    .toSorted();
}

const normalized = (name: string): unknown => functions['normalize']?.(name);

function pathParameters(path: string): Parameters {
  const basename = posix.basename(path);
  return { path: { path, basename, basenameNormalized: normalized(basename), segments: path.split('/') } };
}

/** A file of one mapping, or of a list of them. */
function fileParameters(file: string, tree: Tree): readonly Parameters[] {
  const value = valueOf(file, tree.text(file));
  const filename = posix.basename(file);
  const { path } = pathParameters(posix.dirname(file));
  const place = { ...(isMapping(path) ? path : {}), filename, filenameNormalized: normalized(filename) };
  return (Array.isArray(value) ? value : [value]).map((entry) => ({ ...(isMapping(entry) ? entry : {}), path: place }));
}

function valueOf(name: string, text: string): unknown {
  const { documents, problem } = readYamlFile(name, text);
  if (problem !== undefined) throw new NotExpandable(`${name} ${problem.says}`);
  return documents[0]?.value;
}

function withValues(parameters: Parameters, values: Mapping | undefined, { syntax }: GeneratorContext): Parameters {
  return values === undefined ? parameters : { ...parameters, values: expandIn(values, parameters, syntax) };
}
