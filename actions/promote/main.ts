import type { Action } from '@bitvault/action-kit';
import { definition, type PromoteOutput } from './inputs.ts';
import { promoteBuild } from './promote-build.ts';
import { promoteEnvironments } from './promote-environments.ts';

export const action: Action<typeof definition.inputs, PromoteOutput> = {
  definition,
  main(inputs, runtime) {
    const { digest } = inputs;
    return digest === undefined ? promoteEnvironments(inputs, runtime) : promoteBuild(inputs, digest, runtime);
  },
};
