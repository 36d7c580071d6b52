import type { Descriptor, ImageRepository, Sha256 } from '@bitvault/registry';
import { bundleMediaType } from './bundle-contents.ts';
import { candidateLimit, candidatesFor, isAnnotated, readBundle } from './bundle-referrer.ts';
import type { CertificateIdentity } from './certificate-identity.ts';
import { rulesOf, type ImageExpectation } from './identity-rules.ts';
import { SigningError, verificationErrorCodes, type SigningErrorCode } from './signing-error.ts';
import { provenancePredicateType, signaturePredicateType } from './statement.ts';
import type { Trust } from './trust.ts';
import { claimedPredicateType, verifyBundle, type BundleExpectation, type VerifiedBundle } from './verify-bundle.ts';

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

export interface VerifyImageArguments {
  readonly repository: ImageRepository;
  readonly digest: Sha256;
  readonly expectation: ImageExpectation;
  readonly trust: Trust;
}

/**
 * Verifies that the registry has the image, and that it has a signature and SLSA v1 provenance, each by the expected
 * identity. Other bundles may be attached too: one of each kind that verifies suffices.
 * @throws SigningError where one is absent or none verifies: with the reason of the bundle that came closest
 */
export async function verifyImage(args: VerifyImageArguments): Promise<VerifiedClaims> {
  const { repository, digest, expectation, trust } = args;
  const rules = rulesOf(expectation);
  const [image, referrers] = await Promise.all([
    repository.resolve(digest),
    // Outlives the image in many registries: what is signed need not be there.
    repository.referrers(digest, bundleMediaType),
  ]);
  if (image === undefined) throw missingImage(repository, digest);
  const read = readingOnce(repository, digest);
  const find = (predicateType: string, missing: SigningErrorCode): Promise<VerifiedBundle> =>
    firstVerified({
      referrers,
      read,
      trust,
      missing,
      expected: { subject: digest, image: repository.name, predicateType, rules },
    });
  const [signature, built] = await Promise.allSettled([
    find(signaturePredicateType, 'SIGNATURE_MISSING'),
    find(provenancePredicateType, 'PROVENANCE_MISSING'),
  ]);
  if (signature.status === 'rejected') throw signature.reason;
  if (built.status === 'rejected') throw built.reason;
  return claimsOf(built.value, args);
}

type BundleReader = (descriptor: Descriptor) => Promise<Uint8Array>;

/** Where nothing is annotated, both searches go through the same bundles. */
function readingOnce(repository: ImageRepository, subject: Sha256): BundleReader {
  const reads = new Map<Sha256, Promise<Uint8Array>>();
  return (descriptor) => {
    const read = reads.get(descriptor.digest) ?? readBundle(repository, descriptor, subject);
    reads.set(descriptor.digest, read);
    return read;
  };
}

interface Search {
  readonly referrers: readonly Descriptor[];
  readonly read: BundleReader;
  readonly trust: Trust;
  readonly expected: BundleExpectation;
  readonly missing: SigningErrorCode;
}

async function firstVerified({ referrers, read, trust, expected, missing }: Search): Promise<VerifiedBundle> {
  const { descriptors, total, otherTypes } = candidatesFor(expected.predicateType, referrers);
  const refusals: SigningError[] = [];
  const unread: unknown[] = [];
  for (const descriptor of descriptors) {
    try {
      const bytes = await read(descriptor);
      if (isAnnotated(descriptor) || (await claimedPredicateType(bytes)) === expected.predicateType) {
        return await verifyBundle(bytes, expected, trust);
      }
    } catch (error) {
      if (error instanceof SigningError) refusals.push(error);
      else unread.push(error);
    }
  }
  // What could not be read might have been the one.
  if (unread.length > 0) throw unread[0];
  const [closest, ...others] = refusals.toSorted((left, right) => progressOf(right) - progressOf(left));
  throw closest === undefined ? absence(missing, expected, otherTypes) : closestRefusal(closest, others, total);
}

const missingImage = ({ name }: ImageRepository, digest: Sha256): SigningError =>
  new SigningError(
    'IMAGE_MISSING',
    `the registry has no manifest ${digest} in ${name}`,
    'Choose a digest that the registry has, or push this one again; exempt what is deployed from the registry’s clean-up',
  );

const progress = Object.keys(verificationErrorCodes);
const progressOf = ({ code }: SigningError): number => progress.indexOf(code);

const absence = (
  code: SigningErrorCode,
  { subject, predicateType }: BundleExpectation,
  otherTypes: readonly string[],
): SigningError =>
  new SigningError(
    code,
    `${subject} has no bundle of the kind ${predicateType}: expected 1, found ${otherTypes.join(', ') || 'none'}`,
    'Build and sign the image with build-sign-push; an image that was pushed by other means cannot be promoted',
  );

function closestRefusal(closest: SigningError, others: readonly SigningError[], total: number): SigningError {
  if (total === 1) return closest;
  const reasons = others.map(({ code }) => code).join(', ');
  const unread = total > candidateLimit ? `; only the newest ${candidateLimit} were read` : '';
  return new SigningError(
    closest.code,
    `${closest.message} (the closest of ${total} bundles${reasons && `, the others: ${reasons}`}${unread})`,
    closest.next,
    { cause: closest.cause, others },
  );
}

function claimsOf({ identity, signedAt, builderId }: VerifiedBundle, args: VerifyImageArguments): VerifiedClaims {
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
    predicateTypes: [signaturePredicateType, provenancePredicateType],
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
