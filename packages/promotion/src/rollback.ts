import { isNonEmpty } from './change.ts';
import { deployedDigest } from './deployed.ts';
import { longestHoldText, type Hold } from './hold.ts';
import { evidenceKey, type Evidence } from './evidence.ts';
import { brokenReasons, holdsAt } from './holds.ts';
import type { Digest } from './names.ts';
import { environmentOf, serviceOf, type Policy } from './policy.ts';
import type { ProposalState } from './ports.ts';
import { branchHindrance, composeResume, composeRollback, type ProposalDecision } from './proposal.ts';
import type { Reason } from './reason.ts';
import type { Bump, NonEmpty, Slot } from './state.ts';
import { standingReasons } from './standing-reasons.ts';
import { earlierDigests, isForceable, targetReasons, type ForceableReason, type TargetFacts } from './target.ts';
import { parseBumpTrailers } from './trailers.ts';

export type RollbackTarget =
  | {
      readonly kind: 'target';
      readonly digest: Digest;
      /** What speaks against it, and is overridden. */
      readonly against: readonly ForceableReason[];
    }
  | { readonly kind: 'refused'; readonly reasons: NonEmpty<Reason> };

/** What a rollback is asked for. */
export interface RollbackRequest {
  /** The digest to go to; the one before today's, if it is left out. */
  readonly to?: Digest;
  /** Digests that are not to be gone back to by default. */
  readonly bad?: readonly Digest[];
  /** Whether whatever speaks against `to`, and may be overridden, is. */
  readonly force?: boolean;
}

/**
 * Where a rollback goes: to the digest that was asked for, if nothing speaks against it that was not overridden, else to
 * the newest earlier one against which nothing does.
 *
 * @throws PolicyError for an environment or a service that the policy does not have.
 */
export function rollbackTarget(
  facts: TargetFacts,
  policy: Policy,
  slot: Slot,
  { to, bad = [], force = false }: RollbackRequest,
): RollbackTarget {
  environmentOf(policy, slot.environment);
  serviceOf(policy, slot.service);
  if (typeof deployedDigest(facts.base.files, policy, slot) !== 'string')
    return refused({ code: 'NOTHING_BEFORE', slot });
  if (to === undefined) return previousTarget(facts, policy, slot, bad);
  const reasons = targetReasons(facts, policy, slot, to);
  const standing = standingReasons(reasons.filter((reason) => !(force && isForceable(reason))));
  if (isNonEmpty(standing)) return { kind: 'refused', reasons: standing };
  return { kind: 'target', digest: to, against: reasons.filter(isForceable) };
}

function previousTarget(facts: TargetFacts, policy: Policy, slot: Slot, bad: readonly Digest[]): RollbackTarget {
  const replaced = holdsAt(facts.base, policy).on(slot)?.replaced ?? null;
  const { digests, unread } = earlierDigests(facts, policy, slot);
  const candidates = digests.filter((digest) => digest !== replaced && !bad.includes(digest));
  let first: NonEmpty<Reason> | null = null;
  for (const digest of candidates) {
    const reasons = targetReasons(facts, policy, slot, digest);
    if (!isNonEmpty(reasons)) return { kind: 'target', digest, against: [] };
    if (reasons.every(({ code }) => code === 'EVIDENCE_UNREAD')) return { kind: 'refused', reasons };
    first ??= reasons;
  }
  const reasons = first ?? (unread === null ? null : ([unread] as const));
  return reasons === null ? refused({ code: 'NOTHING_BEFORE', slot }) : { kind: 'refused', reasons };
}

const refused = (reason: Reason): { readonly kind: 'refused'; readonly reasons: NonEmpty<Reason> } => ({
  kind: 'refused',
  reasons: [reason],
});

/** What a hold says beside the digests. `run` is the URL of the workflow run. */
export interface HoldOrigin {
  readonly by: string;
  readonly reason: string;
  readonly run: string | null;
  /** Why what speaks against the digest is overridden. */
  readonly forced?: string;
}

export function decideRollback(
  state: ProposalState,
  policy: Policy,
  wanted: Slot & { readonly to: Digest; readonly against?: readonly ForceableReason[] },
  evidence: Evidence,
  origin: HoldOrigin,
): ProposalDecision {
  const hindrance = branchHindrance(state, policy);
  if (hindrance !== null) return hindrance;
  const verification = evidence.get(evidenceKey(wanted.service, wanted.to));
  const refusals: Reason[] = [];
  if (verification?.kind !== 'verified') {
    const { detail, advice } = verification ?? { detail: 'it was not verified', advice: 'Run rollback again.' };
    refusals.push({ code: 'IMAGE_UNVERIFIED', service: wanted.service, digest: wanted.to, detail, advice });
  }
  const from = deployedDigest(state.base.files, policy, wanted) ?? null;
  const held = holdsAt(state.base, policy).on(wanted);
  if (from === wanted.to) {
    if (held?.digest === wanted.to) return { kind: 'unchanged' };
    refusals.push({ code: 'DEPLOYED_ALREADY', slot: wanted, digest: wanted.to });
  }
  if (isNonEmpty(refusals)) return { kind: 'refused', reasons: refusals };
  const { service, environment, to, against = [] } = wanted;
  const source = verification?.kind === 'verified' ? verification.source : null;
  const bump: Bump = { service, environment, from, to, source };
  if (carriesAlready(state, bump)) return { kind: 'unchanged' };
  const hold = holdOf(bump, state.base.now, against, { ...origin, reason: saidWith(origin.reason, held) });
  return { kind: 'propose', proposal: composeRollback(state.base, policy, bump, hold, against, origin.run) };
}

/** Whoever rolls back what is held already takes the place of who held it, who had a reason that stands all the same. */
function saidWith(reason: string, held: Hold | null): string {
  if (held === null) return reason;
  const standing = `; held until then by ${held.by} since ${held.since}: ${held.reason}`;
  const first = shortened(reason, longestHoldText - Math.min(standing.length, longestHoldText / 2));
  return `${first}${shortened(standing, longestHoldText - first.length)}`;
}

const shortened = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`.toWellFormed();

function holdOf(
  bump: Bump,
  now: Date,
  against: readonly ForceableReason[],
  { by, reason, run, forced: why }: HoldOrigin,
): Hold {
  const codes = [...new Set(against.map(({ code }) => code))];
  if (codes.length > 0 && why === undefined) throw new TypeError('nothing is overridden without a reason');
  return {
    service: bump.service,
    environment: bump.environment,
    digest: bump.to,
    replaced: bump.from,
    reason,
    by,
    since: now.toISOString(),
    ...(run !== null && { run }),
    ...(codes.length > 0 && why !== undefined && { forced: { why, against: codes } }),
  };
}

/** The open pull request of an earlier run asks for the same already. */
function carriesAlready(state: ProposalState, bump: Bump): boolean {
  if (state.pull === null || state.head === null) return false;
  return parseBumpTrailers(state.head.message).some(
    (found) => found.service === bump.service && found.to === bump.to && found.from === bump.from,
  );
}

export function decideResume(state: ProposalState, policy: Policy, slot: Slot, run: string | null): ProposalDecision {
  const hindrance = branchHindrance(state, policy);
  if (hindrance !== null) return hindrance;
  const holds = holdsAt(state.base, policy);
  if (holds.has(slot)) {
    if (state.pull !== null) return { kind: 'unchanged' };
    return { kind: 'propose', proposal: composeResume(slot, holds.on(slot), run) };
  }
  const broken = brokenReasons(state.base, policy, slot);
  return isNonEmpty(broken) ? { kind: 'refused', reasons: broken } : { kind: 'unchanged' };
}
