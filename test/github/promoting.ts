import assert from 'node:assert/strict';
import { settleProposal, type Settled } from '@bitvault/github';
import { decidePromotion, isNonEmpty, type PullRequest, type WantedBump } from '@bitvault/promotion';
import { branch, dev, policyOf, want, type Rig } from './rig.ts';

/** Does what open-gitops-pr does: reads, decides and writes until it lands. */
export function promote(rig: Pick<Rig, 'reader' | 'writer'>, ...wanted: readonly WantedBump[]): Promise<Settled> {
  return settleProposal({
    read: () => rig.reader.proposal(dev, branch),
    decide: (state) => {
      assert.ok(isNonEmpty(wanted));
      return decidePromotion(state, policyOf(state), dev, wanted, null);
    },
    write: (state, proposal) => rig.writer.propose(state, proposal),
  });
}

export const resultOf = (settled: Settled): string =>
  'result' in settled ? (settled.result?.kind ?? 'planned') : settled.decision.kind;

/** An open pull request with one bump, as the merging App sees it. */
export async function openPull(rig: Rig): Promise<PullRequest> {
  const settled = await promote(rig, want(0, 7));
  assert.ok('result' in settled && settled.result !== null);
  const { pull } = await rig.mergerReader.stateOfPull(settled.result.number);
  return pull;
}
