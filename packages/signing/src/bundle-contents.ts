import type { Bundle } from '@sigstore/bundle';
import type { X509Certificate } from '@sigstore/core';
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

/** @throws SigningError BUNDLE_INVALID, LOG_ENTRY_MISSING */
export async function parseBundle(bytes: Uint8Array): Promise<BundleContents> {
  const [{ bundleFromJSON, isBundleWithDsseEnvelope, ValidationError }, { X509Certificate }] = await Promise.all([
    import('@sigstore/bundle'),
    import('@sigstore/core'),
  ]);
  try {
    const bundle = bundleFromJSON(parseStrictJson(bytes));
    if (!acceptedMediaTypes.has(bundle.mediaType))
      throw invalid(`its mediaType is ${JSON.stringify(bundle.mediaType)}`);
    if (!isBundleWithDsseEnvelope(bundle)) throw invalid('it signs a digest, not an envelope');
    const { content } = bundle.verificationMaterial;
    if (content.$case !== 'certificate') throw invalid('it names a key, not a certificate');
    const { payload, payloadType } = bundle.content.dsseEnvelope;
    return {
      bundle,
      certificate: X509Certificate.parse(Buffer.from(content.certificate.rawBytes)),
      payload,
      payloadType,
    };
  } catch (error) {
    if (error instanceof SigningError) throw error;
    const wantsProof = error instanceof ValidationError && error.fields.some((field) => /inclusionProof/.test(field));
    throw wantsProof ? unlogged(error) : invalid('it does not have the form of one', error);
  }
}

const invalid = (why: string, cause?: unknown): SigningError =>
  new SigningError(
    'BUNDLE_INVALID',
    `the attached bundle cannot be used: ${why}`,
    'Sign the image again with this suite, or with cosign 3 or newer',
    { cause },
  );

export const unlogged = (cause?: unknown): SigningError =>
  new SigningError(
    'LOG_ENTRY_MISSING',
    'the bundle has no transparency log entry with an inclusion proof: expected at least 1, found 0',
    'Sign the image again, with a signing configuration that names a transparency log',
    { cause },
  );
