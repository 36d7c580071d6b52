import type { Descriptor, ImageRepository, Sha256 } from '@bitvault/registry';
import { briefList } from './brief.ts';
import { ReadingAllowance } from './bundle-limits.ts';
import { bundleMediaType } from './bundle-contents.ts';
import { bundleReader, candidateLimit, candidatesFor, isAnnotated, type BundleReader } from './bundle-referrer.ts';
import type { IdentityRule } from './identity-rules.ts';
import { legacyCandidates, verifyLegacyLayer } from './legacy-tags.ts';
import { SigningError, verificationErrorCodes, type SigningErrorCode } from './signing-error.ts';
import { provenancePredicateType, signaturePredicateType } from './statement.ts';
import type { Trust } from './trust.ts';
import { claimedPredicateType, verifyBundle, type BundleExpectation, type VerifiedBundle } from './verify-bundle.ts';

export interface EvidenceArguments {
  readonly repository: ImageRepository;
  readonly digest: Sha256;
  readonly rules: readonly IdentityRule[];
  readonly trust: Trust;
  readonly accept?: AcceptedForms;
  /** Predicate types of further attestations, such as SBOMs, that have to be there, each by the expected identity. */
  readonly require?: readonly string[];
}

/** What is accepted besides a bundle of the signature and one of the provenance. All else is checked the same. */
export interface AcceptedForms {
  /**
   * Signature and provenance in cosign's format of before bundles, where no bundle of the kind is attached. The log
   * only promises such entries: nothing proves that they are in it.
   */
  readonly legacy?: boolean;
  /** Provenance without a signature of its own, as actions/attest attaches it: it is by the expected identity too. */
  readonly provenanceOnly?: boolean;
  /** Provenance is all that is asked for: signatures, whoever made them, are not looked at. */
  readonly unsigned?: boolean;
}

export interface Evidence {
  readonly provenance: VerifiedBundle;
  /** What is proven, by its kind. */
  readonly predicateTypes: readonly string[];
}

/**
 * Finds a signature and provenance of an image that the registry has, and what else is required, each by an identity that meets all
 * rules.
 * @throws SigningError where one is absent or none verifies: with the reason of the bundle that came closest
 */
export async function findEvidence(args: EvidenceArguments): Promise<Evidence> {
  const { repository, digest, rules, trust, accept = {}, require = [] } = args;
  const [image, referrers] = await Promise.all([
    repository.resolve(digest),
    // Outlives the image in many registries: what is signed need not be there.
    repository.referrers(digest, bundleMediaType),
  ]);
  if (image === undefined) throw missingImage(repository, digest);
  // Where nothing is annotated, all searches go through the same bundles.
  const read = bundleReader(repository, digest);
  const find = (predicateType: string, missing: SigningErrorCode): Promise<VerifiedBundle> =>
    firstVerified({
      repository,
      referrers,
      read,
      trust,
      missing,
      legacy: accept.legacy ?? false,
      expected: { subject: digest, image: repository.name, predicateType, rules },
    });
  const [signature, built, ...further] = await Promise.allSettled([
    accept.unsigned ? undefined : find(signaturePredicateType, 'SIGNATURE_MISSING'),
    find(provenancePredicateType, 'PROVENANCE_MISSING'),
    ...require.map((predicateType) => find(predicateType, 'ATTESTATION_MISSING')),
  ]);
  // Only the absence of a signature is made up for: one that does not verify is refused for what is wrong with it.
  const isUnsigned = signature.status === 'rejected' && isMissing(signature.reason);
  if (signature.status === 'rejected' && !(accept.provenanceOnly && isUnsigned)) throw signature.reason;
  if (built.status === 'rejected') throw built.reason;
  const refused = further.find((each) => each.status === 'rejected');
  if (refused !== undefined) throw refused.reason;
  const proven =
    isUnsigned || accept.unsigned ? [provenancePredicateType] : [signaturePredicateType, provenancePredicateType];
  return { provenance: built.value, predicateTypes: [...proven, ...require] };
}

const isMissing = (reason: unknown): boolean => reason instanceof SigningError && reason.code === 'SIGNATURE_MISSING';

interface Search {
  readonly repository: ImageRepository;
  readonly referrers: readonly Descriptor[];
  readonly read: BundleReader;
  readonly trust: Trust;
  readonly expected: BundleExpectation;
  readonly missing: SigningErrorCode;
  readonly legacy: boolean;
}

async function firstVerified(search: Search): Promise<VerifiedBundle> {
  const { referrers, read, trust, expected, missing, legacy, repository } = search;
  const { descriptors, total, otherTypes } = candidatesFor(expected.predicateType, referrers);
  const bundle = await firstOf(descriptors, total, async (descriptor) => {
    const bytes = await read(descriptor);
    if (!isAnnotated(descriptor) && (await claimedPredicateType(bytes)) !== expected.predicateType) return undefined;
    return verifyBundle(bytes, expected, trust);
  });
  if (bundle !== undefined) return bundle;
  // Where some were not read, a bundle may be among them that would not verify: hiding it must not lead past it.
  if (legacy && total <= candidateLimit) {
    const older = await legacyCandidates(repository, expected);
    const allowance = new ReadingAllowance(expected.subject);
    const layer = await firstOf(older.descriptors, older.total, (descriptor) =>
      verifyLegacyLayer(repository, descriptor, allowance, expected, trust),
    );
    if (layer !== undefined) return layer;
  }
  throw absence(missing, expected, otherTypes);
}

/**
 * The first that verifies; `undefined` where none is of the kind.
 * @throws SigningError of the one that came closest, where none verifies
 */
async function firstOf(
  descriptors: readonly Descriptor[],
  total: number,
  verify: (descriptor: Descriptor) => Promise<VerifiedBundle | undefined>,
): Promise<VerifiedBundle | undefined> {
  const refusals: SigningError[] = [];
  const unread: unknown[] = [];
  for (const descriptor of descriptors) {
    try {
      const verified = await verify(descriptor);
      if (verified !== undefined) return verified;
    } catch (error) {
      if (error instanceof SigningError && progressOf(error) >= 0) refusals.push(error);
      else unread.push(error);
    }
  }
  // What could not be read might have been the one.
  if (unread.length > 0) throw unread[0];
  const [closest, ...others] = refusals.toSorted((left, right) => progressOf(right) - progressOf(left));
  if (closest !== undefined) throw closestRefusal(closest, others, total);
  return undefined;
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
    `${subject} has no bundle of the kind ${predicateType}: expected 1, found ${briefList(otherTypes) || 'none'}`,
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
