import { InputError, type Action, type InputValues } from '@bitvault/action-kit';
import { promotionStateReader, pullRequestWriter, settleProposal } from '@bitvault/github';
import { decidePromotion, isNonEmpty, promotionBranch, type NonEmpty, type WantedBump } from '@bitvault/promotion';
import { connectToGitOps, policyOf, runUrl } from '../connections.ts';
import { proposalOutcome, type ProposalOutput } from '../proposing.ts';
import { definition } from './inputs.ts';

type Inputs = InputValues<typeof definition.inputs>;

export const action: Action<typeof definition.inputs, ProposalOutput> = {
  definition,
  async main(inputs, runtime) {
    const wanted = wantedBumps(inputs);
    const connection = connectToGitOps(inputs, runtime);
    const reader = promotionStateReader(connection, inputs.branch === undefined ? {} : { branch: inputs.branch });
    const writer = pullRequestWriter(connection);
    const settled = await settleProposal({
      read: () => reader.proposal(inputs.environment, promotionBranch(inputs.environment)),
      decide: (state) => decidePromotion(state, policyOf(state.base), inputs.environment, wanted, runUrl(runtime.env)),
      write: inputs['dry-run'] ? null : (state, proposal) => writer.propose(state, proposal),
    });
    return proposalOutcome(settled, runtime);
  },
};

function wantedBumps(inputs: Inputs): NonEmpty<WantedBump> {
  const source = inputs.source ?? null;
  const bumps = inputs.digests.map(({ service, digest }) => ({
    service,
    environment: inputs.environment,
    to: digest,
    source,
  }));
  const services = new Set(bumps.map((bump) => bump.service));
  if (isNonEmpty(bumps) && services.size === bumps.length) return bumps;
  throw new InputError(
    'INPUT_INVALID',
    'input "digests" names a service twice, or none at all',
    'Give each service one line, `service=sha256:…`.',
  );
}
