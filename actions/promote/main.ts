import type { Action, InputValues } from '@bitvault/action-kit';
import type { definition as Definition } from './inputs.ts';
import { definition } from './inputs.ts';
import { promoteBuild } from './promote-build.ts';
import { promoteEnvironments } from './promote-environments.ts';

export type PromoteInputs = InputValues<typeof Definition.inputs>;
export type PromoteOutput = keyof typeof Definition.outputs;

export const action: Action<typeof definition.inputs, PromoteOutput> = {
  definition,
  main(inputs, runtime) {
    const { digest } = inputs;
    return digest === undefined ? promoteEnvironments(inputs, runtime) : promoteBuild(inputs, digest, runtime);
  },
};
