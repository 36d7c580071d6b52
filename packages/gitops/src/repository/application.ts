import { isMapping, listAt, mappingAt, textAt, type Mapping } from '../yaml/fields.ts';
import type { FieldPath } from '../yaml/location.ts';
import type { ApplicationSet } from './application-set.ts';
import { containersOf, type Container } from './pods.ts';
import type { Problem } from './problem.ts';
import { Resource } from './resource.ts';
import { isClusterScoped } from './scope.ts';
import { syncPlanOf, type SyncPlan } from './sync.ts';

/** What became of one source of an Application. */
export type Rendering =
  | { readonly kind: 'rendered'; readonly manifests: readonly Manifest[] }
  /** Another repository's, or a chart of a Helm or OCI registry: not looked at. */
  | { readonly kind: 'foreign' }
  /** A source that only lends its files to the others (`ref` without `path`). */
  | { readonly kind: 'reference' }
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface ValueFile {
  /** As written in `valueFiles`. */
  readonly written: string;
  /** `foreign` for another repository's, or an address; `outside` where it leads out of this one. */
  readonly place: 'here' | 'foreign' | 'outside';
  /** Where it leads, from the root of the repository; null where that is not here. */
  readonly file: string | null;
  readonly exists: boolean;
  /** Where it is written, from the root of the Application. */
  readonly path: FieldPath;
}

export interface ApplicationSource {
  readonly value: Mapping;
  /** `spec.source` or `spec.sources[n]`, from the root of the Application. */
  readonly at: FieldPath;
  readonly repoURL: string;
  /** Whether that is the repository which is looked at. */
  readonly own: boolean;
  readonly tool: 'helm' | 'kustomize' | 'directory' | 'plugin';
  /** From the root of the repository, without a slash at the end; empty for the root itself. */
  readonly directory: string;
  readonly valueFiles: readonly ValueFile[];
}

/** How an Application came about that is not written out. */
export interface FromSet {
  readonly set: ApplicationSet;
  readonly parameters: Mapping;
  /** Whether its parameters stand in for pull requests that nobody can know. */
  readonly preview: boolean;
}

/** An Argo CD Application, written out, made by an ApplicationSet, or rendered by another Application. */
export class Application {
  readonly resource: Resource;
  readonly from: FromSet | null;
  readonly name: string;
  readonly project: string;
  /** One of `server` and `name`, as written. */
  readonly cluster: string;
  readonly namespace: string;
  readonly sources: readonly ApplicationSource[];
  readonly syncOptions: ReadonlyMap<string, string>;
  /** Null where syncing is by hand. */
  readonly automated: { readonly prune: boolean; readonly selfHeal: boolean } | null;
  #renderings: readonly Rendering[] = [];
  #manifests: readonly Manifest[] = [];

  constructor(resource: Resource, from: FromSet | null, sources: readonly ApplicationSource[]) {
    this.resource = resource;
    this.from = from;
    this.sources = sources;
    this.name = resource.name;
    this.project = resource.text('spec', 'project') ?? '';
    this.cluster = resource.text('spec', 'destination', 'server') ?? resource.text('spec', 'destination', 'name') ?? '';
    this.namespace = resource.text('spec', 'destination', 'namespace') ?? '';
    this.syncOptions = new Map(
      resource.list('spec', 'syncPolicy', 'syncOptions').map((option) => {
        const [name = '', value = ''] = String(option).split('=', 2);
        return [name, value] as const;
      }),
    );
    const automated = resource.mapping('spec', 'syncPolicy', 'automated');
    this.automated =
      automated === undefined || automated['enabled'] === false
        ? null
        : { prune: automated['prune'] === true, selfHeal: automated['selfHeal'] === true };
  }

  /** One for each source, in their order. */
  get renderings(): readonly Rendering[] {
    return this.#renderings;
  }

  /** Everything of it that could be rendered. */
  get manifests(): readonly Manifest[] {
    return this.#manifests;
  }

  /** Whether `manifests` is all that it deploys: a rule that misses something has to ask this first. */
  get complete(): boolean {
    return (
      this.#renderings.length > 0 && this.#renderings.every(({ kind }) => kind === 'rendered' || kind === 'reference')
    );
  }

  /** Called once, by whoever renders. */
  settle(renderings: readonly Rendering[]): void {
    this.#renderings = renderings;
    this.#manifests = renderings.flatMap((each) => (each.kind === 'rendered' ? each.manifests : []));
  }
}

/** A resource that an Application deploys, as Argo CD sees it. */
export class Manifest extends Resource {
  readonly application: Application;
  readonly source: ApplicationSource;
  readonly sync: SyncPlan;
  /** Of its pods, init and ephemeral ones too, and of jobs that an analysis starts. */
  readonly containers: readonly Container[];
  /** Where it ends up; empty for what belongs to no namespace. */
  readonly targetNamespace: string;

  constructor(written: Resource, application: Application, source: ApplicationSource) {
    super(written.value, written.origin);
    this.application = application;
    this.source = source;
    this.sync = syncPlanOf(this);
    this.containers = containersOf(this);
    this.targetNamespace = isClusterScoped(this) ? '' : this.namespace || application.namespace;
  }

  /** The same for two manifests exactly where they are one object in one cluster. */
  get identity(): string {
    return [this.application.cluster, this.group, this.kind, this.targetNamespace, this.name].join('/');
  }
}

/** The sources as written: `sources`, where there are any, hides `source`. */
export function sourcesOf(application: Resource): readonly { readonly value: Mapping; readonly at: FieldPath }[] {
  const several = listAt(application.value, ['spec', 'sources']);
  if (several.length > 0) {
    return several.flatMap((value, index) => (isMapping(value) ? [{ value, at: ['spec', 'sources', index] }] : []));
  }
  const value = mappingAt(application.value, ['spec', 'source']);
  return value === undefined ? [] : [{ value, at: ['spec', 'source'] }];
}

export const isApplication = (resource: Resource): boolean => resource.is('argoproj.io', 'Application');

export const repositoryOf = (source: Mapping): string => textAt(source, ['repoURL']) ?? '';
