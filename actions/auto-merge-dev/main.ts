import type { Action } from '@bitvault/action-kit';
import { promotionStateReader, pullRequestMerger } from '@bitvault/github';
import { environmentOf, judge } from '@bitvault/promotion';
import { connectToGitOps } from '../connections.ts';
import { imageVerifier } from '../evidence.ts';
import { registryAccess } from '../registry-access.ts';
import { mergeIfAllowed, mergeOutcome, requireMergeMode, type MergeOutput } from '../merging.ts';
import { definition } from './inputs.ts';

export const action: Action<typeof definition.inputs, MergeOutput> = {
  definition,
  async main(inputs, runtime) {
    const verifierInputs = { trustedRoot: inputs['trusted-root'], registry: registryAccess(inputs, runtime) };
    const connection = connectToGitOps(inputs, runtime);
    const outcome = await mergeIfAllowed(
      {
        reader: promotionStateReader(connection, inputs.branch === undefined ? {} : { branch: inputs.branch }),
        merger: pullRequestMerger(connection),
        verifier: imageVerifier(verifierInputs, runtime),
        decide: (state, pull, policy, evidence) =>
          requireMergeMode(judge(state, pull, policy, evidence, null), policy, 'auto'),
        approves: (pull, policy, change) =>
          environmentOf(policy, change.environment).approvals > 0 || pull.reviewDecision === 'REVIEW_REQUIRED',
        gateApprovers: () => [],
        shown: null,
      },
      inputs['pull-request'],
      inputs['dry-run'],
    );
    runtime.info(`#${outcome.pull.number}: ${outcome.kind}`);
    return mergeOutcome(outcome, false);
  },
};
