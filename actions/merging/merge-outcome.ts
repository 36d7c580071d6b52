import type { Outcome } from '@bitvault/action-kit';
import {
  changeTable,
  environmentOf,
  reasonLine,
  reasonList,
  type CommitOid,
  type Policy,
  type Reason,
  type Verdict,
} from '@bitvault/promotion';
import type { MergeOutcome } from './merge-if-allowed.ts';

export const mergeOutputs = {
  result: '`merged`, `waiting`, `planned` (dry run) or `refused`.',
  'merge-sha': 'The merge commit.',
  reason: 'Why it was not merged: `CODE: sentence. Next: …`, one per line.',
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
        summary: () => `## Merged ${link}\n\nAs \`${outcome.commit}\`.\n\n${changeTable(outcome.change)}\n`,
      };
    case 'allowed':
      return {
        kind: 'done',
        outputs: { result: 'planned', 'merge-sha': '', reason: '' },
        summary: () => `## Would merge ${link} (dry run)\n`,
      };
    case 'slipped': {
      const reason = reasonLine(outcome.reason);
      return {
        kind: 'refused',
        outputs: { result: 'refused', 'merge-sha': outcome.commit, reason },
        summary: () => `## Merged against the policy: ${link}\n\n${reasonList([outcome.reason])}\n`,
        failure: reason,
      };
    }
    case 'waiting':
    case 'refused': {
      const reason = outcome.reasons.map(reasonLine).join('\n');
      const outputs = { result: outcome.kind, 'merge-sha': '', reason };
      const summary = () =>
        `## ${outcome.kind === 'waiting' ? 'Waiting' : 'Refused'}: ${link}\n\n${reasonList(outcome.reasons)}\n`;
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
  met: verdict.met,
  reasons: verdict.kind === 'merge' ? [reason] : [reason, ...verdict.reasons],
});
