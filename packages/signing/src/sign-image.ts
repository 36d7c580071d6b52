import type { Descriptor, Referrer } from '@bitvault/registry';
import { bundleMediaType } from './bundle-contents.ts';
import { bundleReferrer, candidatesFor, descriptorOf, readBundle } from './bundle-referrer.ts';
import { rulesOfClaims, type IdentityRule } from './identity-rules.ts';
import { provenance } from './provenance.ts';
import { checkSbomSize } from './sbom-check.ts';
import { attachedByTag, checkSignatureFormat, existingLegacy, signedLegacy, withVersion1Logs } from './sign-legacy.ts';
import { imageSigner, type ImageSigner } from './signer.ts';
import { SigningError } from './signing-error.ts';
import {
  saysTheSame,
  type AttachedBundle,
  type SignatureFormat,
  type SignedBundle,
  type SignImageArguments,
} from './signing-request.ts';
import { signaturePredicateType, statementBytes, type Attestation } from './statement.ts';
import { verifyBundle } from './verify-bundle.ts';
import { readWorkflowToken } from './workflow-token.ts';

/**
 * Signs an image and attests its provenance and SBOM, under one certificate, and attaches the bundles at once. What this
 * workflow attached before for the same commit is kept, so that running again makes nothing twice.
 * @throws SigningError; errors of the registry pass through
 */
export async function signImage(args: SignImageArguments): Promise<{ readonly bundles: readonly AttachedBundle[] }> {
  const { repository, subject, server, services, sbom } = args;
  if (sbom) checkSbomSize(Buffer.byteLength(JSON.stringify(sbom.predicate)));
  checkSignatureFormat(args.format ?? 'bundle', services);
  const [{ token, claims }, referrers] = await Promise.all([
    readWorkflowToken(args.idToken, args.mask),
    args.format === 'legacy' ? [] : repository.referrers(subject.digest, bundleMediaType),
  ]);
  const wanted: readonly Attestation[] = [
    { predicateType: signaturePredicateType, predicate: {} },
    provenance({ claims, server, materials: args.materials ?? [] }),
    ...(sbom ? [sbom] : []),
  ];
  const rules = rulesOfClaims(claims, server);
  const formats = formatsOf(args.format);
  const [existing, older] = await Promise.all([
    existingBundles(wanted, rules, referrers, args),
    formats.legacy ? existingLegacy(wanted, rules, args) : new Map<string, AttachedBundle>(),
  ]);
  const signer = once(() => imageSigner(formats.legacy ? withVersion1Logs(services) : services, token));
  const statements = new Map<string, Promise<SignedBundle>>();
  const signed = (attestation: Attestation): Promise<SignedBundle> => {
    const known = statements.get(attestation.predicateType) ?? signedBundle(attestation, signer, rules, args);
    statements.set(attestation.predicateType, known);
    return known;
  };
  const [bundles, layers] = await Promise.all([
    Promise.all(formats.bundle ? absentIn(wanted, existing).map((attestation) => signed(attestation)) : []),
    Promise.all(
      formats.legacy
        ? absentIn(wanted, older).map(async (attestation) =>
            signedLegacy(attestation, existing.get(attestation.predicateType), { signed, signer, rules, args }),
          )
        : [],
    ),
  ]);
  const carriers = bundles.map((bundle) => bundleReferrer({ subject, ...bundle }));
  await Promise.all([
    ...(carriers.length > 0 ? [repository.attach(subject, carriers)] : []),
    ...attachedByTag(layers, args),
  ]);
  const attached = new Map(
    bundles.map(({ predicateType, bundle }, index) => {
      const descriptor = descriptorOf(carriers[index] as Referrer);
      return [predicateType, { predicateType, bundle, descriptor, existed: false }] as const;
    }),
  );
  const [kept, made] = formats.bundle
    ? [existing, attached]
    : [older, new Map(layers.map(({ attached: each }) => [each.predicateType, each]))];
  return { bundles: wanted.flatMap(({ predicateType }) => kept.get(predicateType) ?? made.get(predicateType) ?? []) };
}

const formatsOf = (format: SignatureFormat = 'bundle') => ({
  bundle: format !== 'legacy',
  legacy: format !== 'bundle',
});

const absentIn = (wanted: readonly Attestation[], there: ReadonlyMap<string, unknown>): readonly Attestation[] =>
  wanted.filter(({ predicateType }) => !there.has(predicateType));

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

async function signedBundle(
  attestation: Attestation,
  signer: () => Promise<ImageSigner>,
  rules: readonly IdentityRule[],
  { repository, subject, trust }: SignImageArguments,
): Promise<SignedBundle> {
  const { bundleToJSON } = await import('@sigstore/bundle');
  const { predicateType } = attestation;
  const { statement } = await signer();
  const bundle = bundleToJSON(await statement(statementBytes(repository.name, subject.digest, attestation)));
  const bytes = Buffer.from(JSON.stringify(bundle), 'utf8');
  const expected = { subject: subject.digest, image: repository.name, predicateType, rules };
  const { signedAt } = await verifyBundle(bytes, expected, trust);
  return { predicateType, bundle, bytes, createdAt: signedAt };
}

/** Predicate type → a bundle of that kind that this workflow attached for this commit. */
async function existingBundles(
  wanted: readonly Attestation[],
  rules: readonly IdentityRule[],
  referrers: readonly Descriptor[],
  args: SignImageArguments,
): Promise<ReadonlyMap<string, AttachedBundle>> {
  const found = await Promise.all(wanted.map((attestation) => existingBundle(attestation, rules, referrers, args)));
  return new Map(found.flatMap((bundle) => (bundle ? [[bundle.predicateType, bundle] as const] : [])));
}

async function existingBundle(
  attestation: Attestation,
  rules: readonly IdentityRule[],
  referrers: readonly Descriptor[],
  { repository, subject, trust }: SignImageArguments,
): Promise<AttachedBundle | undefined> {
  const { predicateType } = attestation;
  const { descriptors } = candidatesFor(predicateType, referrers);
  const expected = { subject: subject.digest, image: repository.name, predicateType, rules };
  for (const descriptor of descriptors) {
    try {
      const bytes = await readBundle(repository, descriptor, subject.digest);
      const verified = await verifyBundle(bytes, expected, trust);
      const bundle = JSON.parse(Buffer.from(bytes).toString('utf8')) as object;
      if (saysTheSame(verified.attestation, attestation)) return { predicateType, bundle, descriptor, existed: true };
    } catch (error) {
      // Somebody else's, or broken: not one to keep, and no hindrance to attaching ours.
      if (!(error instanceof SigningError)) throw error;
    }
  }
  return undefined;
}
