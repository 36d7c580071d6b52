import { posix } from 'node:path';
import type { Kustomizations } from '../render/kustomization.ts';
import type { Programs } from '../render/programs.ts';
import { renderApplication, type RenderContext } from '../render/render-application.ts';
import type { KnownCluster } from '../sets/clusters.ts';
import { listAt } from '../yaml/fields.ts';
import { readYamlFile, type YamlFile } from '../yaml/yaml-file.ts';
import { Application, isApplication, type ApplicationSource, type FromSet, type Rendering } from './application.ts';
import { applicationSetOf, expandSet, isApplicationSet, type ApplicationSet } from './application-set.ts';
import type { Problem } from './problem.ts';
import type { Resource } from './resource.ts';
import { readSources } from './sources.ts';
import type { Tree } from './tree.ts';

/** The folders that Kustomize builds for a source. */
const kustomizedFolders = ({ own, tool, directory, value }: ApplicationSource): readonly string[] =>
  own && tool === 'kustomize'
    ? [directory, ...listAt(value, ['kustomize', 'components']).map((path) => posix.join(directory, String(path)))]
    : [];

export interface Surroundings {
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
export class Deployments {
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
  async addListed(resources: readonly Resource[]): Promise<void> {
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
    await this.addListed(left.filter((each) => !now.includes(each)));
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
