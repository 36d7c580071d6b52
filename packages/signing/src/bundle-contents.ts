import type { Bundle } from '@sigstore/bundle';
import type { X509Certificate } from '@sigstore/core';
import { brief } from './brief.ts';
import { checkCertificateTimestamps, checkLimits, hasSaneNumbers } from './bundle-limits.ts';
import { assertReadable } from './certificate-authority.ts';
import { SigningError } from './signing-error.ts';
import { parseStrictJson } from './strict-json.ts';

export const bundleMediaType = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const acceptedMediaTypes = new Set([bundleMediaType, 'application/vnd.dev.sigstore.bundle+json;version=0.3']);

/** A signature with what proves it. */
export interface SignedContents {
  readonly bundle: Bundle;
  readonly certificate: X509Certificate;
  /** What is signed, where it is not in the bundle. */
  readonly artifact?: Buffer;
}

/** A bundle of the one form that is accepted: version 0.3, one certificate, one signed envelope. */
export interface BundleContents extends SignedContents {
  readonly payload: Buffer;
  readonly payloadType: string;
}

/** @throws SigningError BUNDLE_OVERSIZED, BUNDLE_INVALID, LOG_ENTRY_MISSING */
export async function parseBundle(bytes: Uint8Array): Promise<BundleContents> {
  const { bundleFromJSON, isBundleWithDsseEnvelope, ValidationError } = await import('@sigstore/bundle');
  try {
    const bundle = bundleFromJSON(parseStrictJson(bytes));
    if (!acceptedMediaTypes.has(bundle.mediaType))
      throw invalid(`its mediaType is ${JSON.stringify(brief(bundle.mediaType))}`);
    if (!isBundleWithDsseEnvelope(bundle)) throw invalid('it signs a digest, not an envelope');
    const { content } = bundle.verificationMaterial;
    if (content.$case !== 'certificate') throw invalid('it names a key, not a certificate');
    checkLimits(bundle);
    if (!bundle.verificationMaterial.tlogEntries.every(hasSaneNumbers)) throw invalid('a number in it is none');
    const { payload, payloadType } = bundle.content.dsseEnvelope;
    return { bundle, certificate: await readCertificate(content.certificate.rawBytes), payload, payloadType };
  } catch (error) {
    if (error instanceof SigningError) throw error;
    const wantsProof = error instanceof ValidationError && error.fields.some((field) => /inclusionProof/.test(field));
    throw wantsProof ? unlogged(error) : invalid('it does not have the form of one', error);
  }
}

/** @throws SigningError BUNDLE_OVERSIZED, and whatever the library throws of what is no certificate */
export async function readCertificate(der: Uint8Array): Promise<X509Certificate> {
  const { X509Certificate: Reader } = await import('@sigstore/core');
  const certificate = Reader.parse(Buffer.from(der));
  assertReadable(certificate);
  checkCertificateTimestamps(certificate.extSCT?.signedCertificateTimestamps ?? []);
  return certificate;
}

const invalid = (why: string, cause?: unknown): SigningError =>
  new SigningError(
    'BUNDLE_INVALID',
    `the attached bundle cannot be used: ${why}`,
    'Sign the image again with build-sign-push',
    { cause },
  );

export const unlogged = (cause?: unknown): SigningError =>
  new SigningError(
    'LOG_ENTRY_MISSING',
    'the bundle has no transparency log entry with an inclusion proof: expected at least 1, found 0',
    'Sign the image again with the signing configuration that belongs to this trusted root',
    { cause },
  );
