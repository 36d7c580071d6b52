import type { Outcome } from '@bitvault/action-kit';
import {
  environmentOf,
  changeTable,
  isPullOf,
  mergeCommitText,
  reasonLine,
  reasonList,
  recogniseChange,
  type Candidate,
  type Change,
  type CommitOid,
  type Evidence,
  type Policy,
  type PromotionStateReader,
  type PullRequest,
  type PullRequestMerger,
  type Reason,
  type State,
  type Verdict,
} from '@bitvault/promotion';
import { policyOf } from './connections.ts';
import type { Verifier } from './evidence.ts';

/** The image digests that merging a pull request would deploy. */
export function candidatesOf(pull: PullRequest, state: State, policy: Policy): readonly Candidate[] {
  const recognition = recogniseChange(pull, state.base, policy);
  if (recognition.kind === 'unrecognised' || recognition.change.kind === 'resume') return [];
  return recognition.change.bumps.map((bump) => ({ service: bump.service, digest: bump.to }));
}

export type MergeOutcome =
  | { readonly kind: 'merged'; readonly pull: PullRequest; readonly change: Change | null; readonly commit: string }
  | { readonly kind: 'allowed'; readonly pull: PullRequest; readonly change: Change }
  | { readonly kind: 'waiting' | 'refused'; readonly pull: PullRequest; readonly reasons: readonly Reason[] };

export interface MergePorts {
  readonly reader: Pick<PromotionStateReader, 'stateOfPull'>;
  readonly merger: PullRequestMerger;
  readonly verifier: Verifier;
  /** The whole decision; called anew on every fresh read. */
  readonly decide: (state: State, pull: PullRequest, policy: Policy, evidence: Evidence) => Verdict;
  /** Whether this identity's own approval goes first. */
  readonly approves: (pull: PullRequest, policy: Policy, change: Change) => boolean;
  /** Who approved the environment, where this is its gate. */
  readonly gateApprovers: () => readonly string[];
  /** The head that people were shown; null where nobody was shown one. */
  readonly shown: CommitOid | null;
}

/** A base that keeps moving is judged again this often before it is given up. */
const judgements = 6;

/** Judges and merges one pull request; whenever the base moved in between, everything is read and judged again. */
export async function mergeIfAllowed(ports: MergePorts, number: number, dryRun: boolean): Promise<MergeOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    const state = await ports.reader.stateOfPull(number);
    const { pull } = state;
    const policy = policyOf(state.base);
    if (pull.state === 'MERGED') return afterMerge(ports, pull, isPullOf(pull, state.base, policy), dryRun);
    const evidence = await ports.verifier.verify(policy, candidatesOf(pull, state, policy));
    const verdict = ports.decide(state, pull, policy, evidence);
    if (verdict.kind === 'wait') return { kind: 'waiting', pull, reasons: verdict.reasons };
    if (verdict.kind === 'refuse') return { kind: 'refused', pull, reasons: verdict.reasons };
    if (dryRun) return { kind: 'allowed', pull, change: verdict.change };
    const approve = ports.approves(pull, policy, verdict.change);
    const commit = mergeCommitText(pull, ports.gateApprovers());
    const result = await carryOut(ports.merger, { pull, change: verdict.change, approve, commit });
    if (result.kind === 'merged') return { ...result, pull };
    if (result.kind === 'refused' || attempt === judgements) return { kind: 'refused', pull, reasons: [result.reason] };
  }
}

/** An earlier run of this action that was broken off has judged it; what anybody else merged was judged by nobody. */
async function afterMerge(
  { merger, shown }: MergePorts,
  pull: PullRequest,
  isOwn: boolean,
  dryRun: boolean,
): Promise<MergeOutcome> {
  const commit = pull.mergeCommit;
  const asShown = shown === null || pull.head === shown;
  if (commit === null || !isOwn || !asShown || !(await merger.hasMerged(pull))) {
    return { kind: 'refused', pull, reasons: [{ code: 'PULL_NOT_OPEN', state: pull.state }] };
  }
  if (!dryRun) await merger.deleteBranch(pull);
  return { kind: 'merged', pull, change: null, commit };
}

type CarriedOut =
  | { readonly kind: 'merged'; readonly change: Change; readonly commit: string }
  | { readonly kind: 'refused' | 'again'; readonly reason: Reason };

export interface AllowedMerge {
  readonly pull: PullRequest;
  readonly change: Change;
  readonly approve: boolean;
  readonly commit: { readonly title: string; readonly message: string };
}

/** Merges exactly the head that was judged. */
export async function carryOut(
  merger: PullRequestMerger,
  { pull, change, approve, commit }: AllowedMerge,
): Promise<CarriedOut> {
  if (approve) await merger.approve(pull, 'The change is exactly the digest bump, and its images verify.');
  const result = await merger.merge(pull, commit);
  switch (result.kind) {
    case 'merged':
      return { kind: 'merged', change, commit: result.commit };
    case 'head-moved':
      return { kind: 'refused', reason: { code: 'HEAD_MOVED', expected: pull.head } };
    case 'base-moved':
      return { kind: 'again', reason: { code: 'CONFLICTING' } };
    case 'forbidden':
      return { kind: 'refused', reason: { code: 'MERGE_FORBIDDEN', message: result.message } };
  }
}

export const mergeOutputs = {
  result: '`merged`, `waiting`, `planned` (dry run) or `refused`.',
  'merge-sha': 'The merge commit.',
  reason: 'Why it was not merged: `CODE: sentence. Next: …`, one a line.',
} as const;

export type MergeOutput = keyof typeof mergeOutputs;

/** What a merging action reports. With `mustMerge`, waiting is a failure too: an approval was spent on this run. */
export function mergeOutcome(outcome: MergeOutcome, mustMerge: boolean): Outcome<MergeOutput> {
  const link = `[#${outcome.pull.number}](${outcome.pull.url})`;
  switch (outcome.kind) {
    case 'merged':
      return {
        kind: 'done',
        outputs: { result: 'merged', 'merge-sha': outcome.commit, reason: '' },
        summary: `## Merged ${link}\n\nAs \`${outcome.commit}\`.\n\n${outcome.change === null ? '' : changeTable(outcome.change)}\n`,
      };
    case 'allowed':
      return {
        kind: 'done',
        outputs: { result: 'planned', 'merge-sha': '', reason: '' },
        summary: `## Would merge ${link} (dry run)\n`,
      };
    case 'waiting':
    case 'refused': {
      const reason = outcome.reasons.map(reasonLine).join('\n');
      const outputs = { result: outcome.kind, 'merge-sha': '', reason };
      const summary = `## ${outcome.kind === 'waiting' ? 'Waiting' : 'Refused'}: ${link}\n\n${reasonList(outcome.reasons)}\n`;
      if (outcome.kind === 'waiting' && !mustMerge) return { kind: 'done', outputs, summary };
      return { kind: 'refused', outputs, summary, failure: reason };
    }
  }
}

/** A verdict that also demands that this action is the one for the environment. */
export function requireMergeMode(verdict: Verdict, policy: Policy, mode: 'auto' | 'gate'): Verdict {
  if (verdict.change === null) return verdict;
  const { environment } = verdict.change;
  const found = environmentOf(policy, environment).merge;
  return found === mode
    ? verdict
    : refuseToo(verdict, { code: 'MERGE_MODE', environment, mode: found, expected: mode });
}

/** A verdict that also demands that the head is the one that people were shown. */
export function requireHead(verdict: Verdict, head: CommitOid, shown: CommitOid): Verdict {
  return head === shown ? verdict : refuseToo(verdict, { code: 'HEAD_MOVED', expected: shown });
}

const refuseToo = (verdict: Verdict, reason: Reason): Verdict => ({
  kind: 'refuse',
  change: verdict.change,
  reasons: verdict.kind === 'merge' ? [reason] : [reason, ...verdict.reasons],
});
