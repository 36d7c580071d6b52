import {
  candidates,
  plan,
  requestRunsOf,
  type Evidence,
  type Policy,
  type RequestRuns,
  type State,
  type Step,
} from '@bitvault/promotion';
import { policyOf } from './connections.ts';
import type { Verifier } from './evidence.ts';

/** A plan, and what it was made on. */
export interface Planned {
  readonly state: State;
  readonly policy: Policy;
  readonly evidence: Evidence;
  readonly requests: RequestRuns;
  readonly steps: readonly Step[];
}

export interface PlanPorts {
  readonly verifier: Verifier;
  readonly requests: (runs: readonly string[]) => Promise<RequestRuns>;
}

/** Gathers what the registry and GitHub say of what could move, and plans. */
export async function planOn(state: State, { verifier, requests: read }: PlanPorts): Promise<Planned> {
  const policy = policyOf(state.base);
  const runs = state.pulls.flatMap((pull) => requestRunsOf(pull, state.base, policy, false));
  const [evidence, requests] = await Promise.all([
    verifier.verify(policy, candidates(state, policy), state.base),
    read([...new Set(runs)]),
  ]);
  return { state, policy, evidence, requests, steps: plan(state, policy, evidence, { gate: null, requests }) };
}
