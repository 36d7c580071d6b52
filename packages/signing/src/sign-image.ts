import type { Descriptor } from '@bitvault/registry';
import { bundleMediaType } from './bundle-contents.ts';
import { bundleReader, bundleReferrer, candidatesFor, descriptorOf, type BundleReader } from './bundle-referrer.ts';
import { rulesOfClaims, type IdentityRule } from './identity-rules.ts';
import { provenance } from './provenance.ts';
import { checkSbomSize } from './sbom-check.ts';
import { checkScanSize, isScanType } from './scan-check.ts';
import { attachLayers, existingLegacy } from './sign-legacy.ts';
import { SigningError } from './signing-error.ts';
import { saysTheSame, type AttachedBundle, type SignedBundle, type SignImageArguments } from './signing-request.ts';
import { provenancePredicateType, signaturePredicateType, statementBytes, type Attestation } from './statement.ts';
import { verifyBundle } from './verify-bundle.ts';
import type { WorkflowClaims } from './workflow-token.ts';

/** Predicate type → what is attached of it. */
type Attached = ReadonlyMap<string, AttachedBundle>;

/**
 * Signs an image, attests its provenance and whatever else is given, and attaches all at once. What this workflow attached
 * before for the same commit is kept, so that running again makes nothing twice.
 * @throws SigningError; errors of the registry pass through
 */
export async function signImage(args: SignImageArguments): Promise<{ readonly bundles: readonly AttachedBundle[] }> {
  const { repository, subject, session } = args;
  checkFurther(args.attestations ?? []);
  const asBundles = session.format !== 'legacy';
  const asLayers = session.format !== 'bundle';
  const [{ claims }, referrers] = await Promise.all([
    session.identity(),
    asBundles && args.isNew !== true ? repository.referrers(subject.digest, bundleMediaType) : [],
  ]);
  const wanted = attestationsOf(claims, args);
  const rules = rulesOfClaims(claims, session.server);
  const [bundles, layers] = await Promise.all([
    existingBundles(wanted, rules, referrers, args),
    asLayers ? existingLegacy(wanted, rules, args) : nothing,
  ]);
  const signed = signedOnce(rules, args);
  const [newBundles, newLayers] = await Promise.all([
    asBundles ? attachBundles(absentIn(wanted, bundles), signed, args) : [],
    asLayers ? attachLayers({ wanted: absentIn(wanted, layers), bundles, signed, rules, args }) : [],
  ]);
  const attached = new Map(
    (asBundles ? [...bundles.values(), ...newBundles] : [...layers.values(), ...newLayers]).map(
      (each) => [each.predicateType, each] as const,
    ),
  );
  return { bundles: wanted.flatMap(({ predicateType }) => attached.get(predicateType) ?? []) };
}

/** Each kind once: what is attached is told apart by it. */
function checkFurther(attestations: readonly Attestation[]): void {
  const types = [signaturePredicateType, provenancePredicateType, ...attestations.map((each) => each.predicateType)];
  if (new Set(types).size < types.length) throw new TypeError(`one of these is given twice: ${types.join(', ')}`);
  for (const { predicateType, predicate } of attestations)
    (isScanType(predicateType) ? checkScanSize : checkSbomSize)(Buffer.byteLength(JSON.stringify(predicate)));
}

const nothing: Attached = new Map();

const attestationsOf = (
  claims: WorkflowClaims,
  { session, materials = [], attestations = [] }: SignImageArguments,
): readonly Attestation[] => [
  { predicateType: signaturePredicateType, predicate: {} },
  provenance({ claims, server: session.server, materials }),
  ...attestations,
];

const absentIn = (wanted: readonly Attestation[], there: Attached): readonly Attestation[] =>
  wanted.filter(({ predicateType }) => !there.has(predicateType));

type SignStatement = (attestation: Attestation) => Promise<SignedBundle>;

/** An attestation is signed once for both formats. */
function signedOnce(rules: readonly IdentityRule[], args: SignImageArguments): SignStatement {
  const statements = new Map<string, Promise<SignedBundle>>();
  return (attestation) => {
    const known = statements.get(attestation.predicateType) ?? signedBundle(attestation, rules, args);
    statements.set(attestation.predicateType, known);
    return known;
  };
}

async function signedBundle(
  attestation: Attestation,
  rules: readonly IdentityRule[],
  { repository, subject, session, trust }: SignImageArguments,
): Promise<SignedBundle> {
  const { bundleToJSON } = await import('@sigstore/bundle');
  const { predicateType } = attestation;
  const { statement } = await session.signer();
  const bundle = bundleToJSON(await statement(statementBytes(repository.name, subject.digest, attestation)));
  const bytes = Buffer.from(JSON.stringify(bundle), 'utf8');
  const expected = { subject: subject.digest, image: repository.name, predicateType, rules };
  const { signedAt } = await verifyBundle(bytes, expected, trust);
  return { predicateType, bundle, bytes, createdAt: signedAt };
}

/** All in one write of the fallback index, where the registry needs one. */
async function attachBundles(
  wanted: readonly Attestation[],
  signed: SignStatement,
  { repository, subject }: SignImageArguments,
): Promise<readonly AttachedBundle[]> {
  if (wanted.length === 0) return [];
  const made = await Promise.all(
    wanted.map(async (attestation) => {
      const bundle = await signed(attestation);
      return { ...bundle, referrer: bundleReferrer({ subject, ...bundle }) };
    }),
  );
  await repository.attach(
    subject,
    made.map(({ referrer }) => referrer),
  );
  return made.map(({ predicateType, bundle, referrer }) => ({
    predicateType,
    bundle,
    descriptor: descriptorOf(referrer),
    existed: false,
  }));
}

/** The bundles that this workflow attached for this commit. */
async function existingBundles(
  wanted: readonly Attestation[],
  rules: readonly IdentityRule[],
  referrers: readonly Descriptor[],
  args: SignImageArguments,
): Promise<Attached> {
  const read = bundleReader(args.repository, args.subject.digest);
  const found = await Promise.all(
    wanted.map((attestation) => existingBundle(attestation, rules, { referrers, read }, args)),
  );
  return new Map(found.flatMap((bundle) => (bundle ? [[bundle.predicateType, bundle] as const] : [])));
}

async function existingBundle(
  attestation: Attestation,
  rules: readonly IdentityRule[],
  { referrers, read }: { readonly referrers: readonly Descriptor[]; readonly read: BundleReader },
  { repository, subject, trust }: SignImageArguments,
): Promise<AttachedBundle | undefined> {
  const { predicateType } = attestation;
  const { descriptors } = candidatesFor(predicateType, referrers);
  const expected = { subject: subject.digest, image: repository.name, predicateType, rules };
  for (const descriptor of descriptors) {
    try {
      const bytes = await read(descriptor);
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
