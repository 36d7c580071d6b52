import type { LabClock } from '../clock.ts';
import type { EventBus } from './events.ts';
import type { CommitSigner } from './git/signing.ts';
import type { TokenBook } from './identity/tokens.ts';
import type { Links } from './links.ts';
import type { WorkflowRunRecord } from './model/actions.ts';
import type { PullRequest } from './model/pulls.ts';
import type { GitHubStore } from './store.ts';

/** Where GitHub's behaviour differs by product, setting or moment, what this one does. May be changed at any time. */
export interface GitHubRules {
  /** Whether an App's approval counts for required reviews; default true. */
  appApprovalsCount: boolean;
  /** Whether approvals move to the new head where it only merges the base in; default true, as GitHub does. */
  repointApprovals: boolean;
  /** Whether GitHub has not computed yet what can be merged; default false. */
  mergeabilityUnknown: boolean;
  /** What a re-run looks like to its jobs and to the API: which attempt new runs are, and who asked for that; default null. */
  rerun: { readonly attempt: number; readonly by: string } | null;
  /** Whether a dispatch can say which run it starts; default true. Enterprise Server up to 3.20 refuses to be asked. */
  namesDispatchedRuns: boolean;
  /** Runs that lists do not have yet, since those lag behind; default null, for none. */
  unlisted: ((run: WorkflowRunRecord) => boolean) | null;
  /** Called between the checks of a merge and the move of the base branch, so that a test can come between. */
  beforeMerge: ((pull: PullRequest) => Promise<void>) | null;
}

/** What every part of this GitHub works with. */
export interface GitHubContext {
  readonly clock: LabClock;
  readonly store: GitHubStore;
  readonly tokens: TokenBook;
  readonly events: EventBus;
  readonly signer: CommitSigner;
  readonly links: Links;
  readonly rules: GitHubRules;
}
