import type { PullState } from './ports.ts';
import type { ReportedCommit, StatusReport } from './state.ts';

/**
 * The facts as they were when GitHub merged, for a judgement after the fact: the pull request counts as open, the clock
 * stands at the merge, and what was reported later neither allowed nor forbade it. GitHub's times are whole seconds, so a
 * report of the same second counts.
 */
export function asOfMerge(state: PullState): PullState {
  const { mergedAt } = state.pull;
  const at = mergedAt ?? state.base.now;
  const pull = { ...state.pull, state: 'OPEN', mergeable: 'MERGEABLE' } as const;
  const before = <T extends Pick<ReportedCommit, 'statuses'>>(commit: T): T => ({
    ...commit,
    statuses: commit.statuses.filter((status: StatusReport) => status.createdAt <= at),
  });
  return {
    base: { ...state.base, now: at },
    pull,
    pulls: [pull],
    commits: state.commits.map(before),
    versions: new Map([...state.versions].map(([path, versions]) => [path, versions.map(before)])),
  };
}
