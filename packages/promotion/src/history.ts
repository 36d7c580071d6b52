import type { CommitOid, Digest } from './names.ts';

/** What one version of a file deployed; null where it deployed nothing. */
export interface DigestVersion {
  readonly commit: CommitOid;
  readonly committedAt: Date;
  readonly digest: Digest | null;
}

/** A digest and the commit that brought it. */
export interface DeployedRun {
  readonly digest: Digest;
  readonly commit: CommitOid;
  readonly since: Date;
  /** When another version took its place; null for the run that goes on. */
  readonly until: Date | null;
}

/** Runs of one digest, newest first, from versions newest first. A version without a digest ends a run. */
export function deployedRuns(versions: readonly DigestVersion[]): readonly DeployedRun[] {
  const runs: DeployedRun[] = [];
  for (const [index, { commit, committedAt, digest }] of versions.entries()) {
    if (digest === null) continue;
    const newer = versions[index - 1];
    const run = runs.at(-1);
    if (run !== undefined && newer?.digest === digest) {
      runs[runs.length - 1] = { ...run, commit, since: committedAt };
    } else {
      runs.push({ digest, commit, since: committedAt, until: newer?.committedAt ?? null });
    }
  }
  return runs;
}

/**
 * The runs that lead to today's, oldest first, that nothing has gone back over since: a digest that returns takes out
 * whatever ran after it the first time.
 *
 * @param isReturn whether a run began with a rollback. Where what it went back to lies further back than was read, so
 *   does all that stands before it.
 */
export function standingRuns(
  runs: readonly DeployedRun[],
  isReturn: (run: DeployedRun) => boolean = () => false,
): readonly DeployedRun[] {
  const standing: DeployedRun[] = [];
  for (const run of runs.toReversed()) {
    const returned = standing.findIndex(({ digest }) => digest === run.digest);
    if (returned !== -1) standing.splice(returned);
    else if (isReturn(run)) standing.splice(0);
    standing.push(run);
  }
  return standing;
}
