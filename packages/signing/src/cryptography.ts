import type { VerificationError, VerifierOptions } from '@sigstore/verify';
import { unlogged, type SignedContents } from './bundle-contents.ts';
import { SigningError, type VerificationErrorCode } from './signing-error.ts';
import type { Proof } from './sigstore-instances.ts';
import type { Trust } from './trust.ts';

type Verify = typeof import('@sigstore/verify');
type SignedEntity = ReturnType<Verify['toSignedEntity']>;

const thresholds: Readonly<Record<Proof, VerifierOptions>> = {
  logged: { tlogThreshold: 1, ctlogThreshold: 1, timestampThreshold: 1 },
  timestamped: { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 1 },
};

/**
 * Checks that a trusted authority issued the certificate, that it was valid at the time of signing, and that the
 * signature is one; and what else its Sigstore's trusted root wants proven: that the certificate is in a certificate log
 * and the signature in a transparency log, or the time by a timestamp authority.
 * Says nothing about what was signed, nor about who signed it.
 * @returns the earliest time at which the signature is proven to have existed
 * @throws SigningError
 */
export async function checkCryptography(contents: SignedContents, trust: Trust): Promise<Date> {
  const verify = await import('@sigstore/verify');
  const { material, proof } = await trust.sigstoreOf(contents.certificate);
  const entity = signedEntity(contents, verify);
  checkEntries(proof, contents, entity);
  try {
    new verify.Verifier(material, thresholds[proof]).verify(entity);
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'unknown';
    const code =
      error instanceof verify.VerificationError ? await diagnose(error, proof, contents, entity) : 'BUNDLE_INVALID';
    throw refusal(code, detail, contents, entity, error);
  }
  if (!entity.tlogEntries.every(isOfCheckpointsTree)) {
    const detail = 'the inclusion proof names another root than its checkpoint';
    throw refusal('LOG_ENTRY_INVALID', detail, contents, entity, undefined);
  }
  return new Date(Math.min(...timesOf(entity).map((time) => time.getTime())));
}

/** What the library does not ask for, or counts: a log's time is to it as good as an authority's. */
function checkEntries(proof: Proof, contents: SignedContents, entity: SignedEntity): void {
  const count = entity.tlogEntries.length;
  switch (proof) {
    case 'logged':
      if (count === 0) throw unlogged();
      return;
    case 'timestamped':
      if (count === 0) return;
      throw refusal(
        'LOG_ENTRY_INVALID',
        'it has an entry of a transparency log, and the trusted root of its authority names none',
        contents,
        entity,
        undefined,
      );
  }
}

function signedEntity({ bundle, artifact }: SignedContents, verify: Verify): SignedEntity {
  try {
    return verify.toSignedEntity(bundle, artifact);
  } catch (error) {
    throw new SigningError(
      'TIMESTAMP_INVALID',
      'a timestamp of the bundle cannot be read',
      nextSteps.TIMESTAMP_INVALID,
      {
        cause: error,
      },
    );
  }
}

/** The library proves that the entry is in the checkpoint's tree, and does not read what the proof says of that tree. */
function isOfCheckpointsTree({ inclusionProof }: SignedEntity['tlogEntries'][number]): boolean {
  // Only the older format goes without, on the log's promise.
  if (inclusionProof === undefined) return true;
  const [, size, root] = inclusionProof.checkpoint?.envelope.split('\n', 3) ?? [];
  return inclusionProof.treeSize === size && inclusionProof.rootHash.toString('base64') === root;
}

const timesOf = ({ timestamps }: SignedEntity): readonly Date[] =>
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

/** The library has one code for many causes; the bundle itself tells them apart. */
async function diagnose(
  { code, message }: VerificationError,
  proof: Proof,
  { certificate }: SignedContents,
  entity: SignedEntity,
): Promise<VerificationErrorCode> {
  // An envelope or signature that was changed differs from its timestamp and log entry too: this explains it best.
  if (!(await isSigned(certificate, entity))) return 'SIGNATURE_INVALID';
  switch (code) {
    case 'TIMESTAMP_ERROR':
      return 'TIMESTAMP_INVALID';
    case 'CERTIFICATE_ERROR':
      if (timesOf(entity).some((time) => !certificate.validForDate(time))) return 'CERTIFICATE_EXPIRED';
      if (proof === 'logged' && certificate.extSCT === undefined) return 'SCT_MISSING';
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

async function isSigned({ publicKey }: SignedContents['certificate'], entity: SignedEntity): Promise<boolean> {
  const { crypto } = await import('@sigstore/core');
  try {
    return entity.signature.verifySignature(crypto.createPublicKey(publicKey));
  } catch {
    return false;
  }
}

const again = 'Sign the image again';
const nextSteps: Readonly<Partial<Record<VerificationErrorCode, string>>> & { readonly TIMESTAMP_INVALID: string } = {
  TIMESTAMP_INVALID: `${again}; if it stays, check that the trusted root has this timestamp authority`,
  SCT_INVALID: 'Check that the trusted root is the one of the Sigstore instance that signed',
  CERTIFICATE_UNTRUSTED: 'Check that the trusted root is the one of the Sigstore instance that signed',
  LOG_ENTRY_INVALID: `${again}; if it stays, check that the trusted root has this transparency log`,
};

function refusal(
  code: VerificationErrorCode,
  detail: string,
  { certificate }: SignedContents,
  entity: SignedEntity,
  cause: unknown,
): SigningError {
  const times = timesOf(entity).map((time) => time.toISOString());
  const validity = `valid from ${certificate.notBefore.toISOString()} to ${certificate.notAfter.toISOString()}`;
  const message =
    code === 'CERTIFICATE_EXPIRED'
      ? `the certificate does not cover the time of signing: ${validity}, signed at ${times.join(' and ')}`
      : `the bundle does not verify: ${detail}`;
  return new SigningError(code, message, nextSteps[code] ?? again, { cause });
}
