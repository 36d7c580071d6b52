import type { VerifierOptions } from '@sigstore/verify';
import { unlogged, type SignedContents } from './bundle-contents.ts';
import { diagnosed, isOfCheckpointsTree, refusal, timesOf, type SignedEntity } from './diagnosis.ts';
import type { Proof } from './sigstore-instances.ts';
import type { Trust } from './trust.ts';
import { validAt } from './validity.ts';

type Verify = typeof import('@sigstore/verify');

const thresholds: Readonly<Record<Proof, VerifierOptions>> = {
  logged: { tlogThreshold: 1, ctlogThreshold: 1, timestampThreshold: 1 },
  timestamped: { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 1 },
};

/**
 * Checks that a trusted authority issued the certificate, that it was valid at the time of signing, and that the
 * signature is one; and what else its Sigstore's trusted root wants proven: that the certificate is in a certificate log
 * and the signature in a transparency log, or the time by a timestamp authority. Each log and authority counts for as
 * long as the trusted root says that its key was valid.
 * Says nothing about what was signed, nor about who signed it.
 * @returns the earliest time at which the signature is proven to have existed
 * @throws SigningError
 */
export async function checkCryptography(contents: SignedContents, trust: Trust): Promise<Date> {
  const verify = await import('@sigstore/verify');
  const sigstore = await trust.sigstoreOf(contents.certificate);
  const entity = signedEntity(contents, verify);
  const times = timesOf(entity);
  checkEntries(sigstore.proof, entity);
  try {
    const material = validAt(sigstore.material, times, contents.certificate);
    new verify.Verifier(material, thresholds[sigstore.proof]).verify(entity);
  } catch (error) {
    throw await diagnosed(error, { contents, entity, sigstore });
  }
  if (!entity.tlogEntries.every(isOfCheckpointsTree)) {
    throw refusal('LOG_ENTRY_INVALID', 'the inclusion proof names another root than its checkpoint');
  }
  return new Date(Math.min(...times.map((time) => time.getTime())));
}

/** What the library does not ask for, or counts: a log's time is to it as good as an authority's. */
function checkEntries(proof: Proof, entity: SignedEntity): void {
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
      );
  }
}

/** With every time in it read, which the library does only when it needs one. */
function signedEntity({ bundle, artifact }: SignedContents, verify: Verify): SignedEntity {
  try {
    const entity = verify.toSignedEntity(bundle, artifact);
    if (timesOf(entity).some((time) => Number.isNaN(time.getTime()))) throw new RangeError('a time is none');
    return entity;
  } catch (cause) {
    throw refusal('TIMESTAMP_INVALID', 'a timestamp of the bundle cannot be read', { cause });
  }
}
