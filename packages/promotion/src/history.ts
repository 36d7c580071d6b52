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
 * The newest digest before today's that nothing has gone back over since: a digest that returns takes out whatever ran
 * after it the first time. `passedOver` is what else is not to come back: what a rollback that still stands took out.
 */
export function previousDigest(runs: readonly DeployedRun[], passedOver: readonly Digest[] = []): Digest | undefined {
  const standing: Digest[] = [];
  for (const { digest } of runs.toReversed()) {
    const returned = standing.indexOf(digest);
    standing.splice(returned === -1 ? standing.length : returned, standing.length, digest);
  }
  return standing.slice(0, -1).findLast((digest) => !passedOver.includes(digest));
}

export function everDeployed(runs: readonly DeployedRun[], digest: Digest): boolean {
  return runs.some((run) => run.digest === digest);
}
