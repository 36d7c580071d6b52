import type { Conclusion, GitHubEvent, Permissions } from '../workflow-host.ts';
import type { Account, Team } from './accounts.ts';
import type { CheckRun, Repository, Workflow } from './repository.ts';

export type Reviewer =
  | { readonly kind: 'User'; readonly account: Account }
  | { readonly kind: 'Team'; readonly team: Team };

export interface Environment {
  readonly id: number;
  readonly name: string;
  readonly createdAt: Date;
  updatedAt: Date;
  reviewers: readonly Reviewer[];
  preventSelfReview: boolean;
  /** Minutes. */
  waitTimer: number;
  /** Undefined: not told by the API, as some versions do not. */
  canAdminsBypass: boolean | undefined;
  /** Null: any branch. `protected`: branches with protection. Else patterns of branch names. */
  branchPolicy: 'protected' | readonly string[] | null;
  readonly secrets: Map<string, string>;
  readonly variables: Map<string, string>;
}

export interface RunApproval {
  readonly state: 'approved' | 'rejected';
  readonly user: Account;
  readonly comment: string;
  readonly environments: readonly Environment[];
}

export interface JobRecord {
  readonly id: number;
  readonly run: WorkflowRunRecord;
  readonly name: string;
  readonly environment: Environment | null;
  readonly permissions: Permissions;
  readonly checkRun: CheckRun;
  readonly deployment: Deployment | null;
  status: 'waiting' | 'in_progress' | 'completed';
  conclusion: Conclusion | null;
}

/** A job held back by its environment. */
export interface PendingDeployment {
  readonly job: JobRecord;
  readonly environment: Environment;
  readonly since: Date;
  reviewed: boolean;
  readonly settle: (verdict: { readonly approved: boolean; readonly by: Account }) => void;
}

export interface WorkflowRunRecord {
  readonly id: number;
  readonly number: number;
  readonly attempt: number;
  readonly repository: Repository;
  readonly workflow: Workflow;
  /** `owner/repo/path@ref` of the workflow that it calls to run its jobs. */
  readonly calledWorkflow?: string;
  readonly event: GitHubEvent;
  readonly actor: Account;
  /** Who ran it again, where anybody did. */
  readonly triggeringActor: Account;
  readonly headBranch: string | null;
  readonly headSha: string;
  displayTitle: string;
  status: 'queued' | 'in_progress' | 'completed' | 'waiting';
  conclusion: Conclusion | null;
  readonly createdAt: Date;
  updatedAt: Date;
  readonly jobs: JobRecord[];
  readonly approvals: RunApproval[];
  readonly pending: PendingDeployment[];
}

export interface DeploymentStatus {
  readonly id: number;
  readonly state: 'error' | 'failure' | 'inactive' | 'in_progress' | 'queued' | 'pending' | 'success';
  readonly description: string;
  readonly environmentUrl: string;
  readonly logUrl: string;
  readonly creator: Account;
  readonly createdAt: Date;
}

export interface Deployment {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly environment: string;
  readonly description: string | null;
  readonly payload: Readonly<Record<string, unknown>> | string;
  readonly creator: Account;
  readonly createdAt: Date;
  readonly statuses: DeploymentStatus[];
}
