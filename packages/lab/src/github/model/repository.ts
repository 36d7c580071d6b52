import type { GitRepository } from '../git/git-repository.ts';
import type { Account, App, Role, Team } from './accounts.ts';
import type { Deployment, Environment, WorkflowRunRecord } from './actions.ts';
import type { Issue } from './issues.ts';
import type { Label, PullRequest } from './pulls.ts';
import { demandsOf, layered, rulesetsOf, type BranchProtection, type Ruleset } from './rulesets.ts';

export type { BranchProtection } from './rulesets.ts';

export interface RepositorySettings {
  allowSquashMerge: boolean;
  allowMergeCommit: boolean;
  allowRebaseMerge: boolean;
  allowAutoMerge: boolean;
  deleteBranchOnMerge: boolean;
  /** "Allow GitHub Actions to create and approve pull requests". */
  actionsMayApprove: boolean;
  /** What a GITHUB_TOKEN may do where the workflow does not say. */
  defaultToken: 'read' | 'write';
  allowedActions: 'all' | 'local_only' | 'selected';
  /** Where selected ones are allowed. */
  selectedActions: {
    readonly githubOwned: boolean;
    readonly verified: boolean;
    readonly patterns: readonly string[];
  };
  shaPinningRequired: boolean;
  /** Whose runs on pull requests from forks wait for somebody, in a public repository. */
  forkApproval: 'first_time_contributors_new_to_github' | 'first_time_contributors' | 'all_external_contributors';
  /** What runs on pull requests from forks get, in a private repository. */
  privateForks: {
    readonly run: boolean;
    readonly writeTokens: boolean;
    readonly secrets: boolean;
    readonly approval: boolean;
  };
  /** Nothing in it can be changed. */
  archived: boolean;
}

export interface DeployKey {
  readonly id: number;
  readonly title: string;
  readonly readOnly: boolean;
  readonly createdAt: Date;
}

export type StatusState = 'error' | 'failure' | 'pending' | 'success';

export interface CommitStatus {
  readonly kind: 'status';
  readonly id: number;
  readonly sha: string;
  readonly context: string;
  readonly state: StatusState;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: Account;
  readonly createdAt: Date;
}

export interface CheckRun {
  readonly id: number;
  readonly name: string;
  readonly headSha: string;
  status: 'queued' | 'in_progress' | 'completed' | 'waiting';
  conclusion: 'success' | 'failure' | 'cancelled' | 'skipped' | 'neutral' | null;
  startedAt: Date;
  completedAt: Date | null;
  detailsUrl: string;
  /** Null: GitHub Actions. */
  readonly app: App | null;
  readonly externalId: string;
  output: { readonly title: string; readonly summary: string } | null;
}

/** What code scanning was sent. */
export interface SarifUpload {
  readonly id: string;
  readonly ref: string;
  readonly commitSha: string;
  /** The SARIF log, unpacked. */
  readonly sarif: Readonly<Record<string, unknown>>;
}

export interface Workflow {
  readonly id: number;
  readonly path: string;
  name: string;
}

export interface Repository {
  readonly kind: 'repository';
  readonly id: number;
  readonly owner: Account;
  readonly name: string;
  readonly private: boolean;
  /** What it is a fork of. */
  readonly parent: Repository | null;
  readonly defaultBranch: string;
  readonly createdAt: Date;
  pushedAt: Date;
  readonly git: GitRepository;
  readonly settings: RepositorySettings;
  /** Account id → role. */
  readonly collaborators: Map<number, Role>;
  readonly teams: Map<Team, Role>;
  /** Branch, or `folder/**` for all below it, → what it demands. */
  readonly protections: Map<string, BranchProtection>;
  readonly rulesets: Ruleset[];
  readonly pulls: PullRequest[];
  /** Oldest first. */
  readonly issues: Issue[];
  readonly labels: Map<string, Label>;
  /** Commit → its statuses, oldest first. */
  readonly statuses: Map<string, CommitStatus[]>;
  readonly checkRuns: CheckRun[];
  /** Oldest first. */
  readonly sarifUploads: SarifUpload[];
  /** Lower-cased name → environment. */
  readonly environments: Map<string, Environment>;
  readonly deployments: Deployment[];
  readonly runs: WorkflowRunRecord[];
  readonly workflows: Map<string, Workflow>;
  readonly secrets: Map<string, string>;
  readonly variables: Map<string, string>;
  readonly deployKeys: DeployKey[];
}

/** All that is demanded of a branch, by its protection and by rulesets together. */
export function protectionOf(repository: Repository, branch: string): BranchProtection | undefined {
  const { protections } = repository;
  const folders = [...protections.keys()].filter((key) => key.endsWith('/**'));
  const folder = folders.find((key) => branch.startsWith(key.slice(0, -'**'.length)));
  const classic = protections.get(branch) ?? (folder === undefined ? undefined : protections.get(folder));
  const demands = rulesetsOf(repository, `refs/heads/${branch}`).map(demandsOf);
  const all = [...(classic === undefined ? [] : [classic]), ...demands];
  return all.length === 0 ? undefined : all.reduce(layered);
}

export const fullName = (repository: Repository): string => `${repository.owner.login}/${repository.name}`;
