import type { PullState } from './ports.ts';

/**
 * The facts as they were when GitHub merged, for a judgement after the fact: the pull request counts as open and the clock
 * stands at the merge, so that what was reported later neither allowed nor forbade it.
 */
export function asOfMerge(state: PullState): PullState {
  const { mergedAt } = state.pull;
  const at = mergedAt ?? state.base.now;
  const pull = { ...state.pull, state: 'OPEN', mergeable: 'MERGEABLE' } as const;
  return { ...state, base: { ...state.base, now: at }, asOf: at, pull, pulls: [pull] };
}
