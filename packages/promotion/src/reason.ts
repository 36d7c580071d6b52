import type { CommitOid, Digest, EnvironmentName, ServiceName } from './names.ts';
import type { PullRewrite, Slot, Wanted } from './state.ts';

/** Code → what its sentence needs. */
export interface ReasonData {
  // The pull request itself
  PULL_NOT_OPEN: { state: string };
  PULL_IS_DRAFT: object;
  PULL_FROM_FORK: { repository: string | null };
  PULL_BASE_UNEXPECTED: { found: string; expected: string };
  PULL_REWRITTEN: { how: PullRewrite };
  AUTHOR_UNEXPECTED: { found: string | null; expected: string };
  COMMIT_UNVERIFIED: { commit: CommitOid; author: string | null; expected: string };
  COMMITS_UNREAD: { total: number; read: number };
  FILES_UNREAD: { total: number; read: number };
  FILE_UNEXPECTED: { path: string; change: string };
  FILE_UNREADABLE: { path: string };
  FILE_MODE_CHANGED: { path: string; found: string; expected: string };
  ENVIRONMENT_MIXED: { environments: readonly string[] };
  NOT_A_BUMP: object;
  NOT_EXACT: { path: string; line: number };
  HOLD_INVALID: { path: string; detail: string };
  HOLD_DISAGREES: { path: string; detail: string };
  CONFLICTING: object;
  // What is being promoted
  HELD: { slot: Slot; by: string; why: string };
  HOLD_BROKEN: { place: string; detail: string; advice: string };
  NOT_UPSTREAM: { slot: Slot; digest: Digest; upstream: EnvironmentName; found: Digest | null };
  NEVER_DEPLOYED: { slot: Slot; digest: Digest };
  NOTHING_BEFORE: { slot: Slot };
  TARGET_NEWER: { slot: Slot; digest: Digest };
  TARGET_REPLACED: { slot: Slot; digest: Digest; by: string; why: string };
  TARGET_UNHEALTHY: { slot: Slot; digest: Digest; context: string };
  DEPLOYED_ALREADY: { slot: Slot; digest: Digest };
  IMAGE_UNVERIFIED: { service: ServiceName; digest: Digest; detail: string; advice: string };
  HEALTH_PENDING: { environment: EnvironmentName; context: string; since: CommitOid };
  HEALTH_FAILED: { environment: EnvironmentName; context: string; commit: CommitOid };
  EVIDENCE_UNREAD: { slot: Slot; wanted: Wanted };
  SOAKING: { environment: EnvironmentName; until: Date };
  FROZEN: { environment: EnvironmentName; until: Date; why: string };
  // Who agreed
  MERGE_MODE: { environment: EnvironmentName; mode: string; expected: string };
  REVIEWS_MISSING: { have: number; need: number; head: CommitOid };
  REVIEWS_UNREAD: { total: number; read: number };
  CHANGES_REQUESTED: { by: string };
  REVIEWER_INELIGIBLE: { reviewer: string; why: string };
  NOT_SEPARATE: { who: string; environment: EnvironmentName };
  REQUESTER_UNKNOWN: { path: string; detail: string; advice: string };
  AUTHORS_UNKNOWN: { service: ServiceName; digest: Digest; detail: string; advice: string };
  GATE_AHEAD: { environment: string };
  DISPATCH_AHEAD: { environment: EnvironmentName; team: string; number: number; head: CommitOid };
  GATE_REJECTED: { environment: string; by: string; head: CommitOid };
  // The environment's manual approval
  ENVIRONMENT_ABSENT: { environment: string };
  ENVIRONMENT_UNPROTECTED: { environment: string };
  ENVIRONMENT_BYPASSABLE: { environment: string };
  ENVIRONMENT_ANY_BRANCH: { environment: string };
  ENVIRONMENT_SELF_REVIEW: { environment: string };
  JOB_NOT_BOUND: { claim: string; found: string; expected: string };
  RUN_REPEATED: { attempt: number };
  APPROVAL_MISSING: { environment: string };
  APPROVAL_REJECTED: { environment: string; by: string };
  APPROVER_INELIGIBLE: { approver: string; why: string };
  DISPATCHER_INELIGIBLE: { starter: string; why: string };
  // What GitHub said
  HEAD_MOVED: { expected: CommitOid };
  FACTS_MOVED: { base: CommitOid };
  MERGE_FORBIDDEN: { message: string };
  MERGED_AGAINST_POLICY: { commit: CommitOid; why: string; advice: string };
  MERGED_UNCONFIRMED: { commit: CommitOid; why: string };
  UNSETTLED: { rounds: number };
  STEP_FAILED: { failure: string; message: string; advice: string };
}

export type ReasonCode = keyof ReasonData;

/** A code with the data that its sentence needs. */
export type Reason = { [C in ReasonCode]: { readonly code: C } & Readonly<ReasonData[C]> }[ReasonCode];
