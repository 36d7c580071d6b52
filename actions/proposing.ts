import type { Outcome, Runtime } from '@bitvault/action-kit';
import type { Settled } from '@bitvault/github';
import { literal, reasonLine, reasonList, type Reason } from '@bitvault/promotion';

export const proposalOutputs = {
  number: 'Number of the pull request, where there is one.',
  url: 'Address of the pull request.',
  'head-sha': 'Head commit of the pull request.',
  result: '`opened`, `updated`, `unchanged`, `planned` (dry run) or `refused`.',
  reason: 'Why it was refused: `CODE: sentence. Next: …`, one per line.',
} as const;

export type ProposalOutput = keyof typeof proposalOutputs;

/** What an action that proposes reports of how it ended; `unchanged` is what it says where nothing is to be done. */
export function proposalOutcome(
  settled: Settled,
  runtime: Runtime,
  unchanged = 'it is deployed, or proposed, already',
): Outcome<ProposalOutput> {
  const { decision, state } = settled;
  const standing = {
    number: state.pull === null ? '' : String(state.pull.number),
    url: state.pull?.url ?? '',
    'head-sha': state.pull === null ? '' : (state.head?.oid ?? ''),
    reason: '',
  };
  switch (decision.kind) {
    case 'refused':
      return refusedOutcome(decision.reasons, standing);
    case 'unchanged': {
      const because = decision.because ?? unchanged;
      runtime.info(`Nothing to do: ${because}.`);
      return {
        kind: 'done',
        outputs: { ...standing, result: 'unchanged' },
        summary: () =>
          `## Nothing to do\n\nBecause ${because}.${state.pull === null ? '' : ` See [#${state.pull.number}](${state.pull.url}).`}\n`,
      };
    }
    case 'propose': {
      const result = 'result' in settled ? settled.result : null;
      if (result === null) {
        runtime.info(`Dry run: would propose "${decision.proposal.title}" from ${decision.proposal.branch}.`);
        const summary = () => `## ${literal(decision.proposal.title)} (dry run)\n\n${decision.proposal.body}\n`;
        return { kind: 'done', outputs: { ...standing, result: 'planned' }, summary };
      }
      runtime.info(`${decision.proposal.title}: ${result.kind} #${result.number} ${result.url}`);
      return {
        kind: 'done',
        outputs: {
          number: String(result.number),
          url: result.url,
          'head-sha': result.head,
          result: result.kind,
          reason: '',
        },
        summary: () =>
          `## ${literal(decision.proposal.title)}: ${result.kind} [#${result.number}](${result.url})\n\n${decision.proposal.body}\n`,
      };
    }
  }
}

function refusedOutcome(
  reasons: readonly Reason[],
  standing: Omit<Record<ProposalOutput, string>, 'result'>,
): Outcome<ProposalOutput> {
  const failure = reasons.map(reasonLine).join('\n');
  return {
    kind: 'refused',
    outputs: { ...standing, result: 'refused', reason: failure },
    summary: () => `## Refused\n\n${reasonList(reasons)}\n`,
    failure,
  };
}
