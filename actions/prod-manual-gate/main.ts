import type { Action } from '@bitvault/action-kit';
import { deploymentGateReader } from '@bitvault/github';
import { gateAgreement, judge, type GateFacts, type GateJudge } from '@bitvault/promotion';
import { connectToGitOps, gitOpsRepository } from '../connections.ts';
import { mergeIfAllowed } from '../merging/merge-if-allowed.ts';
import { mergeOutcome, requireHead, requireMergeMode, type MergeOutput } from '../merging/merge-outcome.ts';
import { mergePorts } from '../merging/merge-ports.ts';
import { readApprovalFacts } from './approval-facts.ts';
import { mergeAndTell } from '../pull-report.ts';
import { definition } from './inputs.ts';
import { jobClaims } from './job-claims.ts';

export const action: Action<typeof definition.inputs, MergeOutput | 'approvers'> = {
  definition,
  async main(inputs, runtime) {
    const repository = gitOpsRepository(inputs.repository, runtime.env);
    const connection = connectToGitOps(inputs, runtime);
    const reader = deploymentGateReader(connection);
    let approvers: readonly string[] = [];
    const outcome = await mergeAndTell(connection, runtime, inputs, async () => {
      const claims = await jobClaims(runtime);
      return mergeIfAllowed(
        {
          ...mergePorts(connection, inputs, runtime, true),
          async decider(policy) {
            const approval = await readApprovalFacts(reader, claims, repository, policy);
            return (state, _policy, evidence, requests) => {
              const facts: GateFacts = { ...approval, claims, repository, branch: state.base.branch };
              const gate: GateJudge = (environment, barred) => gateAgreement(facts, state.pull, environment, barred);
              const verdict = judge(state, state.pull, policy, evidence, { gate, requests });
              if (verdict.kind === 'merge') ({ approvers } = verdict.agreed);
              return requireHead(requireMergeMode(verdict, policy, 'gate'), state.pull.head, inputs.head);
            };
          },
          approves: () => false,
          shown: inputs.head,
        },
        inputs['pull-request'],
        inputs['dry-run'],
      );
    });
    const report = mergeOutcome(outcome, true);
    return { ...report, outputs: { ...report.outputs, approvers: approvers.join(',') } };
  },
};
