import { isDeepStrictEqual } from 'node:util';
import type { Descriptor, ImageRepository, Referrer } from '@bitvault/registry';
import { bundleMediaType } from './bundle-contents.ts';
import { bundleReferrer, candidatesFor, descriptorOf, readBundle } from './bundle-referrer.ts';
import { rulesOfClaims, type IdentityRule } from './identity-rules.ts';
import { provenance, type Material } from './provenance.ts';
import { checkSbomSize } from './sbom-check.ts';
import { statementSigner, type StatementSigner } from './signer.ts';
import { SigningError } from './signing-error.ts';
import type { SigningServices } from './signing-services.ts';
import { provenancePredicateType, signaturePredicateType, statementBytes, type Attestation } from './statement.ts';
import type { Trust } from './trust.ts';
import { verifyBundle } from './verify-bundle.ts';
import { readWorkflowToken } from './workflow-token.ts';

export interface SignImageArguments {
  readonly repository: ImageRepository;
  /** The image or index that was pushed. */
  readonly subject: Descriptor;
  /** GITHUB_SERVER_URL, without a slash at the end. */
  readonly server: string;
  /** What the image was made of, besides the source commit. */
  readonly materials?: readonly Material[];
  /** See `checkSbom`. */
  readonly sbom?: Attestation;
  /** Gets the job's token for the audience `sigstore`; called once. */
  readonly idToken: () => Promise<string>;
  readonly services: SigningServices;
  /** Bundles are verified against it before they are attached, and those found attached before they are kept. */
  readonly trust: Trust;
  /** Called with the token before anything is done with it. */
  readonly mask: (secret: string) => void;
}

export interface AttachedBundle {
  readonly predicateType: string;
  /** The Sigstore bundle as JSON. */
  readonly bundle: object;
  /** Of the manifest that carries it. */
  readonly descriptor: Descriptor;
  /** Whether an earlier run of this workflow at this commit had attached it. */
  readonly existed: boolean;
}

/**
 * Signs an image and attests its provenance and SBOM, under one certificate, and attaches the bundles at once. What this
 * workflow attached before for the same commit is kept, so that running again makes nothing twice.
 * @throws SigningError; errors of the registry pass through
 */
export async function signImage(args: SignImageArguments): Promise<{ readonly bundles: readonly AttachedBundle[] }> {
  const { repository, subject, server, services, sbom } = args;
  if (sbom) checkSbomSize(Buffer.byteLength(JSON.stringify(sbom.predicate)));
  const [{ token, claims }, referrers] = await Promise.all([
    readWorkflowToken(args.idToken, args.mask),
    repository.referrers(subject.digest, bundleMediaType),
  ]);
  const wanted: readonly Attestation[] = [
    { predicateType: signaturePredicateType, predicate: {} },
    provenance({ claims, server, materials: args.materials ?? [] }),
    ...(sbom ? [sbom] : []),
  ];
  const rules = rulesOfClaims(claims, server);
  const existing = await existingBundles(wanted, rules, referrers, args);
  const absent = wanted.filter((attestation) => !existing.has(attestation.predicateType));
  if (absent.length === 0) return { bundles: [...existing.values()] };
  const sign = await statementSigner(services, token);
  const signed = await Promise.all(absent.map((attestation) => signedBundle(attestation, sign, rules, args)));
  const made = signed.map((bundle) => bundleReferrer({ subject, ...bundle }));
  await repository.attach(subject, made);
  const attached = new Map(
    signed.map(({ predicateType, bundle }, index) => {
      const descriptor = descriptorOf(made[index] as Referrer);
      return [predicateType, { predicateType, bundle, descriptor, existed: false }] as const;
    }),
  );
  return {
    bundles: wanted.flatMap(({ predicateType }) => existing.get(predicateType) ?? attached.get(predicateType) ?? []),
  };
}

interface SignedBundle {
  readonly predicateType: string;
  readonly bundle: object;
  readonly bytes: Buffer;
  readonly createdAt: Date;
}

async function signedBundle(
  attestation: Attestation,
  sign: StatementSigner,
  rules: readonly IdentityRule[],
  { repository, subject, trust }: SignImageArguments,
): Promise<SignedBundle> {
  const { bundleToJSON } = await import('@sigstore/bundle');
  const { predicateType } = attestation;
  const bundle = bundleToJSON(await sign(statementBytes(repository.name, subject.digest, attestation)));
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

/** Provenance of another run of the same commit by the same workflow is as good; an SBOM has to be the same. */
const saysTheSame = (found: Attestation, wanted: Attestation): boolean =>
  [signaturePredicateType, provenancePredicateType].includes(wanted.predicateType) ||
  isDeepStrictEqual(found.predicate, JSON.parse(JSON.stringify(wanted.predicate)));
