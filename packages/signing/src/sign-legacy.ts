import type { SerializedBundle } from '@sigstore/bundle';
import { ReadingAllowance } from './bundle-limits.ts';
import type { IdentityRule } from './identity-rules.ts';
import { attestationLayer, signatureLayer, type LegacyLayer } from './legacy-layer.ts';
import { attachLegacy, legacyCandidates, readLegacyLayer, verifyLegacy } from './legacy-tags.ts';
import { saysTheSame, type AttachedBundle, type SignedBundle, type SignImageArguments } from './signing-request.ts';
import { SigningError } from './signing-error.ts';
import { simpleSigningPayload } from './simple-signing.ts';
import { signaturePredicateType, type Attestation } from './statement.ts';
import type { BundleExpectation } from './verify-bundle.ts';

/** What the older format carries for one kind of claim. */
interface SignedLayer {
  readonly attached: AttachedBundle;
  readonly layer: LegacyLayer;
}

export interface LegacyWork {
  /** Those that are not attached yet. */
  readonly wanted: readonly Attestation[];
  /** Predicate type → the bundle of it that is attached already. */
  readonly bundles: ReadonlyMap<string, AttachedBundle>;
  /** Signs an attestation as a bundle, once for both formats. */
  readonly signed: (attestation: Attestation) => Promise<SignedBundle>;
  readonly rules: readonly IdentityRule[];
  readonly args: SignImageArguments;
}

/** Signs what is wanted in the older format, and writes each of its two tags once. */
export async function attachLayers(work: LegacyWork): Promise<readonly AttachedBundle[]> {
  const layers = await Promise.all(work.wanted.map((attestation) => signedLegacy(attestation, work)));
  await Promise.all(attachedByTag(layers, work.args));
  return layers.map(({ attached }) => attached);
}

/** An attestation is signed once for both formats; a signature of the older one is over other bytes than a bundle's. */
async function signedLegacy(
  attestation: Attestation,
  { bundles, signed, rules, args }: LegacyWork,
): Promise<SignedLayer> {
  const { predicateType } = attestation;
  const { repository, subject, trust } = args;
  const { bundle, layer } =
    predicateType === signaturePredicateType
      ? await signedPayload(simpleSigningPayload(repository.name, subject.digest), args)
      : asLayer(predicateType, bundles.get(predicateType) ?? (await signed(attestation)));
  await verifyLegacy(layer, expectationOf(predicateType, rules, args), trust);
  return { attached: { predicateType, bundle, descriptor: layer.descriptor, existed: false }, layer };
}

async function signedPayload(payload: Buffer, { session }: SignImageArguments) {
  const { bundleToJSON } = await import('@sigstore/bundle');
  const { bytes } = await session.signer();
  const bundle = bundleToJSON(await bytes(payload));
  return { bundle, layer: signatureLayer(bundle, payload) };
}

const asLayer = (predicateType: string, { bundle }: { readonly bundle: object }) => ({
  bundle,
  layer: attestationLayer(bundle as SerializedBundle, predicateType),
});

function attachedByTag(
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
  const allowance = new ReadingAllowance(expected.subject);
  for (const descriptor of descriptors) {
    try {
      const layer = await readLegacyLayer(repository, descriptor, allowance);
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
