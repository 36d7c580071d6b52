import type { YamlFile } from '../yaml/yaml-file.ts';
import type { Application } from './application.ts';
import type { ApplicationSet } from './application-set.ts';
import type { PolicyFile } from './policy-file.ts';
import type { Problem } from './problem.ts';
import type { Resource } from './resource.ts';
import type { Tree } from './tree.ts';
import type { Workflow } from './workflow.ts';

/** A GitOps repository as rules see it: read once, expanded and rendered. */
export interface Repository {
  readonly tree: Tree;
  /** The YAML files by path, without the templates of charts. */
  readonly yaml: ReadonlyMap<string, YamlFile>;
  /** Every resource that is written out in a file, whoever deploys it. */
  readonly resources: readonly Resource[];
  readonly applicationSets: readonly ApplicationSet[];
  /** Written out, made by sets, and rendered by other Applications; each rendered itself. */
  readonly applications: readonly Application[];
  /** The AppProjects. */
  readonly projects: readonly Resource[];
  readonly policy: PolicyFile;
  readonly workflows: readonly Workflow[];
  /** What could not be looked at, and why. */
  readonly problems: readonly Problem[];
  /** Addresses, normalised, that are taken for those of this repository. */
  readonly own: ReadonlySet<string>;
  readonly isOwn: (repoURL: string) => boolean;
}
