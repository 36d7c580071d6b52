import type { X509Certificate } from '@sigstore/core';
import type { TrustedRoot } from '@sigstore/protobuf-specs';
import type { TrustMaterial } from '@sigstore/verify';
import { brief } from './brief.ts';
import {
  assertReadable,
  certifies,
  issuerNameOf,
  issuerOrganizationOf,
  subjectOrganizationOf,
} from './certificate-authority.ts';
import { SigningError } from './signing-error.ts';
import { sigstoreInstances, type Proof, type SigstoreInstance } from './sigstore-instances.ts';
import { readSources, type SigstoreConfiguration, type SigstoreSource } from './sigstore-source.ts';
import { trustedRootOf, type TufOptions } from './tuf-root.ts';

/** One Sigstore: its certificates, log entries and timestamps count together, never one of these with another's. */
export interface TrustedSigstore {
  readonly material: TrustMaterial;
  readonly proof: Proof;
}

/** Whose signatures count, and what has to prove them; the trusted roots alone decide that, never a bundle. */
export interface Trust {
  /**
   * By whose rules a signature with this certificate is judged, wholly: a key of that Sigstore's authority has signed the
   * certificate, which says nothing about times yet.
   * @throws SigningError TRUST_ROOT_UNAVAILABLE, TRUST_ROOT_INVALID, CERTIFICATE_UNTRUSTED
   */
  sigstoreOf(certificate: X509Certificate): Promise<TrustedSigstore>;
  /** The ways of proof among them. */
  readonly proofs: ReadonlySet<Proof>;
  /** The trusted root as JSON text, for other tools; `undefined` where it is of several Sigstores. */
  readonly document: string | undefined;
}

/** A list, as `well-known`, which is of all of them: each asked for its root once a certificate says to be of it. */
export type TrustSource = SigstoreSource | 'well-known' | readonly SigstoreInstance[];

/**
 * Reads trusted roots: those of the instances over TUF, any other from JSON, of which there may be several, one per line.
 * @throws SigningError TRUST_ROOT_INVALID, TRUST_ROOT_UNAVAILABLE
 */
export async function loadTrust(source: TrustSource, options: TufOptions = {}): Promise<Trust> {
  switch (source) {
    case 'well-known':
      return instancesTrust(['public-good', 'github'], options);
    case 'public-good':
    case 'github':
      return instanceTrust(source, options);
    default:
      return isList(source) ? instancesTrust(source, options) : configuredTrust(source);
  }
}

const isList = (source: SigstoreConfiguration | readonly SigstoreInstance[]): source is readonly SigstoreInstance[] =>
  Array.isArray(source);

function instancesTrust(instances: readonly SigstoreInstance[], options: TufOptions): Trust {
  const loaded = new Map<SigstoreInstance, Promise<Trust>>();
  return {
    proofs: new Set(instances.map((instance) => sigstoreInstances[instance].proof)),
    document: undefined,
    sigstoreOf: async (certificate) => {
      const instance = instanceNamed(issuerOrganizationOf(certificate), instances);
      const trust = loaded.get(instance) ?? instanceTrust(instance, options);
      loaded.set(instance, trust);
      return (await trust).sigstoreOf(certificate);
    },
  };
}

function instanceNamed(organization: string | undefined, instances: readonly SigstoreInstance[]): SigstoreInstance {
  const named = instances.find((instance) => sigstoreInstances[instance].organization === organization);
  if (named !== undefined) return named;
  const trusted = instances.map((instance) => sigstoreInstances[instance].title).join(' and ');
  throw new SigningError(
    'CERTIFICATE_UNTRUSTED',
    `the bundle does not verify: its certificate is of ${JSON.stringify(organization ?? null)}, and trusted is ${trusted}`,
    'Sign with a Sigstore that is trusted, or have the reviewed file that says whom to trust name the one that issued it',
  );
}

async function instanceTrust(instance: SigstoreInstance, options: TufOptions): Promise<Trust> {
  const { TrustedRoot } = await import('@sigstore/protobuf-specs');
  const root = await trustedRootOf(instance, options);
  const { proof } = sigstoreInstances[instance];
  checkValidity(root);
  const lacking = lackingPartOf(root, proof);
  if (lacking !== undefined) throw invalid(`it names no ${lacking}`);
  const sigstore = { material: await materialOf(root), proof };
  const document = JSON.stringify(TrustedRoot.toJSON(root));
  const { title } = sigstoreInstances[instance];
  const next = `Do not use this image unless ${title} has just changed its authority: then run again a little later`;
  return {
    proofs: new Set([proof]),
    document,
    sigstoreOf: async (certificate) => {
      if (isOf(sigstore, certificate)) return sigstore;
      throw untrusted(certificate, `the trusted root of ${title}`, next);
    },
  };
}

async function configuredTrust(source: SigstoreConfiguration): Promise<Trust> {
  const objects = await readSources(source, {
    what: 'trusted root',
    invalid: 'TRUST_ROOT_INVALID',
    unavailable: 'TRUST_ROOT_UNAVAILABLE',
  });
  const [first, ...others] = objects;
  const sigstores = [await configuredSigstore(first), ...(await Promise.all(others.map(configuredSigstore)))] as const;
  return {
    proofs: new Set(sigstores.map(({ proof }) => proof)),
    document: others.length === 0 ? JSON.stringify(first) : undefined,
    sigstoreOf: async (certificate) => {
      const sigstore = sigstores.find((each) => isOf(each, certificate));
      if (sigstore !== undefined) return sigstore;
      throw untrusted(
        certificate,
        'your trusted root',
        'Refresh the trusted root (of GitHub’s Sigstores `gh attestation trusted-root` prints the newest), or add the root of the Sigstore that issued this, if that one is to be trusted',
      );
    },
  };
}

const isOf = ({ material }: TrustedSigstore, certificate: X509Certificate): boolean =>
  material.certificateAuthorities.some((each) => certifies(each, certificate));

/** Said before anything else of the bundle, since another authority's bundles have other proofs in them. */
const untrusted = (certificate: X509Certificate, root: string, next: string): SigningError =>
  new SigningError(
    'CERTIFICATE_UNTRUSTED',
    `the bundle does not verify: its certificate was issued by ${issuerNameOf(certificate)}, whose key is not in ${root}`,
    next,
  );

async function configuredSigstore(json: Readonly<Record<string, unknown>>): Promise<TrustedSigstore> {
  const root = await parsedRoot(json);
  checkValidity(root);
  const material = await materialOf(root);
  const proof = proofBy(root, material);
  const lacking = lackingPartOf(root, proof);
  if (lacking !== undefined) throw invalid(`it names no ${lacking}`);
  return { material, proof };
}

/**
 * A root without any log is of a Sigstore like GitHub's, and wants timestamps; half of the logs is none of either. The
 * public good instance has logs: a root of it that lost them must not turn into one that wants none.
 */
function proofBy({ tlogs, ctlogs }: TrustedRoot, { certificateAuthorities }: TrustMaterial): Proof {
  const { organization } = sigstoreInstances['public-good'];
  const isPublicGood = certificateAuthorities.some(({ certChain }) =>
    certChain.some((certificate) => subjectOrganizationOf(certificate) === organization),
  );
  return tlogs.length + ctlogs.length > 0 || isPublicGood ? 'logged' : 'timestamped';
}

function lackingPartOf(root: TrustedRoot, proof: Proof): string | undefined {
  if (root.certificateAuthorities.length === 0) return 'certificate authority';
  switch (proof) {
    case 'logged':
      if (root.ctlogs.length === 0) return 'certificate log';
      return root.tlogs.length === 0 ? 'transparency log' : undefined;
    case 'timestamped':
      return root.timestampAuthorities.length === 0 ? 'log, and no timestamp authority either' : undefined;
  }
}

const mediaTypes = new Set([
  'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
  'application/vnd.dev.sigstore.trustedroot.v0.1+json',
  'application/vnd.dev.sigstore.trustedroot+json;version=0.2',
  'application/vnd.dev.sigstore.trustedroot.v0.2+json',
]);

async function parsedRoot(json: Readonly<Record<string, unknown>>): Promise<TrustedRoot> {
  if (typeof json['mediaType'] !== 'string' || !mediaTypes.has(json['mediaType'])) {
    throw invalid(`its mediaType is ${brief(JSON.stringify(json['mediaType'] ?? null))}`);
  }
  const { TrustedRoot } = await import('@sigstore/protobuf-specs');
  try {
    return TrustedRoot.fromJSON(json);
  } catch (error) {
    throw invalid('it does not have the form of one', error);
  }
}

/** A key without a beginning would count for all the time before it was made, and one that has ended as if it had not. */
function checkValidity({ certificateAuthorities, timestampAuthorities, ctlogs, tlogs }: TrustedRoot): void {
  const authorities = [...certificateAuthorities, ...timestampAuthorities];
  const keys = [
    ...authorities.map(({ uri, validFor }) => ({ name: uri, validFor })),
    ...[...ctlogs, ...tlogs].map(({ baseUrl, publicKey }) => ({ name: baseUrl, validFor: publicKey?.validFor })),
  ];
  for (const { name, validFor: { start, end } = {} } of keys) {
    const key = `its key for ${JSON.stringify(brief(name))}`;
    if (start === undefined) throw invalid(`${key} has no validFor.start, so that nobody knows since when it counts`);
    if (!(start <= (end ?? start))) throw invalid(`${key} has a validFor that is no period`);
  }
}

async function materialOf(root: TrustedRoot): Promise<TrustMaterial> {
  const { toTrustMaterial } = await import('@sigstore/verify');
  try {
    const material = toTrustMaterial(root);
    for (const { certChain } of [...material.certificateAuthorities, ...material.timestampAuthorities])
      certChain.forEach(assertReadable);
    return material;
  } catch (error) {
    throw invalid('a key or certificate in it cannot be read', error);
  }
}

const invalid = (why: string, cause?: unknown): SigningError =>
  new SigningError(
    'TRUST_ROOT_INVALID',
    `the trusted root is not usable: ${why}`,
    'Give the trusted_root.json of the Sigstore instance that signs, as its operator publishes it',
    { cause },
  );
