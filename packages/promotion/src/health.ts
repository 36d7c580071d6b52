import type { CommitOid, EnvironmentName, ServiceName } from './names.ts';
import { digestFile, digestPath, type Policy } from './policy.ts';
import type { Reason } from './reason.ts';
import type { FileVersion, ReportedCommit, State, StatusReport } from './state.ts';
import { sameLogin } from './trust.ts';
import { digestOfVersion } from './versions.ts';

export type Health =
  | { readonly kind: 'healthy'; readonly since: Date }
  | { readonly kind: 'unproven'; readonly reason: Reason };

/**
 * Whether `environment` has proved the digest that it deploys for `service`, by the commit status `contexts`.
 *
 * Argo CD reports the revision that it synced, which may be a later commit than the one that brought the digest. So a
 * context counts on that commit or any later one of the branch, as long as the digest is still the same; the newest
 * report of each context decides, and a failure stands until a later success. The versions of the digest file are looked
 * at as well as the branch: other environments may have moved it far ahead.
 */
export function healthOf(
  state: State,
  policy: Policy,
  contexts: readonly string[],
  environment: EnvironmentName,
  service: ServiceName,
): Health {
  const { window, arrival, arrivedAt } = commitsCarrying(state, policy, environment, service);
  const since: Date[] = [];
  for (const context of contexts) {
    const reports = reportsOf(window, context, policy.argocd);
    const latest = reports[0];
    if (latest === undefined || latest.status.state === 'PENDING' || latest.status.state === 'EXPECTED') {
      return { kind: 'unproven', reason: { code: 'HEALTH_PENDING', environment, context, since: arrival } };
    }
    if (latest.status.state !== 'SUCCESS') {
      const reason: Reason = { code: 'HEALTH_FAILED', environment, context, commit: latest.commit };
      return { kind: 'unproven', reason };
    }
    since.push(streakStart(latest, reports));
  }
  return { kind: 'healthy', since: latestOf(since) ?? arrivedAt ?? state.base.now };
}

interface Window {
  /** Commits of the branch that carry today's digest. */
  readonly window: readonly ReportedCommit[];
  /** The commit that brought the digest, or the oldest that was read. */
  readonly arrival: CommitOid;
  /** Null where the file has no history. */
  readonly arrivedAt: Date | null;
}

function commitsCarrying(state: State, policy: Policy, environment: EnvironmentName, service: ServiceName): Window {
  const versions = state.versions.get(digestFile(policy, environment, service)) ?? [];
  const path = digestPath(policy, environment, service);
  const carrying = versionsCarrying(versions, path);
  const first = carrying.at(-1);
  const arrival = first?.commit ?? state.base.oid;
  const position = state.commits.findIndex((commit) => commit.oid === arrival);
  const recent = position === -1 ? state.commits : state.commits.slice(0, position + 1);
  const known = new Set(recent.map((commit) => commit.oid));
  const older = carrying.flatMap(({ commit, committedAt, statuses }) =>
    known.has(commit) ? [] : [{ oid: commit, committedAt, statuses }],
  );
  return { window: [...recent, ...older], arrival, arrivedAt: first?.committedAt ?? null };
}

/** The newest versions of the file, as far back as they have today's digest. */
function versionsCarrying(versions: readonly FileVersion[], path: readonly string[]): readonly FileVersion[] {
  const today = digestOfVersion(versions[0], path);
  const end = versions.findIndex((version) => digestOfVersion(version, path) !== today);
  return end === -1 ? versions : versions.slice(0, end);
}

interface Report {
  readonly commit: CommitOid;
  readonly status: StatusReport;
}

/** Reports of one context by the policy's Argo CD App, newest first. */
function reportsOf(commits: readonly ReportedCommit[], context: string, argocd: string | null): readonly Report[] {
  return commits
    .flatMap((commit) => commit.statuses.map((status) => ({ commit: commit.oid, status })))
    .filter(({ status }) => status.context === context)
    .filter(({ status }) => argocd !== null && status.creator !== null && sameLogin(status.creator.login, argocd))
    .toSorted((left, right) => right.status.createdAt.getTime() - left.status.createdAt.getTime());
}

/** When the unbroken run of successes that `latest` belongs to began. */
function streakStart(latest: Report, newestFirst: readonly Report[]): Date {
  const end = newestFirst.findIndex(({ status }) => status.state !== 'SUCCESS');
  const streak = end === -1 ? newestFirst : newestFirst.slice(0, end);
  return (streak.at(-1) ?? latest).status.createdAt;
}

function latestOf(dates: readonly Date[]): Date | undefined {
  return dates.toSorted((left, right) => left.getTime() - right.getTime()).at(-1);
}
