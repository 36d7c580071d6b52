import type { CommitOid, EnvironmentName } from './names.ts';
import type { BaseSnapshot, CommitFacts, Further, PullRequest, State, TreeFile, Wanted } from './state.ts';

/** What opening a pull request on `branch` has to know. */
export interface ProposalState {
  readonly base: BaseSnapshot;
  /** The branch's commit, or null where there is no such branch. */
  readonly head: CommitFacts | null;
  /** The open pull request from that branch to the base branch. */
  readonly pull: {
    readonly id: string;
    readonly number: number;
    readonly url: string;
    readonly title: string;
    readonly author: string | null;
  } | null;
}

/** A pull request to be brought about, whole: what the branch shall hold over the base, and how it is described. */
export interface Proposal {
  readonly branch: string;
  readonly title: string;
  readonly body: string;
  readonly message: string;
  /** Path → text, or null to delete the file. */
  readonly files: ReadonlyMap<string, { readonly text: string; readonly mode: string } | null>;
}

export type ProposeResult =
  | { readonly kind: 'opened' | 'updated'; readonly number: number; readonly url: string; readonly head: CommitOid }
  /** The base, the branch or the pull request moved since `state` was read: read again and decide again. */
  | { readonly kind: 'raced'; readonly detail: string };

export type MergeResult =
  | { readonly kind: 'merged'; readonly commit: CommitOid }
  /** The head moved: everything must be verified again. */
  | { readonly kind: 'head-moved' }
  /** The base moved or GitHub has not computed mergeability: judge again on a fresh read. */
  | { readonly kind: 'base-moved' }
  /** A rule of the repository forbids it; `message` is GitHub's own. */
  | { readonly kind: 'forbidden'; readonly message: string };

/** A state with the pull request that is to be judged on it. */
export type PullState = State & { readonly pull: PullRequest };

/** A second look at what was judged: at the same commit of the base, with whatever can change without a new one. */
export interface Look {
  readonly state: PullState;
  /** Where the base branch stands now. */
  readonly base: CommitOid;
  /** The first parent of the merge commit that was asked about; null where none was, or GitHub does not know it yet. */
  readonly mergedOnto: CommitOid | null;
}

export interface PromotionStateReader {
  /** One request where `promotion.yaml` places its digest files under `envs/<environment>/`, two otherwise. */
  proposal(environment: EnvironmentName, branch: string): Promise<ProposalState>;
  /** Policy first, then all the rest pinned to the same commit: two requests, and one more where pull requests are open. */
  state(): Promise<State>;
  /** The state with exactly this pull request, whatever branch it comes from and whether or not it is open: two requests. */
  stateOfPull(number: number): Promise<PullState>;
  /** Reads again what was judged, and where the base and `merge` are: one request up to forty digest files. */
  look(judged: PullState, merge: CommitOid | null): Promise<Look>;
  /**
   * What `merge` did: the state at its first parent, with the pull request as if it changed what the commit changes.
   * Three requests.
   */
  stateOfMerge(judged: PullState, merge: CommitOid): Promise<PullState>;
  /**
   * What a decision turned out to need: a request for each commit whose reports are wanted, and one for every hundred of
   * them, up to a thousand; one for every hundred commits of the branch, up to a thousand, and of a time, up to five
   * hundred; one for every hundred versions of a past.
   */
  further(base: CommitOid, wanted: Wanted): Promise<Further>;
}

/** For files that the policy names, at the very commit that the policy was read at. */
export interface BaseFileReader {
  /** Null where the commit has no such file. */
  file(commit: CommitOid, path: string): Promise<TreeFile | null>;
}

/** A commit of the base branch, for what it says of itself. */
export type HistoryCommit = Pick<CommitFacts, 'oid' | 'committedAt' | 'message'>;

export interface PromotionHistory {
  /** Newest first. */
  readonly commits: readonly HistoryCommit[];
  /** Whether all that were asked for could be read; else the oldest are missing. */
  readonly complete: boolean;
}

export interface PromotionHistoryReader {
  /** The commits that lead to `base` and were made since then: a hundred a request, at most a thousand. */
  history(base: CommitOid, since: Date): Promise<PromotionHistory>;
}

export interface PullRequestWriter {
  propose(state: ProposalState, proposal: Proposal): Promise<ProposeResult>;
  close(pull: Pick<PullRequest, 'id' | 'number' | 'headBranch' | 'head'>, comment: string): Promise<void>;
}

export interface PullRequestMerger {
  /** Approves this head unless this identity already has. */
  approve(pull: Pick<PullRequest, 'number' | 'head'>, body: string): Promise<void>;
  /**
   * Squash-merges exactly `head`, and deletes the branch if it still stands there. Every failure is re-read before it is
   * believed. Where the head has moved, this identity's approval of it is taken back.
   */
  merge(
    pull: Pick<PullRequest, 'number' | 'head' | 'headBranch'>,
    commit: { readonly title: string; readonly message: string },
  ): Promise<MergeResult>;
  /** Whether it was this identity that merged it, so that an earlier run has judged it. */
  hasMerged(pull: Pick<PullRequest, 'number'>): Promise<boolean>;
  /** Deletes what a merge that was broken off has left: the pull request's branch, if it still stands at its head. */
  deleteBranch(pull: Pick<PullRequest, 'head' | 'headBranch'>): Promise<void>;
}

export interface EnvironmentReviewer {
  readonly kind: 'User' | 'Team';
  /** Login of a user, slug of a team. */
  readonly name: string;
  readonly id: number;
}

export interface DeploymentEnvironment {
  readonly name: string;
  readonly reviewers: readonly EnvironmentReviewer[];
  readonly preventSelfReview: boolean;
  /** Undefined where GitHub does not say. */
  readonly canAdminsBypass: boolean | undefined;
  readonly branchPolicy: 'protected' | 'custom' | 'none';
}

export interface EnvironmentApproval {
  readonly state: 'approved' | 'rejected' | 'pending';
  readonly user: { readonly login: string; readonly id: number; readonly kind: string } | null;
  readonly environments: readonly string[];
  readonly comment: string;
}

export interface WorkflowRunFacts {
  readonly id: number;
  readonly attempt: number;
  readonly event: string;
  readonly actor: string | null;
  /** `User`, `Bot` …, of `actor`. */
  readonly actorKind: string | null;
  readonly triggeringActor: string | null;
  /** `.github/workflows/prod-gate.yml` */
  readonly path: string;
  /** The name of a branch, or of a tag: GitHub does not say which. */
  readonly headBranch: string | null;
  readonly headCommit: CommitOid;
}

export interface DeploymentGateReader {
  environment(name: string): Promise<DeploymentEnvironment | null>;
  approvals(runId: number): Promise<readonly EnvironmentApproval[]>;
  run(runId: number): Promise<WorkflowRunFacts>;
  /** Whether a branch has a commit in its history. */
  isOnBranch(branch: string, commit: CommitOid): Promise<boolean>;
  /** Whether the user is an active member of the team; throws where it cannot be read. */
  isTeamMember(organization: string, team: string, login: string): Promise<boolean>;
}

/** How far the newest of the runs that were dispatched for one pull request and head has come. */
export type RunStanding =
  | { readonly kind: 'none' }
  /** Queued, waiting or running. */
  | { readonly kind: 'under-way'; readonly url: string }
  /** A reviewer said no: nobody is to be asked again of one's own accord. */
  | { readonly kind: 'rejected'; readonly by: string | null }
  | { readonly kind: 'ended' };

export interface WorkflowDispatcher {
  /** How the runs of that title stand that were started by hand on `branch`; those of other branches say nothing. */
  standing(workflow: string, title: string, branch: string): Promise<RunStanding>;
  /** Returns the address of the run; null where GitHub does not tell it. */
  dispatch(workflow: string, inputs: Readonly<Record<string, string>>): Promise<string | null>;
}
