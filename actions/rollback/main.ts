import { InputError, type Action, type InputValues, type Runtime } from '@bitvault/action-kit';
import { baseFileReader, promotionStateReader, pullRequestWriter, settleProposal } from '@bitvault/github';
import {
  decideLeaving,
  decideResume,
  decideRollback,
  nothingFurther,
  proposedToLeave,
  resumeBranch,
  rollbackBranch,
  rollbackTarget,
  type RollbackRequest,
} from '@bitvault/promotion';
import { connectToGitOps, policyOf, runUrl } from '../connections.ts';
import { imageVerifier } from '../evidence.ts';
import { decideOn } from '../further.ts';
import { registryAccess } from '../registry-access.ts';
import { proposalOutcome, type ProposalOutput } from '../proposing.ts';
import { definition } from './inputs.ts';

type Inputs = InputValues<typeof definition.inputs>;

export const action: Action<typeof definition.inputs, ProposalOutput | 'digest'> = {
  definition,
  main: (inputs, runtime) => (inputs.command === 'resume' ? resume(inputs, runtime) : rollBack(inputs, runtime)),
};

async function rollBack(inputs: Inputs, runtime: Runtime) {
  const { reason, from, to, force } = inputs;
  if (reason === undefined) {
    throw new InputError(
      'INPUT_MISSING',
      'input "reason" is missing',
      'Say why in `with: reason:`; the hold shows it to everyone.',
    );
  }
  if (force !== undefined && to === undefined) {
    throw new InputError(
      'INPUT_INVALID',
      'input "force" is given without a digest',
      'Name the digest in `with: to:`; where none is named, nothing has to be forced.',
    );
  }
  const { reader, write, files } = connect(inputs, runtime);
  const verifier = imageVerifier(
    { trustedRoot: inputs['trusted-root'], registry: registryAccess(inputs, runtime), files },
    runtime,
  );
  const slot = { service: inputs.service, environment: inputs.environment };
  const by = runtime.env['GITHUB_ACTOR'] ?? 'unknown';
  let digest = '';
  const settled = await settleProposal({
    read: () => reader.proposal(slot.environment, rollbackBranch(slot)),
    async decide(state) {
      const policy = policyOf(state.base);
      const late = from === undefined ? null : decideLeaving(state, policy, slot, from);
      if (late !== null) return late;
      const request: RollbackRequest = {
        ...(to !== undefined && { to }),
        bad: from === undefined ? [] : proposedToLeave(state, policy, slot),
        force: force !== undefined,
      };
      const { decision: target } = await decideOn(
        reader,
        { base: state.base, further: nothingFurther },
        (known) => rollbackTarget(known, policy, slot, request),
        (found) => (found.kind === 'refused' ? [found.reasons] : []),
      );
      if (target.kind === 'refused') return target;
      ({ digest } = target);
      const evidence = await verifier.verify(policy, [{ service: slot.service, digest: target.digest }], state.base);
      const origin = { by, reason, run: runUrl(runtime.env), ...(force !== undefined && { forced: force }) };
      return decideRollback(state, policy, { ...slot, to: target.digest, against: target.against }, evidence, origin);
    },
    write,
  });
  const outcome = proposalOutcome(settled, runtime);
  return { ...outcome, outputs: { ...outcome.outputs, digest } };
}

async function resume(inputs: Inputs, runtime: Runtime) {
  const { reader, write } = connect(inputs, runtime);
  const slot = { service: inputs.service, environment: inputs.environment };
  const settled = await settleProposal({
    read: () => reader.proposal(slot.environment, resumeBranch(slot)),
    decide: (state) => decideResume(state, policyOf(state.base), slot, runUrl(runtime.env)),
    write,
  });
  const where = `${inputs.service} in ${inputs.environment}`;
  const unchanged =
    settled.state.pull === null ? `no hold is on ${where}` : `a pull request that lifts the hold on ${where} is open`;
  const outcome = proposalOutcome(settled, runtime, unchanged);
  return { ...outcome, outputs: { ...outcome.outputs, digest: '' } };
}

function connect(inputs: Inputs, runtime: Runtime) {
  const connection = connectToGitOps(inputs, runtime);
  const writer = pullRequestWriter(connection);
  const write: Parameters<typeof settleProposal>[0]['write'] = inputs['dry-run']
    ? null
    : (state, proposal) => writer.propose(state, proposal);
  return {
    reader: promotionStateReader(connection, inputs.branch === undefined ? {} : { branch: inputs.branch }),
    write,
    files: baseFileReader(connection),
  };
}
