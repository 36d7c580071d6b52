import { isCodedError } from '@bitvault/action-kit';
import {
  asOfMerge,
  explain,
  mergeCommitText,
  wantedBy,
  type Change,
  type CommitOid,
  type NonEmpty,
  type PromotionStateReader,
  type PullRequest,
  type PullRequestMerger,
  type PullState,
  type Reason,
  type Verdict,
} from '@bitvault/promotion';
import { judgeAgain, judgePull, type JudgePorts, type Judged } from './judged-pull.ts';
import type { Undo } from './undo.ts';

export interface MergePorts extends JudgePorts {
  readonly reader: Pick<PromotionStateReader, 'look' | 'stateOfMerge' | 'further'>;
  readonly merger: PullRequestMerger;
  readonly undo: Undo;
}

/** A pull request that was found to be allowed. */
export type Allowed = Judged & { readonly verdict: Extract<Verdict, { kind: 'merge' }> };

export type MergeAttempt =
  | {
      readonly kind: 'merged';
      readonly change: Change;
      readonly commit: CommitOid;
      readonly agreed: Extract<Verdict, { kind: 'merge' }>['agreed'];
    }
  /** It is merged, and should not be. */
  | { readonly kind: 'slipped'; readonly commit: CommitOid; readonly reason: Reason }
  /** What was judged is no longer so: everything is to be read and decided again. `sent`: the merge may yet land. */
  | { readonly kind: 'again'; readonly reason: Reason; readonly sent: boolean }
  | { readonly kind: 'stopped'; readonly verdict: Exclude<Verdict, { kind: 'merge' }> }
  | { readonly kind: 'refused'; readonly reason: Reason };

/**
 * Merges exactly what was judged. GitHub takes a head as a condition of a merge, but neither a base nor the facts that a
 * policy asks for. Base, pull request and reports are looked at again in the one request before the merge, what else the
 * decider asks in those before that one; what came of it is judged right after.
 */
export async function mergeAsJudged(ports: MergePorts, judged: Allowed, approve: boolean): Promise<MergeAttempt> {
  const { pull } = judged.state;
  if (approve) await ports.merger.approve(pull, 'The change is exactly the digest bump, and its images verify.');
  const confirmed = await confirm(ports, judged);
  if (confirmed.kind !== 'merge') return confirmed;
  const result = await ports.merger.merge(pull, mergeCommitText(pull, confirmed.agreed));
  switch (result.kind) {
    case 'merged':
      return auditMerge(ports, judged, result.commit);
    case 'head-moved':
      return { kind: 'refused', reason: { code: 'HEAD_MOVED', expected: pull.head } };
    case 'base-moved':
      return { kind: 'again', reason: { code: 'CONFLICTING' }, sent: true };
    case 'forbidden':
      return { kind: 'refused', reason: { code: 'MERGE_FORBIDDEN', message: result.message } };
  }
}

type Confirmed = Extract<Verdict, { kind: 'merge' }> | Extract<MergeAttempt, { kind: 'again' | 'stopped' }>;

/** The last look: nothing is asked between its answer and the merge. */
async function confirm(ports: MergePorts, { state, policy, evidence, requests }: Allowed): Promise<Confirmed> {
  const decide = await ports.decider(policy);
  const look = await ports.reader.look(state, null);
  const { pull } = look.state;
  if (look.base !== state.base.oid || pull.head !== state.pull.head) {
    return movedOn(look.base);
  }
  const verdict = decide({ ...look.state, further: state.further }, policy, evidence, requests);
  if (verdict.kind === 'merge') return verdict;
  // Something was reported since: there is no time to read it now.
  if (wantedBy([verdict.reasons]) !== null) return movedOn(look.base);
  return { kind: 'stopped', verdict };
}

const movedOn = (base: CommitOid): Extract<MergeAttempt, { kind: 'again' }> => ({
  kind: 'again',
  reason: { code: 'FACTS_MOVED', base },
  sent: false,
});

/**
 * What became of a merge of which nothing was heard, by the pull request as it is now: judged like any other where it has
 * landed, null where it has not.
 */
export async function auditLateMerge(
  ports: MergePorts,
  judged: Allowed,
  now: PullRequest,
): Promise<MergeAttempt | null> {
  if (now.state !== 'MERGED' || now.mergeCommit === null || now.head !== judged.state.pull.head) return null;
  if (!(await ports.merger.hasMerged(now))) return null;
  await ports.merger.deleteBranch(now);
  return auditMerge(ports, judged, now.mergeCommit);
}

/**
 * Judges what was merged, on the commit that it was merged onto and with the facts of that moment. What the policy would
 * not have allowed is reported, and handed to `undo`, which sees to it or says what people have to do.
 */
async function auditMerge(ports: MergePorts, judged: Allowed, commit: CommitOid): Promise<MergeAttempt> {
  try {
    const verdict = await verdictOnMerge(ports, judged, commit);
    if (verdict.kind === 'merge') return { kind: 'merged', change: verdict.change, commit, agreed: verdict.agreed };
    return await slipped(ports, verdict.change ?? judged.verdict.change, commit, verdict.reasons);
  } catch (error) {
    if (!isCodedError(error)) throw error;
    const { code: failure, message, next: advice } = error;
    return slipped(ports, judged.verdict.change, commit, [{ code: 'STEP_FAILED', failure, message, advice }]);
  }
}

async function verdictOnMerge(ports: MergePorts, judged: Allowed, commit: CommitOid): Promise<Verdict> {
  const { state } = judged;
  const look = await ports.reader.look(state, commit);
  if (look.mergedOnto === state.base.oid) {
    const after = asOfMerge({ ...look.state, further: state.further });
    return (await judgeAgain(ports, { ...judged, state: after })).verdict;
  }
  return (await judgeMerge(ports, state, commit)).verdict;
}

/** Judges a merge from the start, on the commit that it was merged onto and with the facts of that moment. */
export async function judgeMerge(ports: MergePorts, state: PullState, commit: CommitOid): Promise<Judged> {
  return judgePull(ports, asOfMerge(await ports.reader.stateOfMerge(state, commit)));
}

export const sentencesOf = (reasons: readonly Reason[]): string =>
  reasons.map((reason) => `${reason.code}: ${explain(reason).sentence}`).join('; ');

async function slipped(
  ports: MergePorts,
  change: Change,
  commit: CommitOid,
  reasons: NonEmpty<Reason>,
): Promise<MergeAttempt> {
  const advice = await ports.undo(change, commit, reasons);
  const why = sentencesOf(reasons);
  return { kind: 'slipped', commit, reason: { code: 'MERGED_AGAINST_POLICY', commit, why, advice } };
}
