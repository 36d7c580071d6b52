import { defineAction, required, wholeNumber } from '@bitvault/action-kit';
import { dryRunInput, gitOpsInputs, registryInputs, rollbackWorkflowInput, trustInputs } from '../input-groups.ts';
import { mergeOutputs } from '../merging/merge-outcome.ts';

export const definition = defineAction({
  name: 'auto-merge-dev',
  title: 'BitVault: auto-merge dev',
  description:
    'Merges a pull request of an environment with `merge: auto`, when it is exactly the digest bump of verified images.',
  icon: 'git-merge',
  inputs: {
    ...gitOpsInputs,
    'pull-request': required(
      wholeNumber,
      'Number of the pull request, such as `${{ github.event.pull_request.number }}`.',
    ),
    ...registryInputs,
    ...trustInputs,
    ...rollbackWorkflowInput,
    ...dryRunInput,
  },
  outputs: mergeOutputs,
});
