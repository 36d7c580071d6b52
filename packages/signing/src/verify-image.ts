import type { CertificateIdentity } from './certificate-identity.ts';
import { findEvidence, type EvidenceArguments } from './find-evidence.ts';
import { rulesOf, type ImageExpectation } from './identity-rules.ts';
import { SigningError } from './signing-error.ts';
import type { VerifiedBundle } from './verify-bundle.ts';
import type { Sha256 } from '@bitvault/registry';

/** What is proven of an image whose signature and provenance verify; the provenance's certificate tells it. */
export interface VerifiedClaims {
  readonly subject: Sha256;
  /** `owner/repo` */
  readonly source: string;
  readonly workflow: string;
  readonly ref: string;
  readonly commit: string;
  readonly runUrl: string;
  readonly issuer: string;
  readonly san: string;
  readonly trigger: string;
  readonly runnerEnvironment: string;
  readonly repositoryId: string;
  readonly ownerId: string;
  /** ISO 8601: by then the provenance was signed, as log or timestamp authority attest. */
  readonly signedAt: string;
  readonly predicateTypes: readonly string[];
  readonly builderId: string;
}

export interface VerifyImageArguments extends Omit<EvidenceArguments, 'rules'> {
  readonly expectation: ImageExpectation;
}

/**
 * Verifies that the registry has the image, and that it has a signature and SLSA v1 provenance, each by the expected
 * identity. Other bundles may be attached too: one of each kind that verifies suffices.
 * @throws SigningError where one is absent or none verifies: with the reason of the bundle that came closest
 */
export async function verifyImage(args: VerifyImageArguments): Promise<VerifiedClaims> {
  const { expectation, ...where } = args;
  const { provenance, predicateTypes } = await findEvidence({ ...where, rules: rulesOf(expectation) });
  return claimsOf(provenance, predicateTypes, args);
}

function claimsOf(
  { identity, signedAt, builderId }: VerifiedBundle,
  predicateTypes: readonly string[],
  args: VerifyImageArguments,
): VerifiedClaims {
  const { digest, expectation } = args;
  const claim = (field: keyof CertificateIdentity): string => identity[field] ?? incomplete(field);
  return {
    subject: digest,
    source: expectation.source,
    workflow: expectation.workflow,
    ref: claim('ref'),
    commit: claim('commit'),
    runUrl: claim('runUrl'),
    issuer: claim('issuer'),
    san: claim('san'),
    trigger: claim('trigger'),
    runnerEnvironment: claim('runnerEnvironment'),
    repositoryId: claim('repositoryId'),
    ownerId: claim('ownerId'),
    signedAt: signedAt.toISOString(),
    predicateTypes,
    builderId: builderId ?? incomplete('buildSignerUri'),
  };
}

function incomplete(field: keyof CertificateIdentity): never {
  throw new SigningError(
    'IDENTITY_INCOMPLETE',
    `the certificate lacks the claim ${field}`,
    'Sign with a Sigstore whose certificates have the claims of GitHub workflows',
  );
}
