import { isCodedError, type Runtime } from '@bitvault/action-kit';
import {
  evidenceKey,
  parseCommitOid,
  type BaseFileReader,
  type BaseSnapshot,
  type Candidate,
  type Evidence,
  type Policy,
  type Service,
  type Verification,
} from '@bitvault/promotion';
import { verifyImage, type ImageExpectation, type Trust } from '@bitvault/signing';
import { serverAddresses, tokenIssuer } from './connections.ts';
import { policyTrust } from './policy-trust.ts';
import { predicateTypeOf } from './predicate-types.ts';
import type { RegistryAccess } from './registry-access.ts';

export interface Verifier {
  /** Verifies as the policy has it, whose files are read at the base that it was read at. */
  verify(policy: Policy, candidates: readonly Candidate[], base: Pick<BaseSnapshot, 'oid'>): Promise<Evidence>;
}

export interface VerifierInputs {
  /** It decides nothing: the policy does. */
  readonly trustedRoot: string | undefined;
  readonly registry: RegistryAccess;
  readonly files: BaseFileReader;
}

/**
 * Verifies images against the identities and the roots of trust that the policy names. What was verified once in this job
 * is not asked for again: a digest's bytes cannot change, and neither can what was signed for it.
 */
export function imageVerifier(inputs: VerifierInputs, runtime: Runtime): Verifier {
  const known = new Map<string, Promise<Verification>>();
  const { registry, files, trustedRoot: given } = inputs;
  const roots = policyTrust({ files, given, env: runtime.env });
  const { server } = serverAddresses(runtime.env);
  const verifyOne = async (
    policy: Policy,
    { service: name, digest }: Candidate,
    base: Pick<BaseSnapshot, 'oid'>,
  ): Promise<Verification> => {
    const service = policy.services.get(name);
    if (service === undefined)
      return { kind: 'refused', detail: 'promotion.yaml has no such service', advice: 'Add it to `services`.' };
    return refusing(async () => {
      const { trust, key } = await roots.load(service.trust, base.oid);
      const images = [...policy.services.values()].map(({ image }) => image);
      const about = JSON.stringify([key, service, digest]);
      const verification =
        known.get(about) ??
        refusing(async () =>
          verified(service, digest, { trust, server, repository: await registry.open(service.image, images) }),
        );
      known.set(about, verification);
      return verification;
    });
  };
  return {
    async verify(policy, candidates, base) {
      const entries = candidates.map(async (candidate): Promise<readonly [string, Verification]> => {
        const verification = await verifyOne(policy, candidate, base);
        return [evidenceKey(candidate.service, candidate.digest), verification];
      });
      return new Map(await Promise.all(entries));
    },
  };
}

interface Means {
  readonly trust: Trust;
  readonly server: string;
  readonly repository: Parameters<typeof verifyImage>[0]['repository'];
}

async function verified(service: Service, digest: Candidate['digest'], means: Means): Promise<Verification> {
  const { trust, server, repository } = means;
  const { evidence } = service.trust;
  const claims = await verifyImage({
    repository,
    digest,
    trust,
    expectation: expectationOf(service, server),
    accept: { unsigned: !evidence.includes('signature') },
    require: evidence.filter((kind) => kind !== 'signature' && kind !== 'provenance').map(predicateTypeOf),
  });
  const source = { repository: service.source, commit: parseCommitOid(claims.commit) };
  return { kind: 'verified', source, run: claims.runUrl };
}

function expectationOf(service: Service, server: string): ImageExpectation {
  const { source, workflow, ref, signer, sourceId, ownerId, trust } = service;
  return {
    issuer: trust.issuer ?? tokenIssuer(server),
    server,
    source,
    workflow,
    ref,
    ...(signer !== undefined && { signer: `${server}/${signer}` }),
    ...(sourceId !== undefined && { repositoryId: sourceId }),
    ...(ownerId !== undefined && { ownerId }),
    ...(trust.triggers !== null && { triggers: trust.triggers }),
    ...(trust.runner !== null && { runnerEnvironment: trust.runner }),
  };
}

/** What is wrong with one image stops that one, with its reason. */
async function refusing(verify: () => Promise<Verification>): Promise<Verification> {
  try {
    return await verify();
  } catch (error) {
    if (!isCodedError(error)) throw error;
    return { kind: 'refused', detail: `${error.code}: ${error.message}`, advice: adviceFor(error) };
  }
}

/** Whether provenance suffices is the policy's to say, of which the verifier knows nothing. */
const adviceFor = ({ code, next }: { readonly code: string; readonly next: string }): string =>
  code === 'SIGNATURE_MISSING'
    ? `${next.replace(/\.$/, '')}; where provenance is to suffice, as actions/attest leaves it, have promotion.yaml say so: \`trust: {evidence: [provenance]}\`.`
    : next;
