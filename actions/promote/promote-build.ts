import { InputError, type Outcome, type Runtime } from '@bitvault/action-kit';
import { baseFileReader, promotionStateReader, pullRequestWriter, settleProposal } from '@bitvault/github';
import {
  decidePromotion,
  downstreamOf,
  environmentOf,
  evidenceKey,
  parseEnvironmentName,
  promotionBranch,
  type Digest,
  type EnvironmentName,
  type Policy,
  type PromotionStateReader,
  type ProposalDecision,
  type ProposalState,
  type ServiceName,
} from '@bitvault/promotion';
import { connectToGitOps, policyOf, runUrl } from '../connections.ts';
import { imageVerifier, type Verifier } from '../evidence.ts';
import { registryAccess } from '../registry-access.ts';
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
    {
      trustedRoot: inputs['trusted-root'],
      registry: registryAccess(inputs, runtime),
      files: baseFileReader(connection),
    },
    runtime,
  );
  // The usual name saves reading the policy first.
  let environment = inputs.environment ?? parseEnvironmentName('dev');
  const settled = await settleProposal({
    read: async () => {
      const state = await proposalFor(reader, environment);
      const wanted = inputs.environment ?? buildEnvironment(policyOf(state.base));
      if (wanted === environment) return state;
      environment = wanted;
      return proposalFor(reader, environment);
    },
    decide: (state) => decideBuild(state, { ...inputs, environment }, digest, verifier, runUrl(runtime.env)),
    write: inputs['dry-run'] ? null : (state, proposal) => writer.propose(state, proposal),
  });
  const outcome = proposalOutcome(settled, runtime);
  return { ...outcome, outputs: { ...outcome.outputs, plan: '', results: '' } };
}

const proposalFor = (reader: PromotionStateReader, environment: EnvironmentName): Promise<ProposalState> =>
  reader.proposal(environment, promotionBranch(environment));

/** The only environment that takes builds. */
function buildEnvironment(policy: Policy): EnvironmentName {
  const [first, ...others] = downstreamOf(policy, 'build').map((environment) => environment.name);
  if (first !== undefined && others.length === 0) return first;
  throw new InputError(
    'INPUT_MISSING',
    `input "environment" is missing, and ${[first, ...others].join(' and ')} all take builds`,
    'Name one of them as `environment`.',
  );
}

async function decideBuild(
  state: ProposalState,
  inputs: PromoteInputs & { readonly environment: EnvironmentName },
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
  const evidence = await verifier.verify(policy, [{ service, digest }], state.base);
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
