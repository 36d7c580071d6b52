import {
  isPullOf,
  type Agreement,
  type Change,
  type CommitOid,
  type Met,
  type Policy,
  type PromotionStateReader,
  type PullRequest,
  type PullState,
  type Reason,
  type Verdict,
} from '@bitvault/promotion';
import { policyOf } from '../connections.ts';
import { judgePull } from './judged-pull.ts';
import {
  auditLateMerge,
  judgeMerge,
  mergeAsJudged,
  sentencesOf,
  type Allowed,
  type MergeAttempt,
  type MergePorts,
} from './merge-as-judged.ts';

type Agreed = Pick<Agreement, 'reviewers' | 'approvers'>;

export type MergeOutcome =
  | {
      readonly kind: 'merged';
      readonly pull: PullRequest;
      readonly change: Change;
      readonly commit: CommitOid;
      readonly agreed: Agreed;
    }
  | { readonly kind: 'slipped'; readonly pull: PullRequest; readonly commit: CommitOid; readonly reason: Reason }
  | { readonly kind: 'allowed'; readonly pull: PullRequest; readonly change: Change }
  | {
      readonly kind: 'waiting' | 'refused';
      readonly pull: PullRequest;
      readonly reasons: readonly Reason[];
      readonly met?: readonly Met[];
    };

export interface MergeOnePorts extends MergePorts {
  readonly reader: Pick<PromotionStateReader, 'stateOfPull' | 'look' | 'stateOfMerge' | 'further'>;
  /** Whether this identity's own approval goes first. */
  readonly approves: (pull: PullRequest, policy: Policy, change: Change) => boolean;
  /** The head that people were shown; null where nobody was shown one. */
  readonly shown: CommitOid | null;
}

/** What keeps moving is judged again this often before it is given up. */
const judgements = 6;

/** Judges and merges one pull request; whenever something moved in between, everything is read and judged again. */
export async function mergeIfAllowed(ports: MergeOnePorts, number: number, dryRun: boolean): Promise<MergeOutcome> {
  let sent: Allowed | null = null;
  for (let attempt = 1; ; attempt += 1) {
    const state = await ports.reader.stateOfPull(number);
    const late = sent === null ? null : await auditLateMerge(ports, sent, state.pull);
    if (late !== null && late.kind !== 'again') return outcomeOf(state.pull, late);
    if (state.pull.state === 'MERGED') return afterMerge(ports, state, dryRun);
    const judged = await judgePull(ports, state);
    const { pull } = judged.state;
    const { verdict, policy } = judged;
    if (verdict.kind !== 'merge') return stopped(pull, verdict);
    const { change } = verdict;
    if (dryRun) return { kind: 'allowed', pull, change };
    const allowed = { ...judged, verdict };
    const result = await mergeAsJudged(ports, allowed, ports.approves(pull, policy, change));
    if (result.kind !== 'again') return outcomeOf(pull, result);
    if (result.sent) sent = allowed;
    if (attempt === judgements) return { kind: 'refused', pull, reasons: [result.reason] };
  }
}

function stopped(pull: PullRequest, verdict: Exclude<Verdict, { kind: 'merge' }>): MergeOutcome {
  return { kind: verdict.kind === 'wait' ? 'waiting' : 'refused', pull, reasons: verdict.reasons, met: verdict.met };
}

function outcomeOf(pull: PullRequest, result: Exclude<MergeAttempt, { kind: 'again' }>): MergeOutcome {
  switch (result.kind) {
    case 'merged':
    case 'slipped':
      return { ...result, pull };
    case 'stopped':
      return stopped(pull, result.verdict);
    case 'refused':
      return { kind: 'refused', pull, reasons: [result.reason] };
  }
}

/**
 * What an earlier run merged. That run may have been broken off before it judged what came of it, or may have said that it
 * was against the policy: it is judged here as of its merge. What anybody else merged is not this action's to judge.
 */
async function afterMerge(ports: MergeOnePorts, state: PullState, dryRun: boolean): Promise<MergeOutcome> {
  const { merger, shown } = ports;
  const { pull } = state;
  const commit = pull.mergeCommit;
  const isOwn = isPullOf(pull, state.base, policyOf(state.base));
  const asShown = shown === null || pull.head === shown;
  if (commit === null || !isOwn || !asShown || !(await merger.hasMerged(pull))) {
    return { kind: 'refused', pull, reasons: [{ code: 'PULL_NOT_OPEN', state: pull.state }] };
  }
  if (!dryRun) await merger.deleteBranch(pull);
  const { verdict } = await judgeMerge(ports, state, commit);
  if (verdict.kind === 'merge') return { kind: 'merged', pull, change: verdict.change, commit, agreed: verdict.agreed };
  return {
    kind: 'refused',
    pull,
    reasons: [{ code: 'MERGED_UNCONFIRMED', commit, why: sentencesOf(verdict.reasons) }],
  };
}
