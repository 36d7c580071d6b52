import type { GitRepository } from '../git/git-repository.ts';
import type { Account, Role, Team } from './accounts.ts';
import type { Deployment, Environment, WorkflowRunRecord } from './actions.ts';
import type { Issue } from './issues.ts';
import type { Label, PullRequest } from './pulls.ts';

export interface RepositorySettings {
  allowSquashMerge: boolean;
  allowMergeCommit: boolean;
  allowRebaseMerge: boolean;
  allowAutoMerge: boolean;
  deleteBranchOnMerge: boolean;
  /** "Allow GitHub Actions to create and approve pull requests". */
  actionsMayApprove: boolean;
}

/** What a branch demands. Changes of a branch that requires approvals go through pull requests. */
export interface BranchProtection {
  readonly requiredApprovals: number;
  readonly requiredContexts: readonly string[];
  readonly dismissStaleReviews: boolean;
  /** The last pusher's approval does not count. */
  readonly requireLastPushApproval: boolean;
  /** Administrators are bound as well. */
  readonly enforceAdmins: boolean;
  /** Apps (slugs) that may push to the branch and merge all the same. */
  readonly bypassApps: readonly string[];
  /** "Restrict creations" and "Restrict updates", with these Apps (slugs) let through; null where there is no such rule. */
  readonly updatesBy: readonly string[] | null;
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
  readonly detailsUrl: string;
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
}

export function protectionOf({ protections }: Repository, branch: string): BranchProtection | undefined {
  const folders = [...protections.keys()].filter((key) => key.endsWith('/**'));
  const folder = folders.find((key) => branch.startsWith(key.slice(0, -'**'.length)));
  return protections.get(branch) ?? (folder === undefined ? undefined : protections.get(folder));
}

export const fullName = (repository: Repository): string => `${repository.owner.login}/${repository.name}`;
