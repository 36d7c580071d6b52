import { agreementOf, type Agreement, type GateJudge, type People } from './agreement.ts';
import { recogniseChange, isNonEmpty, type Change } from './change.ts';
import { deployedDigest } from './deployed.ts';
import { evidenceKey, type Evidence } from './evidence.ts';
import { unprovenReason } from './health.ts';
import { holdPath, type Hold } from './hold.ts';
import { heldReasons } from './holds.ts';
import type { CommitOid, Digest, ServiceName } from './names.ts';
import { activeFreeze, environmentOf, type Environment, type Policy } from './policy.ts';
import type { Reason } from './reason.ts';
import { metBy, type Met } from './met.ts';
import { refuses } from './reasons.ts';
import { distinctReasons, standingReasons } from './standing-reasons.ts';
import type { Bump, NonEmpty, PullRequest, State } from './state.ts';
import { goesForward, isForward, targetReasons } from './target.ts';
import { provenanceReasons } from './trust.ts';

export type Verdict =
  | {
      readonly kind: 'merge';
      readonly change: Change;
      readonly head: CommitOid;
      readonly agreed: Pick<Agreement, 'reviewers' | 'approvers'>;
      readonly met: readonly Met[];
    }
  | {
      readonly kind: 'wait';
      readonly change: Change;
      readonly reasons: NonEmpty<Reason>;
      readonly met: readonly Met[];
    }
  | {
      readonly kind: 'refuse';
      readonly change: Change | null;
      readonly reasons: NonEmpty<Reason>;
      readonly met: readonly Met[];
    };

/**
 * Whether `pull` may be merged now, with every reason why not. Pure: all facts come from `state` and `evidence`, and the
 * clock is the one that GitHub gave with the state.
 */
export function judge(state: State, pull: PullRequest, policy: Policy, evidence: Evidence, people: People): Verdict {
  const provenance = provenanceReasons(pull, state.base, policy);
  const recognition = recogniseChange(pull, state.base, policy);
  if (recognition.kind === 'unrecognised') {
    return { kind: 'refuse', change: null, reasons: [...recognition.reasons, ...provenance], met: [] };
  }
  const { change } = recognition;
  const environment = environmentOf(policy, change.environment);
  const agreement = agreementOf(pull, environment, change, evidence, people);
  const missing = standingReasons([
    ...provenance,
    ...changeReasons(state, policy, environment, change, evidence),
    ...agreement.reasons,
    ...(pull.mergeable === 'CONFLICTING' ? [{ code: 'CONFLICTING' } as const] : []),
  ]);
  const reasons = distinctReasons([
    ...missing,
    ...(missing.length === 0 ? aheadOf(environment, pull, people.gate) : []),
  ]);
  const { reviewers, approvers } = agreement;
  const agreed = { reviewers, approvers };
  const isProved = (bump: Bump): boolean => upstreamReasons(state, policy, environment, bump).length === 0;
  const met = metBy(change, environment, evidence, agreed, isProved);
  if (!isNonEmpty(reasons)) return { kind: 'merge', change, head: pull.head, agreed, met };
  return { kind: reasons.some(refuses) ? 'refuse' : 'wait', change, reasons, met };
}

/** The manual approval comes last: until everything else is there, nobody is asked for it. */
function aheadOf(environment: Environment, { number, head }: PullRequest, gate: GateJudge): readonly Reason[] {
  if (environment.merge !== 'gate' || gate !== null) return [];
  return environment.dispatchers === null
    ? [{ code: 'GATE_AHEAD', environment: environment.environment }]
    : [{ code: 'DISPATCH_AHEAD', environment: environment.name, team: environment.dispatchers, number, head }];
}

function changeReasons(
  state: State,
  policy: Policy,
  environment: Environment,
  change: Change,
  evidence: Evidence,
): Reason[] {
  switch (change.kind) {
    case 'resume':
      return [];
    case 'rollback':
      return change.bumps.flatMap((bump) => [
        ...rollbackReasons(state, policy, bump, change.holds),
        ...verificationReasons(bump.service, bump.to, evidence),
      ]);
    case 'promotion':
      return [
        ...frozenReasons(environment, state.base.now),
        ...change.bumps.flatMap((bump) => [
          ...heldReasons(state.base, policy, bump),
          ...upstreamReasons(state, policy, environment, bump),
          ...verificationReasons(bump.service, bump.to, evidence),
        ]),
      ];
  }
}

export function frozenReasons(environment: Environment, now: Date): Reason[] {
  const freeze = activeFreeze(environment.freeze, now);
  return freeze === null
    ? []
    : [{ code: 'FROZEN', environment: environment.name, until: freeze.until, why: freeze.reason }];
}

/** A promotion carries what the environment before it runs now, proved healthy for long enough. */
function upstreamReasons(state: State, policy: Policy, environment: Environment, bump: Bump): readonly Reason[] {
  if (environment.from === 'build') return [];
  const upstream = environmentOf(policy, environment.from);
  const slot = { service: bump.service, environment: upstream.name };
  const found = deployedDigest(state.base.files, policy, slot);
  if (found !== bump.to) {
    return [{ code: 'NOT_UPSTREAM', slot: bump, digest: bump.to, upstream: upstream.name, found: found ?? null }];
  }
  const held = heldReasons(state.base, policy, slot);
  const unproven = unprovenReason(state, policy, slot, { contexts: environment.healthy, soak: environment.soak });
  return unproven === null ? held : [...held, unproven];
}

function verificationReasons(service: ServiceName, digest: Digest, evidence: Evidence): Reason[] {
  const verification = evidence.get(evidenceKey(service, digest));
  if (verification?.kind === 'verified') return [];
  const { detail, advice } = verification ?? {
    detail: 'its signature and provenance were not checked',
    advice: 'Report this: a decision was asked for without evidence.',
  };
  return [{ code: 'IMAGE_UNVERIFIED', service, digest, detail, advice }];
}

/**
 * A hold says what was overridden in its own bytes, which were reviewed; whatever it does not say stands. That it goes
 * forward is part of the past that later rollbacks are judged by, so it must not say so where it goes back.
 */
function rollbackReasons(state: State, policy: Policy, bump: Bump, holds: readonly Hold[]): readonly Reason[] {
  const hold = holds.find(({ service }) => service === bump.service);
  const against = hold?.forced?.against ?? [];
  const found = targetReasons(state, policy, bump, bump.to);
  const left = found.filter(({ code }) => !against.some((forced) => forced === code));
  if (left.length > 0 || hold === undefined || !goesForward(hold) || found.some(isForward)) return left;
  const path = holdPath(bump.environment, bump.service);
  return [{ code: 'HOLD_DISAGREES', path, detail: 'it says that it goes forward, but it goes back' }];
}
