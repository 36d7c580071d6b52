import type { Action, InputValues } from '@bitvault/action-kit';
import { definition } from './inputs.ts';
import { promoteBuild } from './promote-build.ts';
import { promoteEnvironments } from './promote-environments.ts';

export type PromoteInputs = InputValues<typeof definition.inputs>;
export type PromoteOutput = keyof typeof definition.outputs;

export const action: Action<typeof definition.inputs, PromoteOutput> = {
  definition,
  main(inputs, runtime) {
    const { digest } = inputs;
    return digest === undefined ? promoteEnvironments(inputs, runtime) : promoteBuild(inputs, digest, runtime);
  },
};
