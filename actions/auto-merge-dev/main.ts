import type { Action } from '@bitvault/action-kit';
import { environmentOf, judge } from '@bitvault/promotion';
import { connectToGitOps } from '../connections.ts';
import { mergeIfAllowed } from '../merging/merge-if-allowed.ts';
import { mergeOutcome, requireMergeMode, type MergeOutput } from '../merging/merge-outcome.ts';
import { mergePorts } from '../merging/merge-ports.ts';
import { mergeAndTell } from '../pull-report.ts';
import { definition } from './inputs.ts';

export const action: Action<typeof definition.inputs, MergeOutput> = {
  definition,
  async main(inputs, runtime) {
    const connection = connectToGitOps(inputs, runtime);
    const outcome = await mergeAndTell(connection, runtime, inputs, () =>
      mergeIfAllowed(
        {
          ...mergePorts(connection, inputs, runtime, false),
          decider: async () => (state, policy, evidence, requests) =>
            requireMergeMode(judge(state, state.pull, policy, evidence, { gate: null, requests }), policy, 'auto'),
          approves: (pull, policy, change) =>
            environmentOf(policy, change.environment).approvals > 0 || pull.reviewDecision === 'REVIEW_REQUIRED',
          shown: null,
        },
        inputs['pull-request'],
        inputs['dry-run'],
      ),
    );
    return mergeOutcome(outcome, false);
  },
};
