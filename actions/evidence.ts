import { isCodedError, type Runtime } from '@bitvault/action-kit';
import {
  evidenceKey,
  parseCommitOid,
  type Candidate,
  type Evidence,
  type Policy,
  type Verification,
} from '@bitvault/promotion';
import { loadTrust, verifyImage, type SigstoreConfiguration, type Trust, type TrustSource } from '@bitvault/signing';
import { serverAddresses, tokenIssuer } from './connections.ts';
import type { RegistryAccess } from './registry-access.ts';

export interface Verifier {
  verify(policy: Policy, candidates: readonly Candidate[]): Promise<Evidence>;
}

export interface VerifierInputs {
  readonly trustedRoot: string | undefined;
  readonly registry: RegistryAccess;
}

/** A path, or the JSON itself: a job without a checkout has no file to name. */
export const sigstoreConfiguration = (value: string): SigstoreConfiguration =>
  value.startsWith('{') ? { inline: value } : { path: value };

export const trustSource = (trustedRoot: string | undefined): TrustSource =>
  trustedRoot === undefined ? 'well-known' : sigstoreConfiguration(trustedRoot);

/**
 * Verifies images against the identities that the policy names. What was verified once in this job is not asked for
 * again: a digest's bytes cannot change, and neither can what was signed for it.
 */
export function imageVerifier(inputs: VerifierInputs, runtime: Runtime): Verifier {
  const known = new Map<string, Promise<Verification>>();
  let trust: Promise<Trust> | undefined;
  return {
    async verify(policy, candidates) {
      if (candidates.length > 0) trust ??= loadTrust(trustSource(inputs.trustedRoot));
      const entries = candidates.map(async (candidate): Promise<readonly [string, Verification]> => {
        const service = policy.services.get(candidate.service);
        const key = `${JSON.stringify(service)} ${candidate.digest}`;
        const verification = known.get(key) ?? verifyOne(policy, candidate, inputs, runtime, await trustOf(trust));
        known.set(key, verification);
        return [evidenceKey(candidate.service, candidate.digest), await verification];
      });
      return new Map(await Promise.all(entries));
    },
  };
}

function trustOf(trust: Promise<Trust> | undefined): Promise<Trust> {
  return trust ?? Promise.reject(new Error('trust is loaded before anything is verified'));
}

async function verifyOne(
  policy: Policy,
  { service: name, digest }: Candidate,
  inputs: VerifierInputs,
  runtime: Runtime,
  trust: Trust,
): Promise<Verification> {
  const service = policy.services.get(name);
  if (service === undefined) {
    return { kind: 'refused', detail: 'promotion.yaml has no such service', advice: 'Add it to `services`.' };
  }
  const { server } = serverAddresses(runtime.env);
  try {
    const images = [...policy.services.values()].map(({ image }) => image);
    const claims = await verifyImage({
      repository: await inputs.registry.open(service.image, images),
      digest,
      expectation: {
        issuer: tokenIssuer(server),
        server,
        source: service.source,
        workflow: service.workflow,
        ref: service.ref,
        ...(service.signer !== undefined && { signer: `${server}/${service.signer}` }),
        ...(service.sourceId !== undefined && { repositoryId: service.sourceId }),
        ...(service.ownerId !== undefined && { ownerId: service.ownerId }),
      },
      trust,
    });
    const source = { repository: service.source, commit: parseCommitOid(claims.commit) };
    return { kind: 'verified', source, run: claims.runUrl };
  } catch (error) {
    if (!isCodedError(error)) throw error;
    return { kind: 'refused', detail: `${error.code}: ${error.message}`, advice: error.next };
  }
}
