import type { Proposal, ProposalDecision, ProposalState, ProposeResult } from '@bitvault/promotion';
import pRetry from 'p-retry';

/** How a proposal ended: as decided, or carried out. */
export type Settled =
  | { readonly decision: Exclude<ProposalDecision, { kind: 'propose' | 'unsettled' }>; readonly state: ProposalState }
  | {
      readonly decision: Extract<ProposalDecision, { kind: 'propose' }>;
      readonly state: ProposalState;
      /** Null in a dry run. */
      readonly result: Exclude<ProposeResult, { kind: 'raced' }> | null;
    };

export const raceErrorCodes = {
  RACE_LOST: 'Others kept moving the branch; every attempt to write came too late.',
} as const;

/** Thrown inside the retry, and to the caller when every attempt lost. */
export class RaceError extends Error {
  override readonly name = 'RaceError';
  readonly code = 'RACE_LOST';
  readonly next = 'Run again; if it persists, look for another writer on the promotion branch.';
}

/**
 * Twenty jobs that write to one branch at once each lose at most nineteen times, and a branch that waits for its pull
 * request is looked at for longer than it may wait.
 */
const attempts = 40;

/**
 * Reads, decides and writes until the write lands on exactly what was read. A lost race means a fresh read and a fresh
 * decision; nothing is ever forced.
 *
 * @throws RaceError when every attempt lost.
 */
export function settleProposal(ports: {
  readonly read: () => Promise<ProposalState>;
  readonly decide: (state: ProposalState) => Promise<ProposalDecision> | ProposalDecision;
  readonly write: ((state: ProposalState, proposal: Proposal) => Promise<ProposeResult>) | null;
}): Promise<Settled> {
  const attempt = async (): Promise<Settled> => {
    const state = await ports.read();
    const decision = await ports.decide(state);
    if (decision.kind === 'unsettled') throw new RaceError('another run is about to open the pull request');
    if (decision.kind !== 'propose') return { decision, state };
    if (ports.write === null) return { decision, state, result: null };
    const result = await ports.write(state, decision.proposal);
    if (result.kind === 'raced') throw new RaceError(`the write lost a race: ${result.detail}`);
    return { decision, state, result };
  };
  return pRetry(attempt, {
    retries: attempts - 1,
    minTimeout: 50,
    maxTimeout: 1_000,
    factor: 1.3,
    randomize: true,
    shouldRetry: ({ error }) => error instanceof RaceError,
  });
}
