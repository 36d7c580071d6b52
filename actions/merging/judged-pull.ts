import {
  recogniseChange,
  requestRunsOf,
  type Candidate,
  type Evidence,
  type Policy,
  type PromotionStateReader,
  type PullRequest,
  type PullState,
  type RequestRuns,
  type State,
  type Verdict,
} from '@bitvault/promotion';
import { policyOf } from '../connections.ts';
import type { Verifier } from '../evidence.ts';
import { decideOn } from '../further.ts';

/** The whole decision on one pull request, from facts that were read before; pure. */
export type Decide = (state: PullState, policy: Policy, evidence: Evidence, requests: RequestRuns) => Verdict;

export interface JudgePorts {
  readonly reader: Pick<PromotionStateReader, 'further'>;
  readonly verifier: Verifier;
  /** Reads what the decision rests on beside the state, as it is now. */
  readonly decider: (policy: Policy) => Promise<Decide>;
  /** Reads who started the runs that holds name. */
  readonly requests: (runs: readonly string[]) => Promise<RequestRuns>;
  /** Whether this is the job that the manual approval guards. */
  readonly atGate: boolean;
}

/** A pull request with what was decided on it, and on what. */
export interface Judged {
  readonly state: PullState;
  readonly policy: Policy;
  readonly evidence: Evidence;
  readonly requests: RequestRuns;
  readonly verdict: Verdict;
}

/** The image digests that merging a pull request would deploy. */
function candidatesOf(pull: PullRequest, state: State, policy: Policy): readonly Candidate[] {
  const recognition = recogniseChange(pull, state.base, policy);
  if (recognition.kind === 'unrecognised' || recognition.change.kind === 'resume') return [];
  return recognition.change.bumps.map((bump) => ({ service: bump.service, digest: bump.to }));
}

/** Gathers the evidence, which cannot change any more, and decides. */
export async function judgePull(ports: JudgePorts, first: PullState): Promise<Judged> {
  const { pull } = first;
  const policy = policyOf(first.base);
  const evidence = await ports.verifier.verify(policy, candidatesOf(pull, first, policy), first.base);
  const requests = await ports.requests(requestRunsOf(pull, first.base, policy, ports.atGate));
  return judgeAgain(ports, { state: first, policy, evidence, requests });
}

/** Decides by evidence that is there already, and reads whatever else the decision turns on. */
export async function judgeAgain(ports: JudgePorts, known: Omit<Judged, 'verdict'>): Promise<Judged> {
  const { policy, evidence, requests } = known;
  const decide = await ports.decider(policy);
  const { state, decision: verdict } = await decideOn(
    ports.reader,
    known.state,
    (read) => decide(read, policy, evidence, requests),
    (decided) => (decided.kind === 'merge' ? [] : [decided.reasons]),
  );
  return { ...known, state, verdict };
}
