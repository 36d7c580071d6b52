import { posix, resolve } from 'node:path';
import { noCache, type RenderCache } from '../render/cache.ts';
import { usualKubernetes } from '../render/helm.ts';
import { Kustomizations } from '../render/kustomization.ts';
import { programsFor, type Programs } from '../render/programs.ts';
import { renderApplication, type RenderContext } from '../render/render-application.ts';
import type { Tools } from '../render/tools.ts';
import type { KnownCluster } from '../sets/clusters.ts';
import type { FieldPath } from '../yaml/location.ts';
import { listAt, mappingAt, textAt } from '../yaml/fields.ts';
import { readYamlFile, type YamlFile } from '../yaml/yaml-file.ts';
import {
  Application,
  isApplication,
  repositoryOf,
  sourcesOf,
  type ApplicationSource,
  type FromSet,
  type Rendering,
} from './application.ts';
import { applicationSetOf, expandSet, isApplicationSet, type ApplicationSet } from './application-set.ts';
import { normalizedAddress, ownAddresses, type AddressUse } from './own-address.ts';
import { readPolicyFile } from './policy-file.ts';
import type { Problem } from './problem.ts';
import type { Repository } from './repository.ts';
import { resourcesOf, type Resource } from './resource.ts';
import { standInDigests } from './stand-in-digests.ts';
import { readSources } from './sources.ts';
import { readTree, type Tree } from './tree.ts';
import { isWorkflowPath, workflowOf } from './workflow.ts';

export interface LoadOptions {
  /** Addresses that are known to be the repository's own. */
  readonly addresses: readonly string[];
  readonly tools: Tools;
  readonly cache?: RenderCache;
  /** Clusters of Argo CD beside its own, for sets that ask; undefined where nobody says. */
  readonly clusters?: readonly KnownCluster[] | undefined;
  /** Version of the clusters, such as `1.36.2`, for charts that ask; where it is left out, a new one. */
  readonly kubernetes?: string | undefined;
  /** Paths of files and folders that are left out. */
  readonly isExcluded?: (path: string) => boolean;
  /** Told of every Application that is rendered. */
  readonly progress?: (rendered: number, of: number) => void;
}

/** Reads the repository in `root`, expands its sets and renders its Applications. */
export async function loadRepository(root: string, options: LoadOptions): Promise<Repository> {
  const { addresses, tools, cache = noCache, progress = () => undefined, kubernetes = usualKubernetes } = options;
  const tree = readTree(resolve(root), options.isExcluded);
  const policy = readPolicyFile(tree);
  const yaml = yamlFiles(tree);
  const files = [...yaml.values()];
  const resources = files.flatMap(({ documents }) => documents.flatMap(resourcesOf));
  const own = ownAddresses(addresses, addressUses(resources, tree));
  const isOwn = (repoURL: string): boolean => own.has(normalizedAddress(repoURL));
  const kustomizations = new Kustomizations(tree, yaml);
  const isKustomized = (file: string): boolean =>
    kustomizations.resources.has(file) || kustomizations.patches.has(file);
  const deployments = new Deployments({
    kustomizations,
    programs: programsFor({ tree, tools, cache }),
    overlays: standInDigests(policy, yaml),
    progress,
    kubernetes,
    written: resources,
    clusters: options.clusters,
    tree,
    isOwn,
    yaml,
  });
  await deployments.add(resources.filter(({ origin }) => !isKustomized(origin.file)));
  const deploying = resources.filter((resource) => isApplication(resource) || isApplicationSet(resource));
  await deployments.addBuilt(deploying.filter(({ origin }) => kustomizations.resources.has(origin.file)));
  return {
    tree,
    yaml,
    resources,
    applicationSets: deployments.sets,
    applications: deployments.applications,
    projects: resources.filter((resource) => resource.is('argoproj.io', 'AppProject')),
    policy,
    workflows: files
      .filter(({ path }) => isWorkflowPath(path))
      .flatMap(({ documents }) => documents.flatMap((document) => workflowOf(document) ?? [])),
    problems: [...files.flatMap(unreadable), ...deployments.problems],
    own,
    isOwn,
  };
}

/** A template of a chart is YAML only once it is rendered, and so may be what templates take from its `files`. */
function yamlFiles(tree: Tree): ReadonlyMap<string, YamlFile> {
  const isTemplate = (path: string): boolean =>
    [...path.matchAll(/(?:^|\/)(?:templates|files)\//g)].some(({ index }) =>
      tree.files.has(index === 0 ? 'Chart.yaml' : `${path.slice(0, index)}/Chart.yaml`),
    );
  const read = [...tree.files].filter((path) => /\.ya?ml$/.test(path) && !isTemplate(path)).toSorted();
  return new Map(read.map((path) => [path, readYamlFile(path, tree.text(path))]));
}

function unreadable({ problem }: YamlFile): readonly Problem[] {
  if (problem === undefined) return [];
  return [{ code: 'YAML_UNREADABLE', at: problem.at, message: `the file ${problem.says}`, next: problem.next }];
}

function addressUses(resources: readonly Resource[], tree: Tree): readonly AddressUse[] {
  const fits = (path: string | undefined): boolean =>
    path !== undefined && (path.includes('{{') || path === '.' || tree.folders.has(path.replace(/\/$/, '')));
  return resources.flatMap((resource) => {
    if (isApplication(resource))
      return sourcesOf(resource).map(({ value }) => use(repositoryOf(value), fits(textAt(value, ['path']))));
    if (!isApplicationSet(resource)) return [];
    const template: FieldPath = ['spec', 'template', 'spec'];
    const sources = [
      mappingAt(resource.value, [...template, 'source']),
      ...listAt(resource.value, [...template, 'sources']),
    ];
    return sources.map((value) => use(textAt(value, ['repoURL']) ?? '', fits(textAt(value, ['path']))));
  });
}

const use = (address: string, fits: boolean): AddressUse => ({
  address,
  fits: fits && address !== '' && !address.includes('{{'),
});

/** The folders that Kustomize builds for a source. */
const kustomizedFolders = ({ own, tool, directory, value }: ApplicationSource): readonly string[] =>
  own && tool === 'kustomize'
    ? [directory, ...listAt(value, ['kustomize', 'components']).map((path) => posix.join(directory, String(path)))]
    : [];

interface Surroundings {
  readonly kustomizations: Kustomizations;
  readonly tree: Tree;
  readonly yaml: ReadonlyMap<string, YamlFile>;
  readonly written: readonly Resource[];
  readonly programs: Programs;
  readonly overlays: ReadonlyMap<string, string>;
  readonly progress: (rendered: number, of: number) => void;
  readonly kubernetes: string;
  readonly clusters: readonly KnownCluster[] | undefined;
  readonly isOwn: (repoURL: string) => boolean;
}

/** Applications that render Applications go no deeper than anybody would nest them. */
const deepest = 5;

/** Applications and sets as they turn up: first those that are written out, then those that others render. */
class Deployments {
  readonly applications: Application[] = [];
  readonly sets: ApplicationSet[] = [];
  readonly problems: Problem[] = [];
  /** Files that Kustomize has built for them: of Applications in there, those that came out are deployed. */
  readonly #built = new Set<string>();
  readonly #surroundings: Surroundings;
  readonly #context: RenderContext;
  readonly #known = new Set<string>();
  #rendered = 0;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    const { tree, yaml, programs, written, overlays, kubernetes } = surroundings;
    // JSON is read where an Application deploys it: most of what a repository has of it is no manifest.
    const file = (path: string) =>
      yaml.get(path) ?? (path.endsWith('.json') ? readYamlFile(path, tree.text(path)) : undefined);
    this.#context = { tree, programs, written, overlays, kubernetes, files: { paths: tree.files, yaml: file } };
  }

  async add(resources: readonly Resource[], depth = 0): Promise<void> {
    const fresh = [
      ...resources.filter(isApplication).flatMap((resource) => this.#application(resource, null)),
      ...resources.filter(isApplicationSet).flatMap((resource) => this.#fromSet(resource)),
    ];
    await Promise.all(
      fresh.map(async (application) => {
        const renderings = await renderApplication(application, this.#context);
        application.settle(renderings);
        this.#noteBuilt(application, renderings);
        this.#rendered += 1;
        this.#surroundings.progress(this.#rendered, this.applications.length);
      }),
    );
    const manifests = fresh.flatMap((application) => application.manifests);
    this.problems.push(
      ...fresh.flatMap(({ renderings }) =>
        renderings.flatMap((each) => (each.kind === 'failed' ? [each.problem] : [])),
      ),
    );
    if (depth < deepest && manifests.some((each) => isApplication(each) || isApplicationSet(each)))
      await this.add(manifests, depth + 1);
  }

  /**
   * Adds those of files that a kustomization lists, as they are written where no Application builds it; first those that
   * would build others of them.
   */
  async addBuilt(resources: readonly Resource[]): Promise<void> {
    const left = resources.filter(({ origin }) => !this.#built.has(origin.file));
    if (left.length === 0) return;
    const { kustomizations, tree, isOwn } = this.#surroundings;
    const builders = left.filter(isApplication).map((resource) => ({
      resource,
      files: kustomizations.filesOf(readSources(resource, tree, isOwn).flatMap(kustomizedFolders)),
    }));
    const first = left.filter(
      (each) => !builders.some(({ resource, files }) => resource !== each && files.has(each.origin.file)),
    );
    const now = first.length === 0 ? left : first;
    await this.add(now);
    await this.addBuilt(left.filter((each) => !now.includes(each)));
  }

  #noteBuilt({ sources }: Application, renderings: readonly Rendering[]): void {
    const built = sources.filter((_, index) => renderings[index]?.kind === 'rendered').flatMap(kustomizedFolders);
    for (const file of this.#surroundings.kustomizations.filesOf(built)) this.#built.add(file);
  }

  #application(resource: Resource, from: FromSet | null): readonly Application[] {
    if (this.#isKnown(resource)) return [];
    const { tree, isOwn } = this.#surroundings;
    const application = new Application(resource, from, readSources(resource, tree, isOwn));
    this.applications.push(application);
    return [application];
  }

  #fromSet(resource: Resource): readonly Application[] {
    if (this.#isKnown(resource)) return [];
    const read = applicationSetOf(resource);
    const { made, repeated, problems } = expandSet(read, this.#surroundings);
    const set = { ...read, repeated };
    this.sets.push(set);
    this.problems.push(...problems);
    return made.flatMap((each) =>
      this.#application(each.resource, { set, parameters: each.parameters, preview: set.preview }),
    );
  }

  /** What is written out comes again from the Application that deploys it. */
  #isKnown({ kind, namespace, name }: Resource): boolean {
    const key = `${kind}/${namespace}/${name}`;
    if (this.#known.has(key)) return true;
    this.#known.add(key);
    return false;
  }
}
