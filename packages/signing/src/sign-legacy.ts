import type { SerializedBundle } from '@sigstore/bundle';
import type { IdentityRule } from './identity-rules.ts';
import { attestationLayer, legacyLogError, signatureLayer, type LegacyLayer } from './legacy-layer.ts';
import { attachLegacy, legacyCandidates, readLegacyLayer, verifyLegacy } from './legacy-tags.ts';
import {
  saysTheSame,
  type AttachedBundle,
  type SignatureFormat,
  type SignedBundle,
  type SignImageArguments,
} from './signing-request.ts';
import type { ImageSigner } from './signer.ts';
import { SigningError } from './signing-error.ts';
import type { SigningServices } from './signing-services.ts';
import { simpleSigningPayload } from './simple-signing.ts';
import { signaturePredicateType, type Attestation } from './statement.ts';
import type { BundleExpectation } from './verify-bundle.ts';

/** What the older format carries for one kind of claim. */
export interface SignedLayer {
  readonly attached: AttachedBundle;
  readonly layer: LegacyLayer;
}

interface Means {
  readonly signed: (attestation: Attestation) => Promise<SignedBundle>;
  readonly signer: () => Promise<ImageSigner>;
  readonly rules: readonly IdentityRule[];
  readonly args: SignImageArguments;
}

/**
 * Whether these services can sign in that format; worth asking before anything is built or pushed.
 * @throws SigningError LEGACY_LOG
 */
export function checkSignatureFormat(format: SignatureFormat, { rekor }: SigningServices): void {
  if (format !== 'bundle' && !rekor.some(({ version }) => version === 1)) throw legacyLogError();
}

export const withVersion1Logs = (services: SigningServices): SigningServices => ({
  ...services,
  rekor: services.rekor.filter(({ version }) => version === 1),
});

/** An attestation is signed once for both formats; a signature of the older one is over other bytes than a bundle's. */
export async function signedLegacy(
  attestation: Attestation,
  existing: AttachedBundle | undefined,
  { signed, signer, rules, args }: Means,
): Promise<SignedLayer> {
  const { predicateType } = attestation;
  const { repository, subject, trust } = args;
  const { bundle, layer } =
    predicateType === signaturePredicateType
      ? await signedPayload(simpleSigningPayload(repository.name, subject.digest), signer)
      : asLayer(predicateType, existing ?? (await signed(attestation)));
  await verifyLegacy(layer, expectationOf(predicateType, rules, args), trust);
  return { attached: { predicateType, bundle, descriptor: layer.descriptor, existed: false }, layer };
}

async function signedPayload(payload: Buffer, signer: () => Promise<ImageSigner>) {
  const { bundleToJSON } = await import('@sigstore/bundle');
  const { bytes } = await signer();
  const bundle = bundleToJSON(await bytes(payload));
  return { bundle, layer: signatureLayer(bundle, payload) };
}

const asLayer = (predicateType: string, { bundle }: { readonly bundle: object }) => ({
  bundle,
  layer: attestationLayer(bundle as SerializedBundle, predicateType),
});

/** One write for each of the two tags. */
export function attachedByTag(
  layers: readonly SignedLayer[],
  { repository, subject }: SignImageArguments,
): readonly Promise<void>[] {
  const isSignature = ({ attached }: SignedLayer): boolean => attached.predicateType === signaturePredicateType;
  return [layers.filter(isSignature), layers.filter((layer) => !isSignature(layer))].map((some) =>
    attachLegacy(
      repository,
      subject.digest,
      some[0]?.attached.predicateType ?? '',
      some.map(({ layer }) => layer),
    ),
  );
}

/** Predicate type → what this workflow attached in the older format for this commit. */
export async function existingLegacy(
  wanted: readonly Attestation[],
  rules: readonly IdentityRule[],
  args: SignImageArguments,
): Promise<ReadonlyMap<string, AttachedBundle>> {
  const found = await Promise.all(wanted.map((attestation) => existingLayer(attestation, rules, args)));
  return new Map(found.flatMap((each) => (each ? [[each.predicateType, each] as const] : [])));
}

async function existingLayer(
  attestation: Attestation,
  rules: readonly IdentityRule[],
  args: SignImageArguments,
): Promise<AttachedBundle | undefined> {
  const { predicateType } = attestation;
  const { repository, trust } = args;
  const expected = expectationOf(predicateType, rules, args);
  const { descriptors } = await legacyCandidates(repository, expected);
  for (const descriptor of descriptors) {
    try {
      const layer = await readLegacyLayer(repository, descriptor);
      const { attestation: found, bundle } = await verifyLegacy(layer, expected, trust);
      if (saysTheSame(found, attestation)) return { predicateType, bundle, descriptor, existed: true };
    } catch (error) {
      // Somebody else's, or broken: not one to keep, and no hindrance to attaching ours.
      if (!(error instanceof SigningError)) throw error;
    }
  }
  return undefined;
}

const expectationOf = (
  predicateType: string,
  rules: readonly IdentityRule[],
  { repository, subject }: SignImageArguments,
): BundleExpectation => ({ subject: subject.digest, image: repository.name, predicateType, rules });
