import { isSameRepository, type Sha256 } from '@bitvault/registry';
import { brief, briefList } from './brief.ts';
import { parseBundle, type BundleContents } from './bundle-contents.ts';
import { identityOf, type CertificateIdentity } from './certificate-identity.ts';
import { checkCryptography } from './cryptography.ts';
import { checkIdentity, type IdentityRule } from './identity-rules.ts';
import { checkProvenance } from './provenance-check.ts';
import { SigningError } from './signing-error.ts';
import { namesOf, parseStatement, payloadType, provenancePredicateType, type Attestation } from './statement.ts';
import type { Trust } from './trust.ts';

export interface BundleExpectation {
  readonly subject: Sha256;
  /** The image's name, without tag. */
  readonly image: string;
  readonly predicateType: string;
  readonly rules: readonly IdentityRule[];
}

export interface VerifiedBundle {
  readonly attestation: Attestation;
  readonly identity: CertificateIdentity;
  readonly signedAt: Date;
  /** Of provenance. */
  readonly builderId?: string;
}

/**
 * Checks one bundle through and through: form, cryptography, what the statement is about and says, who signed it, that
 * provenance agrees with its certificate, and that it is for the image of this name.
 * @throws SigningError with one of `verificationErrorCodes`
 */
export async function verifyBundle(
  bytes: Uint8Array,
  expected: BundleExpectation,
  trust: Trust,
): Promise<VerifiedBundle> {
  return verifyEnvelope(await parseBundle(bytes), expected, trust);
}

/** As `verifyBundle`, of an envelope in whatever form it was attached. */
export async function verifyEnvelope(
  contents: BundleContents,
  expected: BundleExpectation,
  trust: Trust,
): Promise<VerifiedBundle> {
  const signedAt = await checkCryptography(contents, trust);
  const { attestation, names } = attestationOf(contents, expected);
  const identity = identityOf(contents.certificate);
  checkIdentity(identity, expected.rules);
  const isProvenance = expected.predicateType === provenancePredicateType;
  const builderId = isProvenance ? checkProvenance(attestation.predicate, identity) : undefined;
  checkName(names, expected, isProvenance);
  return { attestation, identity, signedAt, ...(builderId !== undefined && { builderId }) };
}

/** What a bundle says of itself, unverified; `undefined` where it says nothing that can be read. */
export async function claimedPredicateType(bytes: Uint8Array): Promise<string | undefined> {
  try {
    return parseStatement((await parseBundle(bytes)).payload).predicateType;
  } catch (error) {
    if (error instanceof SigningError) return undefined;
    throw error;
  }
}

function attestationOf(
  contents: { readonly payload: Buffer; readonly payloadType: string },
  { subject, predicateType }: BundleExpectation,
): { readonly attestation: Attestation; readonly names: readonly string[] } {
  const found = (
    code: 'PAYLOAD_TYPE' | 'PREDICATE_TYPE' | 'SUBJECT_MISMATCH',
    what: string,
    wanted: string,
    got: string,
  ) => new SigningError(code, `${what}: expected ${wanted}, found ${brief(got)}`, `Sign or attest ${subject} again`);
  if (contents.payloadType !== payloadType) {
    throw found('PAYLOAD_TYPE', 'the envelope’s payload type is another', payloadType, contents.payloadType);
  }
  const statement = parseStatement(contents.payload);
  if (statement.predicateType !== predicateType) {
    throw found('PREDICATE_TYPE', 'the predicate type is another', predicateType, statement.predicateType);
  }
  const names = namesOf(statement, subject);
  if (names === undefined) {
    const subjects = statement.subject.map(({ digest }) => `sha256:${digest['sha256'] ?? '?'}`);
    throw found('SUBJECT_MISMATCH', 'the statement is about another artifact', subject, briefList(subjects));
  }
  return { attestation: { predicateType: statement.predicateType, predicate: statement.predicate }, names };
}

/**
 * Images that one workflow builds have one identity, so only the name tells them apart. Cosign's signatures have none.
 */
export function checkName(names: readonly string[], { image, subject }: BundleExpectation, isRequired: boolean): void {
  if (names.length === 0 && !isRequired) return;
  if (names.some((name) => isSameRepository(name, image))) return;
  throw new SigningError(
    'SUBJECT_NAME',
    `the statement is about an image of another name: expected ${image}, found ${briefList(names) || 'none'}`,
    `Sign and attest ${subject} as ${image} with the expected workflow; if it was mirrored, attest the copy again under its new name`,
  );
}
