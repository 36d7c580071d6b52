import { joinFurther, wantedBy, type PromotionStateReader, type Reason, type State } from '@bitvault/promotion';

/** What is read may show that more has to be: the branch first, then the reports on its commits. */
const mostRounds = 4;

interface Decided<S, D> {
  readonly state: S;
  readonly decision: D;
}

/**
 * Decides, and decides again for as long as a decision turns on nothing but what was not read yet.
 *
 * @param reasonsOf the reasons of each thing that was decided
 */
export async function decideOn<S extends Pick<State, 'base' | 'further'>, D>(
  reader: Pick<PromotionStateReader, 'further'>,
  first: S,
  decide: (state: S) => D,
  reasonsOf: (decision: D, state: S) => readonly (readonly Reason[])[],
): Promise<Decided<S, D>> {
  let state = first;
  for (let round = 0; ; round += 1) {
    const decision = decide(state);
    const wanted = wantedBy(reasonsOf(decision, state));
    if (wanted === null || round === mostRounds) return { state, decision };
    const found = await reader.further(state.base.oid, wanted);
    state = { ...state, further: joinFurther(state.further, found) };
  }
}
