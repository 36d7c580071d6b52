import {
  candidates,
  plan,
  requestRunsOf,
  type Evidence,
  reasonsOfStep,
  type Policy,
  type PromotionStateReader,
  type Reason,
  type RequestRuns,
  type State,
  type Step,
} from '@bitvault/promotion';
import { policyOf } from './connections.ts';
import type { Verifier } from './evidence.ts';
import { decideOn } from './further.ts';

/** A plan, and what it was made on. */
export interface Planned {
  readonly state: State;
  readonly policy: Policy;
  readonly evidence: Evidence;
  readonly requests: RequestRuns;
  readonly steps: readonly Step[];
}

export interface PlanPorts {
  readonly reader: Pick<PromotionStateReader, 'further'>;
  readonly verifier: Verifier;
  readonly requests: (runs: readonly string[]) => Promise<RequestRuns>;
}

/**
 * Gathers what the registry and GitHub say of what could move, and plans.
 *
 * @param besides what else is to be told of the state, for which more may have to be read
 */
export async function planOn(
  first: State,
  { reader, verifier, requests: read }: PlanPorts,
  besides: (state: State, policy: Policy) => readonly Reason[] = () => [],
): Promise<Planned> {
  const policy = policyOf(first.base);
  const runs = first.pulls.flatMap((pull) => requestRunsOf(pull, first.base, policy, false));
  const [evidence, requests] = await Promise.all([
    verifier.verify(policy, candidates(first, policy), first.base),
    read([...new Set(runs)]),
  ]);
  const { state, decision: steps } = await decideOn(
    reader,
    first,
    (known) => plan(known, policy, evidence, { gate: null, requests }),
    (planned, known) => [...planned.map(reasonsOfStep), ...besides(known, policy).map((reason) => [reason])],
  );
  return { state, policy, evidence, requests, steps };
}
