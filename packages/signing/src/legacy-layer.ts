import type { SerializedBundle } from '@sigstore/bundle';
import { sha256Of, type Descriptor } from '@bitvault/registry';
import * as v from 'valibot';
import { readCertificate, type BundleContents, type SignedContents } from './bundle-contents.ts';
import { checkLimits, hasSaneNumbers } from './bundle-limits.ts';
import { SigningError } from './signing-error.ts';
import { parseStrictJson } from './strict-json.ts';

/** Cosign's form of before bundles: one layer a signature, with what proves it in the layer's annotations. */
export interface LegacyLayer {
  readonly descriptor: Descriptor & { readonly annotations: Readonly<Record<string, string>> };
  readonly content: Buffer;
}

export const simpleSigningType = 'application/vnd.dev.cosign.simplesigning.v1+json';
export const envelopeType = 'application/vnd.dsse.envelope.v1+json';
/** Of an attestation's layer. */
export const predicateTypeKey = 'predicateType';
const signatureKey = 'dev.cosignproject.cosign/signature';
const certificateKey = 'dev.sigstore.cosign/certificate';
const chainKey = 'dev.sigstore.cosign/chain';
const bundleKey = 'dev.sigstore.cosign/bundle';
const timestampKey = 'dev.sigstore.cosign/rfc3161timestamp';

const promiseSchema = v.object({
  SignedEntryTimestamp: v.string(),
  Payload: v.object({
    body: v.string(),
    integratedTime: v.pipe(v.number(), v.safeInteger()),
    logIndex: v.pipe(v.number(), v.safeInteger()),
    logID: v.string(),
  }),
});
const entrySchema = v.object({ kind: v.string(), apiVersion: v.string() });
const timestampSchema = v.object({ SignedRFC3161Timestamp: v.string() });

/** The layer of a signature over `payload`. */
export function signatureLayer(bundle: SerializedBundle, payload: Buffer): LegacyLayer {
  const signature = bundle.messageSignature?.signature ?? '';
  return layer(simpleSigningType, payload, { [signatureKey]: signature, ...proofOf(bundle) });
}

/** The layer of an attestation that was signed as a bundle. */
export function attestationLayer({ dsseEnvelope, ...bundle }: SerializedBundle, predicateType: string): LegacyLayer {
  const content = Buffer.from(JSON.stringify(dsseEnvelope), 'utf8');
  return layer(envelopeType, content, { [signatureKey]: '', [predicateTypeKey]: predicateType, ...proofOf(bundle) });
}

const layer = (mediaType: string, content: Buffer, annotations: Record<string, string>): LegacyLayer => ({
  descriptor: { mediaType, digest: sha256Of(content), size: content.length, annotations },
  content,
});

/** Without the timestamp authority's: the log's promise has the time, and only version 1 logs give promises. */
function proofOf({ verificationMaterial }: Pick<SerializedBundle, 'verificationMaterial'>): Record<string, string> {
  const certificate = verificationMaterial.certificate ??
    verificationMaterial.x509CertificateChain?.certificates[0] ?? { rawBytes: '' };
  const entry = verificationMaterial.tlogEntries.find(({ inclusionPromise }) => inclusionPromise !== undefined);
  if (entry?.inclusionPromise === undefined) throw legacyLogError();
  const promise: v.InferOutput<typeof promiseSchema> = {
    SignedEntryTimestamp: entry.inclusionPromise.signedEntryTimestamp,
    Payload: {
      body: entry.canonicalizedBody,
      integratedTime: Number(entry.integratedTime),
      // The first entry's index is left out of the JSON, as a default.
      logIndex: Number(entry.logIndex ?? 0),
      logID: Buffer.from(entry.logId.keyId, 'base64').toString('hex'),
    },
  };
  return { [certificateKey]: pemOf(certificate.rawBytes), [chainKey]: '', [bundleKey]: JSON.stringify(promise) };
}

export const legacyLogError = (): SigningError =>
  new SigningError(
    'LEGACY_LOG',
    'the older signature format needs a version 1 transparency log, whose promise it carries; version 2 logs give none',
    'Choose signature-format: bundle',
  );

/** @throws SigningError BUNDLE_OVERSIZED, BUNDLE_INVALID, LOG_ENTRY_MISSING */
export async function parseSignatureLayer(layerToRead: LegacyLayer): Promise<SignedContents> {
  const { content, descriptor } = layerToRead;
  const messageDigest = { algorithm: 'SHA2_256', digest: descriptorDigest(content) };
  const signature = descriptor.annotations[signatureKey] ?? '';
  return { ...(await assembled(layerToRead, { messageSignature: { messageDigest, signature } })), artifact: content };
}

/** @throws SigningError BUNDLE_OVERSIZED, BUNDLE_INVALID, LOG_ENTRY_MISSING */
export async function parseAttestationLayer(layerToRead: LegacyLayer): Promise<BundleContents> {
  const contents = await assembled(layerToRead, { dsseEnvelope: json(layerToRead.content, 'its envelope') });
  if (contents.bundle.content.$case !== 'dsseEnvelope') throw invalid('its envelope cannot be read');
  const { payload, payloadType } = contents.bundle.content.dsseEnvelope;
  return { ...contents, payload, payloadType };
}

const descriptorDigest = (content: Buffer): string =>
  Buffer.from(sha256Of(content).slice('sha256:'.length), 'hex').toString('base64');

/** As a bundle of version 0.1, the one that may do with the log's promise. */
async function assembled(
  { descriptor: { annotations } }: LegacyLayer,
  signed: Record<string, unknown>,
): Promise<SignedContents> {
  const { bundleFromJSON } = await import('@sigstore/bundle');
  const rawBytes = derOf(annotations[certificateKey] ?? '');
  const stamp = annotations[timestampKey];
  // Cosign does not agree with itself on what an attestation's timestamp is over; there the log's time has to do.
  const isStamped = stamp !== undefined && 'messageSignature' in signed;
  try {
    const bundle = bundleFromJSON({
      mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.1',
      verificationMaterial: {
        x509CertificateChain: { certificates: [{ rawBytes }] },
        tlogEntries: [entryOf(annotations[bundleKey])],
        ...(isStamped && { timestampVerificationData: { rfc3161Timestamps: [stampOf(stamp)] } }),
      },
      ...signed,
    });
    checkLimits(bundle);
    if (!bundle.verificationMaterial.tlogEntries.every(hasSaneNumbers)) throw invalid('a number in it is none');
    return { bundle, certificate: await readCertificate(Buffer.from(rawBytes, 'base64')) };
  } catch (error) {
    if (error instanceof SigningError) throw error;
    throw invalid('it does not have the form of one', error);
  }
}

function entryOf(annotation: string | undefined): object {
  if (annotation === undefined) throw unpromised();
  const { SignedEntryTimestamp, Payload } = v.parse(promiseSchema, json(Buffer.from(annotation), 'its log entry'));
  if (SignedEntryTimestamp === '') throw unpromised();
  const { kind, apiVersion } = v.parse(entrySchema, json(Buffer.from(Payload.body, 'base64'), 'its log entry'));
  return {
    logIndex: String(Payload.logIndex),
    logId: { keyId: Buffer.from(Payload.logID, 'hex').toString('base64') },
    kindVersion: { kind, version: apiVersion },
    integratedTime: String(Payload.integratedTime),
    inclusionPromise: { signedEntryTimestamp: SignedEntryTimestamp },
    canonicalizedBody: Payload.body,
  };
}

const stampOf = (annotation: string): object => ({
  signedTimestamp: v.parse(timestampSchema, json(Buffer.from(annotation), 'its timestamp')).SignedRFC3161Timestamp,
});

const pemOf = (base64: string): string =>
  `-----BEGIN CERTIFICATE-----\n${base64.replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;

const onePem = /^\s*-----BEGIN CERTIFICATE-----(?<base64>[A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----\s*$/;

function derOf(pem: string): string {
  const base64 = onePem.exec(pem)?.groups?.['base64'];
  if (base64 === undefined) throw invalid('it has no certificate, or several');
  return base64.replaceAll(/\s/g, '');
}

function json(bytes: Uint8Array, what: string): Record<string, unknown> {
  try {
    const value = parseStrictJson(bytes);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (error) {
    throw invalid(`${what} is not JSON`, error);
  }
  throw invalid(`${what} is not an object`);
}

const invalid = (why: string, cause?: unknown): SigningError =>
  new SigningError('BUNDLE_INVALID', `a signature of the older format cannot be used: ${why}`, 'Sign the image again', {
    cause,
  });

const unpromised = (): SigningError =>
  new SigningError(
    'LOG_ENTRY_MISSING',
    'a signature of the older format has no log entry with the log’s promise',
    'Sign the image again in the bundle format',
  );
