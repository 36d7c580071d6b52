import { createHash } from 'node:crypto';
import type { Descriptor, ImageRepository, Sha256 } from '@bitvault/registry';
import { bundleToJSON } from '@sigstore/bundle';
import { dsse } from '@sigstore/core';
import { HashAlgorithm } from '@sigstore/protobuf-specs';
import { DSSEBundleBuilder, FulcioSigner, RekorWitness, TSAWitness, type Witness } from '@sigstore/sign';
import type { JWTPayload } from 'jose';
import type { AnyRig } from './rig.ts';
import type { WorkflowIssuer } from './workflow-issuer.ts';

export const signatureType = 'https://sigstore.dev/cosign/sign/v1';
export const provenanceType = 'https://slsa.dev/provenance/v1';
export const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** A bundle as JSON, loose enough to be tampered with. */
export interface LooseBundle {
  mediaType: string;
  verificationMaterial: {
    certificate: { rawBytes: string };
    tlogEntries: {
      integratedTime: string;
      inclusionPromise?: { signedEntryTimestamp: string };
      inclusionProof?: { hashes: string[]; treeSize: string; rootHash: string; checkpoint: { envelope: string } };
    }[];
    timestampVerificationData?: { rfc3161Timestamps: { signedTimestamp: string }[] };
  };
  dsseEnvelope: { payload: string; payloadType: string; signatures: { sig: string }[] };
}

export interface StatementFacts {
  readonly subject: Sha256;
  /** Of the image, as the subject's name. */
  readonly name?: string;
  readonly predicateType: string;
  readonly predicate?: unknown;
}

export const statement = ({ subject, name, predicateType, predicate = {} }: StatementFacts): string =>
  JSON.stringify({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name, digest: { sha256: subject.slice('sha256:'.length) } }],
    predicateType,
    predicate,
  });

export interface SealOptions {
  readonly claims?: JWTPayload;
  readonly payloadType?: string;
  /** Who mints the token; the rig's issuer without it. */
  readonly issuer?: WorkflowIssuer;
  /** Version of the log's API. */
  readonly log?: 1 | 2;
}

/** Signs whatever it is given, with the parts of Sigstore alone: nothing here checks what is signed. */
export async function seal(rig: AnyRig, payload: string | Buffer, options: SealOptions = {}): Promise<LooseBundle> {
  const { fulcioUrl, tsaUrl } = rig.sigstore;
  const { issuer = rig.issuer, log = 1 } = options;
  const identityProvider = { getToken: () => issuer.token(options.claims) };
  const builder = new DSSEBundleBuilder({
    signer: new FulcioSigner({ fulcioBaseURL: fulcioUrl, identityProvider }),
    witnesses: [...logWitnesses(rig, log), new TSAWitness({ tsaBaseURL: tsaUrl })],
  });
  const type = options.payloadType ?? 'application/vnd.in-toto+json';
  const bundle = await builder.create({ data: Buffer.from(payload), type });
  return bundleToJSON(bundle) as unknown as LooseBundle;
}

function logWitnesses({ sigstore }: AnyRig, version: 1 | 2): readonly Witness[] {
  if (!('rekorUrl' in sigstore) || typeof sigstore.rekorUrl !== 'string') return [];
  const rekor = new RekorWitness({ rekorBaseURL: sigstore.rekorUrl, majorApiVersion: version });
  return [version === 1 ? rekor : byHash(rekor)];
}

/** Version 2 logs take an envelope only by the hash of what was signed. */
const byHash = (rekor: RekorWitness): Witness => ({
  testify: (content, publicKey) => {
    if (content.$case !== 'dsseEnvelope') return rekor.testify(content, publicKey);
    const { payload, payloadType, signatures } = content.dsseEnvelope;
    const digest = createHash('sha256').update(dsse.preAuthEncoding(payloadType, payload)).digest();
    const messageDigest = { algorithm: HashAlgorithm.SHA2_256, digest };
    const signature = signatures[0]?.sig ?? Buffer.alloc(0);
    return rekor.testify({ $case: 'messageSignature', messageSignature: { messageDigest, signature } }, publicKey);
  },
});

export interface AttachOptions {
  readonly layers?: number;
  /** The subject that the manifest names, where it is another than the one that it is listed for. */
  readonly subject?: Sha256;
  readonly annotated?: boolean;
}

/** Attaches a bundle as though it were of that kind. */
export async function attachBundle(
  repository: Pick<ImageRepository, 'attach'>,
  image: Descriptor,
  predicateType: string,
  bundle: unknown,
  { layers = 1, subject = image.digest, annotated = true }: AttachOptions = {},
): Promise<void> {
  const bytes = Buffer.from(typeof bundle === 'string' ? bundle : JSON.stringify(bundle), 'utf8');
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const annotations = annotated ? { 'dev.sigstore.bundle.predicateType': predicateType } : {};
  const manifest = {
    schemaVersion: 2,
    mediaType: image.mediaType,
    artifactType: bundleType,
    config: {
      mediaType: 'application/vnd.oci.empty.v1+json',
      digest: 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
      size: 2,
    },
    layers: Array.from({ length: layers }, () => ({ mediaType: bundleType, digest, size: bytes.length })),
    subject: { ...image, digest: subject },
    annotations,
  };
  const referrer = {
    manifest: Buffer.from(JSON.stringify(manifest)),
    mediaType: image.mediaType,
    artifactType: bundleType,
  };
  await repository.attach(image, [{ ...referrer, annotations, blobs: [bytes] }]);
}
