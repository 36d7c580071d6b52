import { defineAction, parsed, required, wholeNumber } from '@bitvault/action-kit';
import { parseCommitOid } from '@bitvault/promotion';
import {
  dryRunInput,
  gitOpsInputs,
  registryInputs,
  rollbackWorkflowInput,
  sourceInputs,
  trustInputs,
} from '../input-groups.ts';
import { mergeOutputs } from '../merging/merge-outcome.ts';

export const definition = defineAction({
  name: 'prod-manual-gate',
  title: 'BitVault: prod manual gate',
  description:
    'In a job that is bound to a protected GitHub environment: merges a reviewed pull request of an environment with `merge: gate`, when this very run was approved.',
  icon: 'shield',
  inputs: {
    ...gitOpsInputs,
    'pull-request': required(wholeNumber, 'Number of the pull request to merge.'),
    head: required(parsed(parseCommitOid), 'Head commit that people were asked to approve; any other is refused.'),
    ...sourceInputs,
    ...registryInputs,
    ...trustInputs,
    ...rollbackWorkflowInput,
    ...dryRunInput,
  },
  outputs: { ...mergeOutputs, approvers: 'Who approved the environment for this run, comma-separated.' },
});
