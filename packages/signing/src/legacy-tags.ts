import {
  mediaTypes,
  parseManifest,
  sha256Of,
  type Descriptor,
  type ImageRepository,
  type Sha256,
} from '@bitvault/registry';
import {
  envelopeType,
  parseAttestationLayer,
  parseSignatureLayer,
  predicateTypeKey,
  simpleSigningType,
  type LegacyLayer,
} from './legacy-layer.ts';
import { oversized, type ReadingAllowance } from './bundle-limits.ts';
import { candidateLimit } from './bundle-referrer.ts';
import { identityOf } from './certificate-identity.ts';
import { checkCryptography } from './cryptography.ts';
import { checkIdentity } from './identity-rules.ts';
import { namedBySimpleSigning } from './simple-signing.ts';
import { signaturePredicateType } from './statement.ts';
import type { Trust } from './trust.ts';
import { checkName, verifyEnvelope, type BundleExpectation, type VerifiedBundle } from './verify-bundle.ts';

/** Bytes of an attestation's envelope; those of a signature's payload are few. */
const envelopeLimit = 32 * 1024 * 1024;
const payloadLimit = 64 * 1024;

const tagFor = (subject: Sha256, predicateType: string): string =>
  `${subject.replace(':', '-')}.${predicateType === signaturePredicateType ? 'sig' : 'att'}`;

export interface LegacyCandidates {
  /** Newest first. */
  readonly descriptors: readonly Descriptor[];
  readonly total: number;
}

/** What stands under cosign's tag for signatures, or that for attestations, and may be of this kind. */
export async function legacyCandidates(
  repository: ImageRepository,
  { subject, predicateType }: Pick<BundleExpectation, 'subject' | 'predicateType'>,
): Promise<LegacyCandidates> {
  const stored = await repository.manifest(tagFor(subject, predicateType));
  const isSignature = predicateType === signaturePredicateType;
  const layers = stored === undefined ? [] : parseManifest(stored.bytes).layers;
  const fitting = layers
    .filter(({ mediaType }) => mediaType === (isSignature ? simpleSigningType : envelopeType))
    .filter(({ annotations }) => isSignature || [undefined, predicateType].includes(annotations?.[predicateTypeKey]))
    .toReversed();
  return { descriptors: fitting.slice(0, candidateLimit), total: fitting.length };
}

/** @throws SigningError with one of `verificationErrorCodes` */
export async function verifyLegacyLayer(
  repository: ImageRepository,
  descriptor: Descriptor,
  allowance: ReadingAllowance,
  expected: BundleExpectation,
  trust: Trust,
): Promise<VerifiedBundle> {
  return verifyLegacy(await readLegacyLayer(repository, descriptor, allowance), expected, trust);
}

/** @throws SigningError BUNDLE_OVERSIZED */
export async function readLegacyLayer(
  repository: ImageRepository,
  descriptor: Descriptor,
  allowance: ReadingAllowance,
): Promise<LegacyLayer> {
  const limit = descriptor.mediaType === simpleSigningType ? payloadLimit : envelopeLimit;
  if (descriptor.size > limit)
    throw oversized(`layer ${descriptor.digest} of a signature has ${descriptor.size} bytes, ${limit} at most`);
  allowance.take(descriptor.size);
  const content = Buffer.from(await repository.blob(descriptor, limit));
  return { content, descriptor: { ...descriptor, annotations: descriptor.annotations ?? {} } };
}

/** Makes of the older format all the checks that are made of bundles, in the same order. */
export async function verifyLegacy(
  layer: LegacyLayer,
  expected: BundleExpectation,
  trust: Trust,
): Promise<VerifiedBundle & { readonly bundle: object }> {
  const { bundleToJSON } = await import('@sigstore/bundle');
  if (expected.predicateType !== signaturePredicateType) {
    const envelope = await parseAttestationLayer(layer);
    return { ...(await verifyEnvelope(envelope, expected, trust)), bundle: bundleToJSON(envelope.bundle) };
  }
  const contents = await parseSignatureLayer(layer);
  const signedAt = await checkCryptography(contents, trust);
  const name = namedBySimpleSigning(layer.content, expected.subject);
  const identity = identityOf(contents.certificate);
  checkIdentity(identity, expected.rules);
  checkName([name], expected, true);
  const attestation = { predicateType: signaturePredicateType, predicate: {} };
  return { attestation, identity, signedAt, bundle: bundleToJSON(contents.bundle) };
}

/** Adds layers to what stands under the tag of their kind, and keeps what others put there. */
export async function attachLegacy(
  repository: ImageRepository,
  subject: Sha256,
  predicateType: string,
  layers: readonly LegacyLayer[],
): Promise<void> {
  if (layers.length === 0) return;
  await Promise.all(layers.map(({ content }) => repository.pushBlob(content)));
  await repository.amend(tagFor(subject, predicateType), mediaTypes.manifest, async (current) => {
    const present = current === undefined ? [] : parseManifest(current.bytes).layers;
    const known = new Set(present.map(markOf));
    const missing = layers.filter(({ descriptor }) => !known.has(markOf(descriptor)));
    return missing.length === 0
      ? undefined
      : manifestOf(repository, [...present, ...missing.map(({ descriptor }) => descriptor)]);
  });
}

/** Whoever signs an image so signs the same bytes: only the annotations tell the layers apart. */
const markOf = ({ digest, annotations = {} }: Descriptor): string =>
  JSON.stringify([digest, ...Object.entries(annotations).toSorted(([left], [right]) => (left < right ? -1 : 1))]);

async function manifestOf(repository: ImageRepository, layers: readonly Descriptor[]): Promise<Buffer> {
  const config = Buffer.from(
    JSON.stringify({
      architecture: '',
      os: '',
      config: {},
      rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
    }),
    'utf8',
  );
  await repository.pushBlob(config);
  const described = {
    mediaType: 'application/vnd.oci.image.config.v1+json',
    digest: sha256Of(config),
    size: config.length,
  };
  const manifest = { schemaVersion: 2, mediaType: mediaTypes.manifest, config: described, layers };
  return Buffer.from(JSON.stringify(manifest), 'utf8');
}
