import type { RFC3161Timestamp } from '@sigstore/core';
import type { toSignedEntity, TrustMaterial, VerificationError } from '@sigstore/verify';
import type { SignedContents } from './bundle-contents.ts';
import { certifies, issuerNameOf } from './certificate-authority.ts';
import { SigningError, type VerificationErrorCode } from './signing-error.ts';
import type { TrustedSigstore } from './trust.ts';
import { covers, coversPartOf, type Validity } from './validity.ts';

export type SignedEntity = ReturnType<typeof toSignedEntity>;
type CertificateAuthority = TrustMaterial['certificateAuthorities'][number];

/** A bundle that the library refused. */
interface Refused {
  readonly contents: SignedContents;
  readonly entity: SignedEntity;
  readonly sigstore: TrustedSigstore;
}

/** The library proves that the entry is in the checkpoint's tree, and does not read what the proof says of that tree. */
export function isOfCheckpointsTree({ inclusionProof }: SignedEntity['tlogEntries'][number]): boolean {
  // Only the older format goes without, on the log's promise.
  if (inclusionProof === undefined) return true;
  const [, size, root] = inclusionProof.checkpoint?.envelope.split('\n', 3) ?? [];
  return inclusionProof.treeSize === size && inclusionProof.rootHash.toString('base64') === root;
}

/** At which the signature is said to have existed; proven once the library has verified the entity. */
export const timesOf = ({ timestamps }: SignedEntity): readonly Date[] =>
  timestamps.flatMap((timestamp) => {
    switch (timestamp.$case) {
      case 'timestamp-authority':
        return [timestamp.timestamp.signingTime];
      case 'transparency-log':
        return timestamp.tlogEntry.inclusionPromise === undefined
          ? []
          : [new Date(Number(timestamp.tlogEntry.integratedTime) * 1000)];
    }
  });

/** Why the library refused it: it has one code for many causes, and the bundle itself tells them apart. */
export async function diagnosed(error: unknown, refused: Refused): Promise<SigningError> {
  const { VerificationError } = await import('@sigstore/verify');
  const options = { cause: error };
  if (!(error instanceof VerificationError)) return refusal('BUNDLE_INVALID', 'a part of it cannot be read', options);
  // An envelope or signature that was changed differs from its timestamp and log entry too: this explains it best.
  if (!(await isSigned(refused))) return refusal('SIGNATURE_INVALID', 'the signature is not over this', options);
  const expired = findExpired[error.code]?.(refused);
  if (expired !== undefined) return refusal('AUTHORITY_EXPIRED', expired, options);
  const code = codeFor(error, refused);
  return refusal(code, code === 'CERTIFICATE_EXPIRED' ? outliving(refused) : error.message, options);
}

function codeFor({ code, message }: VerificationError, refused: Refused): VerificationErrorCode {
  const { certificate } = refused.contents;
  switch (code) {
    case 'TIMESTAMP_ERROR':
      return 'TIMESTAMP_INVALID';
    case 'CERTIFICATE_ERROR':
      if (isOutlived(refused)) return 'CERTIFICATE_EXPIRED';
      if (refused.sigstore.proof === 'logged' && certificate.extSCT === undefined) return 'SCT_MISSING';
      return message.includes('SCT') ? 'SCT_INVALID' : 'CERTIFICATE_UNTRUSTED';
    case 'TLOG_ERROR':
    case 'TLOG_MISSING_INCLUSION_ERROR':
      return 'LOG_ENTRY_MISSING';
    case 'TLOG_BODY_ERROR':
    case 'TLOG_INCLUSION_PROOF_ERROR':
    case 'TLOG_INCLUSION_PROMISE_ERROR':
      return 'LOG_ENTRY_INVALID';
    case 'SIGNATURE_ERROR':
      return 'SIGNATURE_INVALID';
    case 'PUBLIC_KEY_ERROR':
    case 'NOT_IMPLEMENTED_ERROR':
      return 'BUNDLE_INVALID';
  }
}

const outliving = ({ contents: { certificate }, entity }: Refused): string =>
  `the certificate does not cover the time of signing: valid ${between({ start: certificate.notBefore, end: certificate.notAfter })}, signed at ${listed(timesOf(entity))}`;

const isOutlived = ({ contents: { certificate }, entity }: Refused): boolean =>
  timesOf(entity).some((time) => !certificate.validForDate(time));

/** Finds the log or authority that the trusted root has, but for another time; `undefined` where that is not what is wrong. */
type FindExpired = (refused: Refused) => string | undefined;

const findExpired: Readonly<Partial<Record<VerificationError['code'], FindExpired>>> = {
  TIMESTAMP_ERROR: expiredTimestamps,
  CERTIFICATE_ERROR: (refused) =>
    isOutlived(refused) ? undefined : (expiredAuthority(refused) ?? expiredCertificateLog(refused)),
  TLOG_INCLUSION_PROOF_ERROR: expiredLog,
  TLOG_INCLUSION_PROMISE_ERROR: expiredLog,
};

function expiredLog({ entity, sigstore: { material } }: Refused): string | undefined {
  const times = timesOf(entity);
  for (const { logId } of entity.tlogEntries) {
    const logs = material.tlogs.filter(({ logID }) => logID.equals(logId.keyId));
    const isCovered = logs.some(({ validFor }) => times.every((time) => covers(validFor, time)));
    const [log] = logs;
    if (log && !isCovered) return expiry(`the transparency log ${log.baseURL}`, log.validFor, times);
  }
  return undefined;
}

function expiredCertificateLog({ contents: { certificate }, sigstore: { material } }: Refused): string | undefined {
  for (const { logID, datetime } of certificate.extSCT?.signedCertificateTimestamps ?? []) {
    const logs = material.ctlogs.filter((each) => each.logID.equals(logID));
    const isCovered = logs.some(({ validFor }) => covers(validFor, datetime) && coversPartOf(validFor, certificate));
    const [log] = logs;
    if (log && !isCovered) return expiry(`the certificate log ${log.baseURL}`, log.validFor, [certificate.notBefore]);
  }
  return undefined;
}

function expiredAuthority({ contents: { certificate }, entity, sigstore }: Refused): string | undefined {
  const authorities = sigstore.material.certificateAuthorities.filter((each) => certifies(each, certificate));
  return expiredAmong(authorities, timesOf(entity), `the certificate authority ${issuerNameOf(certificate)}`);
}

function expiredTimestamps({ entity, sigstore: { material } }: Refused): string | undefined {
  for (const each of entity.timestamps) {
    if (each.$case !== 'timestamp-authority') continue;
    const { timestamp } = each;
    const authorities = material.timestampAuthorities.filter((authority) => isStampOf(authority, timestamp));
    const expired = expiredAmong(authorities, [timestamp.signingTime], 'the timestamp authority');
    if (expired !== undefined) return expired;
  }
  return undefined;
}

const isStampOf = ({ certChain: [leaf] }: CertificateAuthority, timestamp: RFC3161Timestamp): boolean =>
  leaf !== undefined &&
  leaf.serialNumber.equals(timestamp.signerSerialNumber) &&
  leaf.issuer.equals(timestamp.signerIssuer);

function expiredAmong(
  authorities: readonly CertificateAuthority[],
  times: readonly Date[],
  what: string,
): string | undefined {
  const isCovered = ({ validFor, certChain }: CertificateAuthority): boolean =>
    times.every((time) => covers(validFor, time) && certChain.every((each) => each.validForDate(time)));
  const [first] = authorities;
  return first === undefined || authorities.some(isCovered) ? undefined : expiry(what, narrowest(first), times);
}

/** What the trusted root says, and what the certificates say themselves. */
const narrowest = ({ validFor, certChain }: CertificateAuthority): Validity => ({
  start: new Date(Math.max(...[validFor.start, ...certChain.map((each) => each.notBefore)].map(Number))),
  end: new Date(Math.min(...[validFor.end, ...certChain.map((each) => each.notAfter)].map(Number))),
});

const expiry = (what: string, validity: Validity, times: readonly Date[]): string =>
  `${what} counts only ${between(validity)}, and this is of ${listed(times)}`;

/** The library's for a key without an end. */
const endOfTime = 8.64e15;

const between = ({ start, end }: Validity): string =>
  end.getTime() === endOfTime ? `since ${start.toISOString()}` : `from ${start.toISOString()} to ${end.toISOString()}`;

const listed = (times: readonly Date[]): string =>
  `${times
    .slice(0, 3)
    .map((time) => time.toISOString())
    .join(' and ')}${times.length > 3 ? ' and others' : ''}`;

async function isSigned({ contents: { certificate }, entity }: Refused): Promise<boolean> {
  const { crypto } = await import('@sigstore/core');
  try {
    return entity.signature.verifySignature(crypto.createPublicKey(certificate.publicKey));
  } catch {
    return false;
  }
}

const again = 'Sign the image again';
const refresh =
  'Refresh the trusted root; where its newest version says no other, do not use this image, but build and sign it again';
const nextSteps: Readonly<Partial<Record<VerificationErrorCode, string>>> = {
  TIMESTAMP_INVALID: `${again}; if it stays, refresh the trusted root, which may lack this timestamp authority`,
  AUTHORITY_EXPIRED: refresh,
  SCT_INVALID: `${again}; if it stays, refresh the trusted root, which may lack this certificate log`,
  CERTIFICATE_UNTRUSTED: refresh,
  LOG_ENTRY_INVALID: `${again}; if it stays, refresh the trusted root, which may lack this transparency log`,
};

export const refusal = (code: VerificationErrorCode, detail: string, options: ErrorOptions = {}): SigningError =>
  new SigningError(code, `the bundle does not verify: ${detail}`, nextSteps[code] ?? again, options);
