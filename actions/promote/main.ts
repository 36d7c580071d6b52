import { InputError, type Action } from '@bitvault/action-kit';
import { definition, type PromoteInputs, type PromoteOutput } from './inputs.ts';
import { promoteBuild } from './promote-build.ts';
import { promoteEnvironments } from './promote-environments.ts';

export const action: Action<typeof definition.inputs, PromoteOutput> = {
  definition,
  main(inputs, runtime) {
    const { digest } = inputs;
    if (digest !== undefined) return promoteBuild(inputs, digest, runtime);
    refuseHalfABuild(inputs);
    return promoteEnvironments(inputs, runtime);
  },
};

/** What belongs to a digest, without one, is no order to take all environments further. */
function refuseHalfABuild(inputs: PromoteInputs): void {
  const of = (['image', 'service', 'environment'] as const).find((name) => inputs[name] !== undefined);
  if (of === undefined) return;
  throw new InputError(
    'INPUT_MISSING',
    `input "digest" is missing, but "${of}" is set, which says what to do with one`,
    `Set \`with: digest:\` to the output of the step that pushed the image; or, to take every environment further, leave \`${of}\` out.`,
  );
}
