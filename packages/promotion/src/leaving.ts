import { deployedDigest } from './deployed.ts';
import type { Digest } from './names.ts';
import { environmentOf, serviceOf, type Policy } from './policy.ts';
import type { ProposalState } from './ports.ts';
import { branchHindrance, type ProposalDecision } from './proposal.ts';
import type { Slot } from './state.ts';
import { parseBumpTrailers } from './trailers.ts';

/** What the open pull request of an earlier rollback takes out of the slot: none where there is none of the bot's. */
export function proposedToLeave(
  { pull, head, ...state }: ProposalState,
  policy: Policy,
  slot: Slot,
): readonly Digest[] {
  if (pull === null || head === null || branchHindrance({ pull, head, ...state }, policy) !== null) return [];
  return parseBumpTrailers(head.message).flatMap(({ service, environment, from }) =>
    service === slot.service && environment === slot.environment && from !== null ? [from] : [],
  );
}

/**
 * Whether a rollback that is asked for because `from` is bad has come too late: null where it has not. News of a bad digest
 * may be late, and may come twice; neither may take out what took its place.
 *
 * @throws PolicyError for an environment or a service that the policy does not have.
 */
export function decideLeaving(
  state: ProposalState,
  policy: Policy,
  slot: Slot,
  from: Digest,
): Extract<ProposalDecision, { kind: 'unchanged' }> | null {
  environmentOf(policy, slot.environment);
  serviceOf(policy, slot.service);
  const found = deployedDigest(state.base.files, policy, slot) ?? null;
  const where = `${slot.service} in ${slot.environment}`;
  if (found !== from) {
    const runs = found === null ? 'deploys nothing' : `is at ${short(found)}`;
    return { kind: 'unchanged', because: `${where} ${runs}, not at ${short(from)}, which was to be left` };
  }
  if (!proposedToLeave(state, policy, slot).includes(from)) return null;
  return { kind: 'unchanged', because: `a pull request that rolls ${where} back from ${short(from)} is open` };
}

const short = (digest: Digest) => `${digest.slice(0, 19)}…`;
