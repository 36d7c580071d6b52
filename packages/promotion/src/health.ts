import { nothingWanted } from './further.ts';
import type { CommitOid, EnvironmentName } from './names.ts';
import { digestFile, digestPath, type Policy } from './policy.ts';
import type { Reason } from './reason.ts';
import { reportsOn, timeOf, type Gap, type Reports } from './reports.ts';
import type { FileVersion, ReportedCommit, Slot, State } from './state.ts';
import { digestOfVersion } from './versions.ts';

/** By which commit statuses an environment proves itself, and for how many milliseconds it must have. */
export interface Proof {
  readonly contexts: readonly string[];
  readonly soak: number;
}

/**
 * Why an environment has not proved the digest that it deploys in a slot; null where it has.
 *
 * Argo CD reports the revision that it synced, which may be a later commit than the one that brought the digest. So a
 * context counts on that commit or any later one of the branch, as long as the digest is still the same; the newest
 * report of each context decides, and a failure stands until a later success. It must have been successful without a
 * break for the time of the soak; repeats of one state break nothing. GraphQL tells only the last report of a context on a
 * commit, whoever made it: where one that it does not tell could change the answer, that is the reason, and says what to
 * read.
 */
export function unprovenReason(state: State, policy: Policy, slot: Slot, { contexts, soak }: Proof): Reason | null {
  const window = commitsCarrying(state, policy, slot);
  const now = state.base.now.getTime();
  if (contexts.length === 0) {
    const until = new Date((window.arrivedAt ?? state.base.now).getTime() + soak);
    return until.getTime() > now ? { code: 'SOAKING', environment: slot.environment, until } : null;
  }
  const findings = contexts.map((context) => {
    const asOf = state.asOf?.getTime() ?? Infinity;
    const reports = reportsIn(window, state, { context, argocd: policy.argocd, asOf });
    return findingOf(reports, { environment: slot.environment, context, since: window.arrival }, { now, soak });
  });
  return worstOf(findings, slot, contexts);
}

interface Window {
  /** Commits of the branch that carry today's digest, without a gap between them. */
  readonly commits: readonly ReportedCommit[];
  /** Older ones, between which others may be. */
  readonly scattered: readonly ReportedCommit[];
  /** The commit that brought the digest, or the oldest that was read. */
  readonly arrival: CommitOid;
  /** Null where the file has no history. */
  readonly arrivedAt: Date | null;
  readonly reachesArrival: boolean;
}

function commitsCarrying(state: State, policy: Policy, { environment, service }: Slot): Window {
  const versions = state.versions.get(digestFile(policy, environment, service)) ?? [];
  const carrying = versionsCarrying(versions, digestPath(policy, environment, service));
  const first = carrying.at(-1);
  const arrival = first?.commit ?? state.base.oid;
  const branch = branchOf(state);
  const position = branch.findIndex((commit) => commit.oid === arrival);
  const commits = position === -1 ? branch : branch.slice(0, position + 1);
  const known = new Set(commits.map((commit) => commit.oid));
  const scattered = carrying.flatMap(({ commit, committedAt, statuses }) =>
    known.has(commit) ? [] : [{ oid: commit, committedAt, statuses }],
  );
  const reachesArrival = position !== -1 || first === undefined;
  return { commits, scattered, arrival, arrivedAt: first?.committedAt ?? null, reachesArrival };
}

/** The branch as far back as it was read, first or later. */
function branchOf({ commits, further: { branch } }: State): readonly ReportedCommit[] {
  const known = new Set(commits.map((commit) => commit.oid));
  return [...commits, ...(branch?.commits ?? []).filter((commit) => !known.has(commit.oid))];
}

/** The newest versions of the file, as far back as they have today's digest. */
function versionsCarrying(versions: readonly FileVersion[], path: readonly string[]): readonly FileVersion[] {
  const today = digestOfVersion(versions[0], path);
  const end = versions.findIndex((version) => digestOfVersion(version, path) !== today);
  return end === -1 ? versions : versions.slice(0, end);
}

function reportsIn(window: Window, { further }: State, asked: Parameters<typeof reportsOn>[2]): Reports {
  const read = reportsOn(window.commits, further.logs, asked);
  if (window.reachesArrival) return read;
  const { known, gaps } = reportsOn([...window.commits, ...window.scattered], further.logs, asked);
  // Argo CD does not go back to a revision that it has left: its first report on a later one ends those on the others.
  const until = Math.min(...read.known.map(timeOf));
  const from = window.arrivedAt?.getTime() ?? -Infinity;
  const fill = further.branch?.exhausted === true ? null : ({ kind: 'branch', commit: window.arrival } as const);
  return { known, gaps: [...gaps, { from, until, fill }] };
}

type Finding =
  | { readonly kind: 'proved' }
  | { readonly kind: 'reason'; readonly reason: Reason }
  | { readonly kind: 'soaking'; readonly until: number }
  | { readonly kind: 'unread'; readonly gaps: readonly Gap[] };

interface Subject {
  readonly environment: EnvironmentName;
  readonly context: string;
  readonly since: CommitOid;
}

interface Clock {
  readonly now: number;
  readonly soak: number;
}

function findingOf(reports: Reports, { environment, context, since }: Subject, clock: Clock): Finding {
  const [newest] = reports.known;
  const newestAt = newest === undefined ? -Infinity : timeOf(newest);
  const newer = reports.gaps.filter((gap) => gap.until > newestAt);
  if (newer.length > 0) return { kind: 'unread', gaps: newer };
  if (newest === undefined || newest.status.state === 'PENDING' || newest.status.state === 'EXPECTED') {
    return { kind: 'reason', reason: { code: 'HEALTH_PENDING', environment, context, since } };
  }
  if (newest.status.state !== 'SUCCESS') {
    return { kind: 'reason', reason: { code: 'HEALTH_FAILED', environment, context, commit: newest.commit } };
  }
  return clock.soak === 0 ? { kind: 'proved' } : soakFinding(reports, clock);
}

/** How the unbroken run of successes that the newest report belongs to stands to the time that is asked for. */
function soakFinding({ known, gaps: all }: Reports, { now, soak }: Clock): Finding {
  const due = now - soak;
  const end = known.findIndex(({ status }) => status.state !== 'SUCCESS');
  const broken = known[end] === undefined ? -Infinity : timeOf(known[end]);
  const streak = (end === -1 ? known : known.slice(0, end)).map(timeOf);
  const gaps = all.filter((gap) => gap.until > broken);
  const proved = startFrom(streak, Math.max(-Infinity, ...gaps.map((gap) => gap.until)));
  if (proved <= due) return { kind: 'proved' };
  const reached = Math.max(-Infinity, ...streak.filter((time) => time <= due));
  const inTheWay = gaps.filter((gap) => gap.until > reached);
  const readable = inTheWay.filter((gap) => gap.fill !== null);
  if (readable.length === 0) return { kind: 'soaking', until: proved + soak };
  const shut = Math.max(-Infinity, ...inTheWay.filter((gap) => gap.fill === null).map((gap) => gap.until));
  const possible = Math.min(...streak, ...readable.map((gap) => Math.max(gap.from, broken)));
  const earliest = Math.max(possible, shut);
  return earliest <= due ? { kind: 'unread', gaps: readable } : { kind: 'soaking', until: earliest + soak };
}

/** The first success of a streak that is not before `from`, where reports may be missing. */
const startFrom = (streak: readonly number[], from: number): number =>
  Math.min(...streak.filter((time) => time >= from));

/** What no reading can change comes first. */
function worstOf(findings: readonly Finding[], slot: Slot, contexts: readonly string[]): Reason | null {
  const reason = findings.find((finding) => finding.kind === 'reason');
  if (reason !== undefined) return reason.reason;
  const until = Math.max(
    -Infinity,
    ...findings.map((finding) => (finding.kind === 'soaking' ? finding.until : -Infinity)),
  );
  if (until !== -Infinity) return { code: 'SOAKING', environment: slot.environment, until: new Date(until) };
  const gaps = findings.flatMap((finding) => (finding.kind === 'unread' ? finding.gaps : []));
  return gaps.length === 0 ? null : unreadReason(slot, gaps, contexts);
}

function unreadReason(slot: Slot, gaps: readonly Gap[], contexts: readonly string[]): Reason {
  const commits = (kind: 'log' | 'branch') => [
    ...new Set(gaps.flatMap(({ fill }) => (fill?.kind === kind ? [fill.commit] : []))),
  ];
  return {
    code: 'EVIDENCE_UNREAD',
    slot,
    wanted: { ...nothingWanted, contexts, logs: commits('log'), branch: commits('branch') },
  };
}
