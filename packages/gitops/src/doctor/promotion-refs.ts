import { promotionBranch, resumeBranch, rollbackBranch, type Policy } from '@bitvault/promotion';
import { branchRef } from './patient.ts';

/** A branch of each kind that the promoter writes, for each environment. */
export function promotionRefs({ environments, services }: Policy): readonly string[] {
  const [service] = services.keys();
  return environments.flatMap(({ name: environment }) => [
    branchRef(promotionBranch(environment)),
    ...(service === undefined
      ? []
      : [rollbackBranch, resumeBranch].map((of) => branchRef(of({ environment, service })))),
  ]);
}
