import type { Action } from '@bitvault/action-kit';
import { deploymentGateReader, promotionStateReader, pullRequestMerger } from '@bitvault/github';
import { eligibleApprovers, gateReasons, judge, type GateFacts } from '@bitvault/promotion';
import { connectToGitOps, gitOpsRepository } from '../connections.ts';
import { imageVerifier } from '../evidence.ts';
import { registryAccess } from '../registry-access.ts';
import { mergeIfAllowed, mergeOutcome, requireHead, requireMergeMode, type MergeOutput } from '../merging.ts';
import { readApprovalFacts } from './approval-facts.ts';
import { definition } from './inputs.ts';
import { jobClaims } from './job-claims.ts';

export const action: Action<typeof definition.inputs, MergeOutput | 'approvers'> = {
  definition,
  async main(inputs, runtime) {
    const repository = gitOpsRepository(inputs.repository, runtime.env);
    const connection = connectToGitOps(inputs, runtime);
    const verifierInputs = { trustedRoot: inputs['trusted-root'], registry: registryAccess(inputs, runtime) };
    const claims = await jobClaims(runtime);
    // The pull request is read after this, and last before the merge: it is what an attacker can still change.
    const approval = await readApprovalFacts(deploymentGateReader(connection), claims, repository);
    let approvers: readonly string[] = [];
    const outcome = await mergeIfAllowed(
      {
        reader: promotionStateReader(connection, inputs.branch === undefined ? {} : { branch: inputs.branch }),
        merger: pullRequestMerger(connection),
        verifier: imageVerifier(verifierInputs, runtime),
        decide(state, pull, policy, evidence) {
          const verdict = judge(state, pull, policy, evidence, (required) => {
            const facts: GateFacts = { ...approval, claims, repository, branch: state.base.branch, required };
            approvers = eligibleApprovers(facts, pull);
            return gateReasons(facts, pull);
          });
          return requireHead(requireMergeMode(verdict, policy, 'gate'), pull.head, inputs.head);
        },
        approves: () => false,
        gateApprovers: () => approvers,
        shown: inputs.head,
      },
      inputs['pull-request'],
      inputs['dry-run'],
    );
    runtime.info(`#${outcome.pull.number}: ${outcome.kind}`);
    const report = mergeOutcome(outcome, true);
    return { ...report, outputs: { ...report.outputs, approvers: approvers.join(',') } };
  },
};
