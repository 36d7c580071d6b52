import { nothingWanted, pastKey } from './further.ts';
import { standingRuns, type DeployedRun } from './history.ts';
import { canonicalHold, forceable, holdPath, type Forceable, type Hold } from './hold.ts';
import { brokenReasons, holdsAt } from './holds.ts';
import type { CommitOid, Digest } from './names.ts';
import { contextsOf, digestFile, digestPath, type Policy } from './policy.ts';
import type { Reason } from './reason.ts';
import type { BaseSnapshot, Further, Past, ReportedCommit, Slot, StatusReport, Wanted } from './state.ts';
import { sameLogin } from './trust.ts';
import { deployedHistory, digestOfVersion } from './versions.ts';

/** How many versions of a digest file a rollback reaches back: at first, and where that does not suffice. */
const depths = { first: 100, most: 500 } as const;

/** What a target is judged by. Whoever proposes a rollback and whoever merges it ask the same of the same facts. */
export interface TargetFacts {
  readonly base: BaseSnapshot;
  readonly further: Further;
}

export type ForceableReason = Extract<Reason, { code: Forceable }>;

export const isForceable = (reason: Reason): reason is ForceableReason =>
  forceable.some((code) => code === reason.code);

/** Whether it speaks against a digest because that lies ahead. */
export const isForward = ({ code }: { readonly code: string }): boolean =>
  code === 'TARGET_NEWER' || code === 'TARGET_REPLACED';

/** Whether a hold was forced to a digest that lies ahead of what it replaced. */
export const goesForward = ({ forced }: Pick<Hold, 'forced'>): boolean =>
  forced !== undefined && forced.against.some((code) => isForward({ code }));

/**
 * Why a rollback may not go to `digest`; empty where it may. A target is older than what runs, nothing has gone back over
 * it, it was reported healthy while it ran, where anything waits for such reports, and it is not what the hold that stands
 * took out. One that never ran in the slot is none, whatever anybody says.
 */
export function targetReasons(facts: TargetFacts, policy: Policy, slot: Slot, digest: Digest): readonly Reason[] {
  const past = pastOf(facts, policy, slot);
  if (past.kind === 'unread') return [past.reason];
  const { runs, standing } = past;
  if (!runs.some((run) => run.digest === digest)) {
    return [past.deeper ?? { code: 'NEVER_DEPLOYED', slot, digest }];
  }
  const isBefore = standing.slice(0, -1).some((run) => run.digest === digest);
  return [
    ...brokenReasons(facts.base, policy, slot),
    ...(isBefore ? [] : [{ code: 'TARGET_NEWER', slot, digest } as const]),
    ...replacedReasons(facts, policy, slot, digest),
    ...unhealthyReasons(facts, policy, slot, digest, past),
  ];
}

/** The digests that ran before today's and that nothing has gone back over since, newest first. */
export function earlierDigests(
  facts: TargetFacts,
  policy: Policy,
  slot: Slot,
): { readonly digests: readonly Digest[]; readonly unread: Reason | null } {
  const past = pastOf(facts, policy, slot);
  if (past.kind === 'unread') return { digests: [], unread: past.reason };
  const earlier = past.standing.slice(0, -1).toReversed();
  return { digests: earlier.map(({ digest }) => digest), unread: past.deeper };
}

type KnownPast =
  | { readonly kind: 'unread'; readonly reason: Reason }
  | {
      readonly kind: 'read';
      readonly past: Past;
      readonly runs: readonly DeployedRun[];
      readonly standing: readonly DeployedRun[];
      /** What to read for more; null where there is no more, or no more is read. */
      readonly deeper: Reason | null;
    };

function pastOf({ further }: TargetFacts, policy: Policy, slot: Slot): KnownPast {
  const past = further.pasts.get(pastKey(slot));
  if (past === undefined) return { kind: 'unread', reason: wantedPast(policy, slot, depths.first) };
  const runs = deployedHistory(past.versions, digestPath(policy, slot.environment, slot.service));
  const returns = returnsIn(past, slot);
  const isDeepest = past.complete || past.versions.length >= depths.most;
  return {
    kind: 'read',
    past,
    runs,
    standing: standingRuns(runs, (run) => returns.get(run.commit) === run.digest),
    deeper: isDeepest ? null : wantedPast(policy, slot, depths.most),
  };
}

/** Commits at which the slot was held after a rollback, with what that put there. */
function returnsIn({ holds }: Past, slot: Slot): ReadonlyMap<CommitOid, Digest> {
  return new Map(
    holds.flatMap(({ commit, file }) => {
      const hold = file?.text == null ? null : canonicalHold(file.text);
      const isOfSlot = hold?.service === slot.service && hold.environment === slot.environment;
      return isOfSlot && !goesForward(hold) ? [[commit, hold.digest] as const] : [];
    }),
  );
}

const unread = (slot: Slot, wanted: Partial<Wanted>): Reason => ({
  code: 'EVIDENCE_UNREAD',
  slot,
  wanted: { ...nothingWanted, ...wanted },
});

function wantedPast(policy: Policy, slot: Slot, depth: number): Reason {
  const { environment, service } = slot;
  const file = digestFile(policy, environment, service);
  const past = { slot: { environment, service }, file, hold: holdPath(environment, service), depth };
  return unread(slot, { contexts: contextsOf(policy, environment), pasts: [past] });
}

function replacedReasons({ base }: TargetFacts, policy: Policy, slot: Slot, digest: Digest): readonly Reason[] {
  const hold = holdsAt(base, policy).on(slot);
  return hold?.replaced === digest ? [{ code: 'TARGET_REPLACED', slot, digest, by: hold.by, why: hold.reason }] : [];
}

function unhealthyReasons(
  { base, further }: TargetFacts,
  policy: Policy,
  slot: Slot,
  digest: Digest,
  { past, runs }: Extract<KnownPast, { kind: 'read' }>,
): readonly Reason[] {
  const contexts = contextsOf(policy, slot.environment);
  const path = digestPath(policy, slot.environment, slot.service);
  const carrying = past.versions.filter((version) => digestOfVersion(version, path) === digest);
  const missing = unreported(contexts, carrying, policy);
  const [context] = missing;
  if (context === undefined) return [];
  const run = runs.find((candidate) => candidate.digest === digest);
  if (run === undefined) return [{ code: 'TARGET_UNHEALTHY', slot, digest, context }];
  // Argo CD reports the revision that it synced, which need not be one of the file's.
  const span = { since: run.since, until: run.until ?? base.now };
  const read = further.spans.find(({ since, until }) => +since === +span.since && +until === +span.until);
  if (read === undefined) return [unread(slot, { contexts, spans: [span] })];
  const during = read.commits.filter(({ committedAt }) => committedAt >= span.since && committedAt < span.until);
  const [never] = unreported(missing, during, policy);
  return never === undefined ? [] : [{ code: 'TARGET_UNHEALTHY', slot, digest, context: never }];
}

/** Those of the contexts that Argo CD has not reported as successful on any of the commits. */
function unreported(
  contexts: readonly string[],
  commits: readonly Pick<ReportedCommit, 'statuses'>[],
  { argocd }: Policy,
): readonly string[] {
  const isBelieved = ({ creator }: StatusReport) =>
    argocd !== null && creator !== null && sameLogin(creator.login, argocd);
  const reports = commits.flatMap(({ statuses }) => statuses).filter(isBelieved);
  const successful = new Set(reports.filter(({ state }) => state === 'SUCCESS').map(({ context }) => context));
  return contexts.filter((context) => !successful.has(context));
}
