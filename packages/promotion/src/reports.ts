import type { CommitOid } from './names.ts';
import type { ReportedCommit, StatusLog, StatusReport } from './state.ts';
import { sameLogin } from './trust.ts';

/** A report of one context, and the commit that it was made on. */
export interface Report {
  readonly commit: CommitOid;
  readonly status: StatusReport;
}

/** Where there may be reports that were not read. Times are milliseconds. */
export interface Gap {
  /** Not before this: there was nothing yet to be reported on. */
  readonly from: number;
  /** Before this. */
  readonly until: number;
  /** What has to be read; null where no more can be. */
  readonly fill: { readonly kind: 'log' | 'branch'; readonly commit: CommitOid } | null;
}

/** What is known of one context. */
export interface Reports {
  /** Newest first. */
  readonly known: readonly Report[];
  readonly gaps: readonly Gap[];
}

/** Which reports count. */
export interface Asked {
  readonly context: string;
  /** Login of the App whose reports are believed; null where nobody's are. */
  readonly argocd: string | null;
  /** Milliseconds; what was reported later does not count. */
  readonly asOf: number;
}

/**
 * The reports on `commits`, newest first, and what is missing between them: of a commit without a log only the last
 * report of each context is known, whoever made it, and a log ends where it was read.
 */
export function reportsOn(
  commits: readonly ReportedCommit[],
  logs: ReadonlyMap<CommitOid, StatusLog>,
  asked: Asked,
): Reports {
  const parts = commits.map((commit) => reportsOfCommit(commit, logs.get(commit.oid), asked));
  return {
    known: parts.flatMap(({ known }) => known).toSorted((left, right) => timeOf(right) - timeOf(left)),
    gaps: parts.flatMap(({ gaps }) => gaps),
  };
}

export const timeOf = ({ status }: Report): number => status.createdAt.getTime();

function reportsOfCommit(
  { oid, committedAt, statuses }: ReportedCommit,
  log: StatusLog | undefined,
  asked: Asked,
): Reports {
  const made = committedAt.getTime();
  const gaps: Gap[] = [];
  const gap = (from: number, until: number, fill: Gap['fill']) =>
    gaps.push({ from: Math.min(from, until), until, fill });
  // Anybody's report takes the place of the one before it.
  const last = statuses.find((status) => status.context === asked.context);
  const logged = (log?.reports ?? []).filter((status) => status.context === asked.context);
  const [newest] = logged;
  const unlogged = last !== undefined && (newest === undefined || differs(last, newest)) ? [last] : [];
  const readFrom = log === undefined || log.complete ? -Infinity : timeAt(log.reports.at(-1) ?? null);
  if (readFrom !== -Infinity) gap(made, readFrom, null);
  for (const { createdAt } of unlogged) {
    // What is older than all that was read of a log is among what is missing from it.
    if (createdAt.getTime() < readFrom) continue;
    const until = Math.min(createdAt.getTime(), asked.asOf + 1);
    gap(newest?.createdAt.getTime() ?? made, until, { kind: 'log', commit: oid });
  }
  const known = [...unlogged, ...logged].filter((status) => counts(status, asked));
  return { known: known.map((status) => ({ commit: oid, status })), gaps };
}

const timeAt = (report: StatusReport | null): number => report?.createdAt.getTime() ?? Infinity;

/** GitHub tells whole seconds: another report in the same one is taken for a later one. */
const differs = (report: StatusReport, newest: StatusReport): boolean =>
  report.createdAt > newest.createdAt ||
  (report.createdAt.getTime() === newest.createdAt.getTime() &&
    (report.state !== newest.state || report.creator?.login !== newest.creator?.login));

const counts = ({ createdAt, creator }: StatusReport, { argocd, asOf }: Asked): boolean =>
  createdAt.getTime() <= asOf && argocd !== null && creator !== null && sameLogin(creator.login, argocd);
