import type { Account } from './accounts.ts';
import type { Repository } from './repository.ts';

export type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';

export interface Review {
  readonly kind: 'review';
  readonly id: number;
  readonly author: Account;
  state: ReviewState;
  body: string;
  commit: string;
  submittedAt: Date | null;
}

export interface Comment {
  readonly kind: 'comment';
  readonly id: number;
  readonly author: Account;
  body: string;
  readonly createdAt: Date;
  updatedAt: Date;
}

export interface Label {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
}

/** What happened to a pull request, by the name that GitHub's timeline has for it. */
export type PullEvent = 'HeadRefForcePushedEvent' | 'BaseRefChangedEvent';

export type MergeMethod = 'merge' | 'squash' | 'rebase';

export interface AutoMerge {
  readonly enabledBy: Account;
  readonly method: MergeMethod;
  readonly title: string | null;
  readonly message: string | null;
}

export interface PullRequest {
  readonly kind: 'pull';
  readonly id: number;
  readonly number: number;
  readonly repository: Repository;
  readonly author: Account;
  title: string;
  body: string;
  draft: boolean;
  state: 'OPEN' | 'CLOSED' | 'MERGED';
  /** Whose branch it is: the repository itself or a fork of it. Null once the fork is deleted. */
  headRepository: Repository | null;
  readonly headOwner: Account;
  readonly headBranch: string;
  headOid: string;
  baseBranch: string;
  /** Where the base branch stood when the pull request was opened, last synchronized, or ended. */
  baseOid: string;
  mergeCommit: string | null;
  readonly createdAt: Date;
  updatedAt: Date;
  closedAt: Date | null;
  mergedAt: Date | null;
  mergedBy: Account | null;
  readonly labels: Label[];
  readonly requestedReviewers: Account[];
  readonly reviews: Review[];
  readonly comments: Comment[];
  readonly timeline: PullEvent[];
  autoMerge: AutoMerge | null;
  lastPusher: Account;
  /** The merge that GitHub tries in advance; null where it conflicts or was not tried. */
  testMerge: { readonly base: string; readonly head: string; readonly commit: string | null } | null;
}
