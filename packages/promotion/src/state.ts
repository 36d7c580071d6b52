import type { BlobOid } from './blob.ts';
import type { CommitOid, Digest, EnvironmentName, RepositoryName, ServiceName } from './names.ts';

/** One service in one environment: where exactly one digest is deployed. */
export interface Slot {
  readonly service: ServiceName;
  readonly environment: EnvironmentName;
}

export type NonEmpty<T> = readonly [T, ...T[]];

export interface SourceCommit {
  readonly repository: RepositoryName;
  readonly commit: CommitOid;
}

/** A change of one slot's digest; `from` is null where nothing was deployed yet, `source` where it is not known. */
export interface Bump extends Slot {
  readonly from: Digest | null;
  readonly to: Digest;
  readonly source: SourceCommit | null;
}

export interface Account {
  /** As REST spells it: Apps end in `[bot]`. Compare without regard to case. */
  readonly login: string;
  readonly kind: 'User' | 'Bot' | 'Organization' | 'Mannequin' | 'EnterpriseUserAccount';
}

/** A file of a commit's tree. */
export interface TreeFile {
  /** Null where GitHub cut it, calls it binary, or gave another text than its bytes are in UTF-8; and of what is no blob. */
  readonly text: string | null;
  /** Of its bytes; null of what is no blob. */
  readonly oid: BlobOid | null;
  /** Git mode in octal, such as `100644`. */
  readonly mode: string;
}

/** Where a branch stands and what it holds, read at one commit. */
export interface BaseSnapshot {
  /** GitHub's own clock when it answered. */
  readonly now: Date;
  /** Name of the GitHub server, without a port, as the server itself gives it: `github.com`. */
  readonly host: string;
  /** GraphQL node id of the repository. */
  readonly repositoryId: string;
  /** Short name of the base branch, such as `main`. */
  readonly branch: string;
  readonly oid: CommitOid;
  readonly tree: string;
  /** Text of `promotion.yaml`; null where the branch has none. */
  readonly policyText: string | null;
  /** The digest files that were asked for; a path that is absent from the tree is absent here. */
  readonly files: ReadonlyMap<string, TreeFile>;
  /** Everything below `holds/`, by path; the folder itself where it is no folder. A folder's text is null. */
  readonly holds: ReadonlyMap<string, TreeFile>;
}

export interface CommitFacts {
  readonly oid: CommitOid;
  readonly message: string;
  readonly parents: readonly CommitOid[];
  readonly committedAt: Date;
  readonly authorName: string | null;
  readonly authorEmail: string | null;
  /** A valid signature that GitHub itself made: the author is then the identity that was authenticated. */
  readonly signedByGitHub: boolean;
}

export type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'DISMISSED' | 'COMMENTED' | 'PENDING';

export interface Review {
  readonly author: Account | null;
  readonly state: ReviewState;
  /** The commit that GitHub attributes the review to; GitHub may re-point it. */
  readonly commit: CommitOid | null;
  readonly submittedAt: Date | null;
  readonly authorCanPush: boolean;
}

export interface ChangedFile {
  readonly path: string;
  readonly change: 'ADDED' | 'MODIFIED' | 'DELETED' | 'RENAMED' | 'COPIED' | 'CHANGED';
}

/** A list of which GitHub may have given only the first part. */
export interface Listed<T> {
  readonly total: number;
  readonly items: readonly T[];
}

/** Its head branch was moved to a commit that does not follow the one before; it was pointed at another base. */
export type PullRewrite = 'force-pushed' | 'base-changed';

/** A pull request at one head. */
export interface PullRequest {
  readonly id: string;
  readonly number: number;
  readonly url: string;
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED';
  readonly isDraft: boolean;
  readonly author: Account | null;
  readonly isCrossRepository: boolean;
  /** Null where the head repository was deleted. */
  readonly headRepository: string | null;
  readonly headBranch: string;
  readonly baseBranch: string;
  readonly head: CommitOid;
  readonly mergeable: 'MERGEABLE' | 'CONFLICTING' | 'UNKNOWN';
  readonly mergeCommit: CommitOid | null;
  readonly mergedAt: Date | null;
  /** What was done to it that appending commits does not do; the bot does neither. */
  readonly rewrites: readonly PullRewrite[];
  readonly commits: Listed<CommitFacts>;
  readonly files: Listed<ChangedFile>;
  /** Latest opinionated review of each author with write access. */
  readonly reviews: Listed<Review>;
  readonly reviewDecision: 'APPROVED' | 'CHANGES_REQUESTED' | 'REVIEW_REQUIRED' | null;
  /** Contents at `head` of those changed files that the policy knows; a deleted file is absent. */
  readonly headFiles: ReadonlyMap<string, TreeFile>;
}

export interface StatusReport {
  readonly context: string;
  readonly state: 'SUCCESS' | 'PENDING' | 'FAILURE' | 'ERROR' | 'EXPECTED';
  readonly createdAt: Date;
  readonly creator: Account | null;
}

/** A commit of the base branch with the statuses that were reported on it. */
export interface ReportedCommit {
  readonly oid: CommitOid;
  readonly committedAt: Date;
  readonly statuses: readonly StatusReport[];
}

/** One version of a file in the base branch's history. */
export interface FileVersion {
  readonly commit: CommitOid;
  readonly committedAt: Date;
  readonly file: TreeFile | null;
  /** Reports on the commit. */
  readonly statuses: readonly StatusReport[];
}

/** What a decision turns on, and that the first look did not read. */
export interface Wanted {
  /** Contexts of the reports that matter. */
  readonly contexts: readonly string[];
  /** Commits of which every report is wanted. */
  readonly logs: readonly CommitOid[];
  /** Commits that the branch is wanted back to, with the last report of each context on what lies between. */
  readonly branch: readonly CommitOid[];
  readonly pasts: readonly WantedPast[];
  /** Times of which the commits are wanted, with the last report of each context. */
  readonly spans: readonly Span[];
}

/** What ran in a slot, so many versions of its file back. */
export interface WantedPast {
  readonly slot: Slot;
  /** Path of the file that its digest stands in, and of its hold. */
  readonly file: string;
  readonly hold: string;
  readonly depth: number;
}

/** Until is not part of it. */
export interface Span {
  readonly since: Date;
  readonly until: Date;
}

/** The reports that were made on one commit, newest first. */
export interface StatusLog {
  readonly reports: readonly StatusReport[];
  /** Whether these are all; else the oldest are missing. */
  readonly complete: boolean;
}

/** What was read beyond the first look. */
export interface Further {
  readonly logs: ReadonlyMap<CommitOid, StatusLog>;
  readonly branch: {
    /** The base branch, newest first, from its head on. */
    readonly commits: readonly ReportedCommit[];
    /** Whether it cannot be read further back than this. */
    readonly exhausted: boolean;
  } | null;
  /** `environment/service` → what ran there. */
  readonly pasts: ReadonlyMap<string, Past>;
  /** The commits of these times, as far as they could be read. */
  readonly spans: readonly (Span & { readonly commits: readonly ReportedCommit[] })[];
}

export interface Past {
  /** Of the file that the digest stands in, newest first. */
  readonly versions: readonly FileVersion[];
  /** Whether these are all; else the oldest are missing. */
  readonly complete: boolean;
  /** The slot's hold as each of these versions had it, newest first; a version without one is left out. */
  readonly holds: readonly Pick<FileVersion, 'commit' | 'file'>[];
}

/** All that `plan` and `judge` look at, of one moment. */
export interface State {
  readonly base: BaseSnapshot;
  /** Open pull requests from this suite's branches. */
  readonly pulls: readonly PullRequest[];
  /** The base branch, newest first, as far back as was read. */
  readonly commits: readonly ReportedCommit[];
  /** Digest file path → its versions, newest first, as far back as was read. */
  readonly versions: ReadonlyMap<string, readonly FileVersion[]>;
  readonly further: Further;
  /** What was reported later does not count; absent where all that is known does. */
  readonly asOf?: Date;
}
