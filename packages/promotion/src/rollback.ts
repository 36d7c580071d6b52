import { isNonEmpty } from './change.ts';
import { deployedDigest } from './deployed.ts';
import { everDeployed, previousDigest } from './history.ts';
import type { Hold } from './hold.ts';
import { evidenceKey, type Evidence } from './evidence.ts';
import { brokenReasons, holdsAt } from './holds.ts';
import type { Digest } from './names.ts';
import { digestPath, environmentOf, serviceOf, type Policy } from './policy.ts';
import type { ProposalState } from './ports.ts';
import { branchHindrance, composeResume, composeRollback, type ProposalDecision } from './proposal.ts';
import type { Reason } from './reason.ts';
import type { BaseSnapshot, Bump, FileVersion, NonEmpty, Slot } from './state.ts';
import { parseBumpTrailers } from './trailers.ts';
import { deployedHistory } from './versions.ts';

export type RollbackTarget =
  | { readonly kind: 'target'; readonly digest: Digest }
  | { readonly kind: 'refused'; readonly reasons: NonEmpty<Reason> };

/**
 * Where a rollback goes: the digest that was asked for, if it ever ran here, else the newest one before today's that no
 * rollback has taken out since, and that is none of `bad`.
 */
export function rollbackTarget(
  base: BaseSnapshot,
  policy: Policy,
  slot: Slot,
  versions: readonly FileVersion[],
  asked: Digest | undefined,
  bad: readonly Digest[] = [],
): RollbackTarget {
  environmentOf(policy, slot.environment);
  serviceOf(policy, slot.service);
  const history = deployedHistory(versions, digestPath(policy, slot.environment, slot.service));
  const today = deployedDigest(base.files, policy, slot) ?? null;
  const replaced = holdsAt(base, policy).on(slot)?.replaced ?? null;
  const digest = asked ?? previousDigest(history, replaced === null ? bad : [replaced, ...bad]);
  if (digest === undefined || today === null) return refused({ code: 'NOTHING_BEFORE', slot });
  if (!everDeployed(history, digest)) return refused({ code: 'NEVER_DEPLOYED', slot, digest });
  return { kind: 'target', digest };
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
}

export function decideRollback(
  state: ProposalState,
  policy: Policy,
  wanted: Slot & { readonly to: Digest },
  evidence: Evidence,
  origin: HoldOrigin,
): ProposalDecision {
  const hindrance = branchHindrance(state, policy);
  if (hindrance !== null) return hindrance;
  const verification = evidence.get(evidenceKey(wanted.service, wanted.to));
  const refusals: Reason[] = [...brokenReasons(state.base, policy, wanted)];
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
  const bump: Bump = { ...wanted, from, source: verification?.kind === 'verified' ? verification.source : null };
  if (carriesAlready(state, bump)) return { kind: 'unchanged' };
  return {
    kind: 'propose',
    proposal: composeRollback(state.base, policy, bump, holdOf(bump, state.base.now, origin), origin.run),
  };
}

function holdOf(bump: Bump, now: Date, { by, reason, run }: HoldOrigin): Hold {
  return {
    service: bump.service,
    environment: bump.environment,
    digest: bump.to,
    replaced: bump.from,
    reason,
    by,
    since: now.toISOString(),
    ...(run !== null && { run }),
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
