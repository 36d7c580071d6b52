import { resolve } from 'node:path';
import { noCache, type RenderCache } from '../render/cache.ts';
import { usualKubernetes } from '../render/helm.ts';
import { Kustomizations } from '../render/kustomization.ts';
import { programsFor } from '../render/programs.ts';
import type { Tools } from '../render/tools.ts';
import type { KnownCluster } from '../sets/clusters.ts';
import type { FieldPath } from '../yaml/location.ts';
import { listAt, mappingAt, textAt } from '../yaml/fields.ts';
import { readYamlFile, type YamlFile } from '../yaml/yaml-file.ts';
import { isApplication, repositoryOf, sourcesOf } from './application.ts';
import { isApplicationSet } from './application-set.ts';
import { Deployments } from './deployments.ts';
import { normalizedAddress, ownAddresses, type AddressUse } from './own-address.ts';
import { readPolicyFile } from './policy-file.ts';
import type { Problem } from './problem.ts';
import type { Repository } from './repository.ts';
import { resourcesOf, type Resource } from './resource.ts';
import { standInDigests } from './stand-in-digests.ts';
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
  await deployments.addListed(deploying.filter(({ origin }) => kustomizations.resources.has(origin.file)));
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
