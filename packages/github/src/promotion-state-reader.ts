import type { PromotionStateReader } from '@bitvault/promotion';
import type { GitHubConnection } from './connection.ts';
import { readFurther } from './further-reader.ts';
import { readLook, readStateOfMerge } from './look-reader.ts';
import { readProposalState } from './proposal-reader.ts';
import { readState, readStateOfPull } from './state-reader.ts';

/** Reads promotions from the base `branch`, or the default branch. Everything of a decision is read at one commit. */
export function promotionStateReader(
  connection: GitHubConnection,
  { branch }: { readonly branch?: string } = {},
): PromotionStateReader {
  return {
    proposal: (environment, head) => readProposalState(connection, branch, environment, head),
    state: () => readState(connection, branch),
    stateOfPull: (number) => readStateOfPull(connection, branch, number),
    look: (judged, merge) => readLook(connection, judged, merge),
    stateOfMerge: (judged, merge) => readStateOfMerge(connection, judged, merge),
    further: (base, wanted) => readFurther(connection, base, wanted),
  };
}
