import {
  HashAlgorithm,
  PublicKeyDetails,
  ServiceSelector,
  SigningConfig,
  TrustedRoot,
  type CertificateAuthority,
  type Service,
  type TransparencyLogInstance,
} from '@sigstore/protobuf-specs';
import type { LogKey } from './log-key.ts';

const operator = 'sigstore.lab';

export interface TrustedParts {
  readonly since: Date;
  readonly fulcio: { readonly url: string; readonly chain: readonly Buffer[] };
  /** Both logs, or neither. */
  readonly logs?: {
    readonly certificates: LogKey;
    readonly rekor: { readonly url: string; readonly key: LogKey };
  };
  readonly tsa: { readonly url: string; readonly chain: readonly Buffer[] };
}

/** Trusted root in its JSON form, `application/vnd.dev.sigstore.trustedroot+json;version=0.1`. */
export function trustedRootOf({ since, fulcio, logs, tsa }: TrustedParts): unknown {
  return TrustedRoot.toJSON({
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: logs ? [logOf(logs.rekor.url, logs.rekor.key, since)] : [],
    certificateAuthorities: [authorityOf(fulcio.url, 'fulcio', fulcio.chain, since)],
    ctlogs: logs ? [logOf(`${fulcio.url}/ctlog`, logs.certificates, since)] : [],
    timestampAuthorities: [authorityOf(tsa.url, 'timestamp', tsa.chain, since)],
  });
}

/** Signing configuration in its JSON form, v0.2. */
export function signingConfigOf(parts: TrustedParts, rekorVersion: 1 | 2 = 1): unknown {
  const service = (url: string, majorApiVersion: number): Service => ({
    url,
    majorApiVersion,
    // Who signs judges this by the machine's clock, which the lab's may be far from.
    validFor: { start: new Date(0) },
    operator,
  });
  return SigningConfig.toJSON({
    mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
    caUrls: [service(parts.fulcio.url, 1)],
    oidcUrls: [],
    rekorTlogUrls: parts.logs ? [service(parts.logs.rekor.url, rekorVersion)] : [],
    rekorTlogConfig: { selector: ServiceSelector.ANY, count: 0 },
    tsaUrls: [service(`${parts.tsa.url}/api/v1/timestamp`, 1)],
    tsaConfig: { selector: ServiceSelector.ANY, count: 0 },
  });
}

const logOf = (baseUrl: string, key: LogKey, start: Date): TransparencyLogInstance => ({
  baseUrl,
  hashAlgorithm: HashAlgorithm.SHA2_256,
  publicKey: {
    rawBytes: key.publicKey,
    keyDetails: PublicKeyDetails.PKIX_ECDSA_P256_SHA_256,
    validFor: { start },
  },
  logId: { keyId: key.id },
  checkpointKeyId: undefined,
  operator,
});

const authorityOf = (uri: string, name: string, chain: readonly Buffer[], start: Date): CertificateAuthority => ({
  subject: { organization: operator, commonName: name },
  uri,
  certChain: { certificates: chain.map((rawBytes) => ({ rawBytes })) },
  validFor: { start },
  operator,
});
