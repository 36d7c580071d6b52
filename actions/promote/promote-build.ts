import { InputError, type Outcome, type Runtime } from '@bitvault/action-kit';
import { promotionStateReader, pullRequestWriter, settleProposal } from '@bitvault/github';
import {
  decidePromotion,
  environmentOf,
  evidenceKey,
  promotionBranch,
  type Digest,
  type Policy,
  type ProposalDecision,
  type ProposalState,
  type ServiceName,
} from '@bitvault/promotion';
import { connectToGitOps, credentialsFrom, policyOf, runUrl } from '../connections.ts';
import { imageVerifier, type Verifier } from '../evidence.ts';
import { proposalOutcome } from '../proposing.ts';
import type { PromoteInputs, PromoteOutput } from './inputs.ts';

/** In CI: verifies the image that was just built, then proposes it to the environment that takes builds. */
export async function promoteBuild(
  inputs: PromoteInputs,
  digest: Digest,
  runtime: Runtime,
): Promise<Outcome<PromoteOutput>> {
  const connection = connectToGitOps(inputs, runtime);
  const reader = promotionStateReader(connection, inputs.branch === undefined ? {} : { branch: inputs.branch });
  const writer = pullRequestWriter(connection);
  const verifier = imageVerifier(
    { trustedRoot: inputs['trusted-root'], credentials: credentialsFrom(inputs) },
    runtime,
  );
  const settled = await settleProposal({
    read: () => reader.proposal(inputs.environment, promotionBranch(inputs.environment)),
    decide: (state) => decideBuild(state, inputs, digest, verifier, runUrl(runtime.env)),
    write: inputs['dry-run'] ? null : (state, proposal) => writer.propose(state, proposal),
  });
  const outcome = proposalOutcome(settled, runtime);
  return { ...outcome, outputs: { ...outcome.outputs, plan: '', results: '' } };
}

async function decideBuild(
  state: ProposalState,
  inputs: PromoteInputs,
  digest: Digest,
  verifier: Verifier,
  run: string | null,
): Promise<ProposalDecision> {
  const policy = policyOf(state.base);
  const environment = environmentOf(policy, inputs.environment);
  if (environment.from !== 'build') {
    throw new InputError(
      'INPUT_INVALID',
      `environment ${environment.name} takes what ${environment.from} has proved, not builds`,
      'Name the environment that has `from: build` in promotion.yaml.',
    );
  }
  const service = serviceFor(inputs, policy);
  const evidence = await verifier.verify(policy, [{ service, digest }]);
  const verification = evidence.get(evidenceKey(service, digest));
  if (verification?.kind !== 'verified') {
    const { detail, advice } = verification ?? { detail: 'it was not verified', advice: 'Run promote again.' };
    return { kind: 'refused', reasons: [{ code: 'IMAGE_UNVERIFIED', service, digest, detail, advice }] };
  }
  const wanted = { service, environment: environment.name, to: digest, source: verification.source };
  return decidePromotion(state, policy, environment.name, [wanted], run);
}

function serviceFor({ service: name, image }: PromoteInputs, policy: Policy): ServiceName {
  const named = [...policy.services].filter(
    ([candidate, service]) =>
      (name === undefined || candidate === name) && (image === undefined || service.image === image),
  );
  const [only, ...others] = named;
  if (only !== undefined && others.length === 0 && (name !== undefined || image !== undefined)) return only[0];
  const asked =
    [name && `service ${name}`, image && `image ${image}`].filter(Boolean).join(' with ') || 'no service and no image';
  throw new InputError(
    'INPUT_INVALID',
    `promotion.yaml has ${others.length === 0 ? 'nothing' : 'more than one service'} for ${asked}`,
    'Give `service` and `image` as promotion.yaml spells them.',
  );
}
