import type { Bundle, TransparencyLogEntry } from '@sigstore/bundle';
import { SigningError } from './signing-error.ts';

/** Each costs cryptography before anything of the bundle is trusted; an honest one has one or two (sigstore-go: 32, too). */
const mostLogEntries = 32;
const mostTimestamps = 32;
/** Of an inclusion proof: the depth of a tree of 2^63 entries. */
const mostHashes = 63;
/** Bytes. Fulcio's have two thousand. */
const largestCertificate = 16 * 1024;
/** Bytes, with the certificates that an authority may put into its answer. */
const largestTimestamp = 32 * 1024;
/** Characters, with the signatures of many witnesses. */
const largestCheckpoint = 64 * 1024;
/** Of in-toto subjects, as many as actions/attest allows. */
export const mostSubjects = 1024;

/**
 * Refuses what would cost much to look at, before any cryptography.
 * @throws SigningError BUNDLE_OVERSIZED
 */
export function checkLimits({ verificationMaterial }: Bundle): void {
  const { tlogEntries, timestampVerificationData, content } = verificationMaterial;
  const stamps = timestampVerificationData?.rfc3161Timestamps ?? [];
  refuseAbove(mostLogEntries, tlogEntries.length, 'log entries');
  refuseAbove(mostTimestamps, stamps.length, 'timestamps');
  for (const { signedTimestamp } of stamps)
    refuseAbove(largestTimestamp, signedTimestamp.length, 'bytes in one timestamp');
  for (const { inclusionProof } of tlogEntries) {
    refuseAbove(mostHashes, inclusionProof?.hashes.length ?? 0, 'hashes in one inclusion proof');
    refuseAbove(largestCheckpoint, inclusionProof?.checkpoint?.envelope.length ?? 0, 'characters in one checkpoint');
  }
  for (const { rawBytes } of certificatesIn(content))
    refuseAbove(largestCertificate, rawBytes.length, 'bytes in the certificate');
}

/** @throws SigningError BUNDLE_OVERSIZED */
export const checkCertificateTimestamps = (timestamps: readonly unknown[]): void =>
  refuseAbove(mostTimestamps, timestamps.length, 'timestamps in the certificate');

function certificatesIn(content: Bundle['verificationMaterial']['content']): readonly { readonly rawBytes: Buffer }[] {
  switch (content.$case) {
    case 'certificate':
      return [content.certificate];
    case 'x509CertificateChain':
      return content.x509CertificateChain.certificates;
    case 'publicKey':
      return [];
  }
}

function refuseAbove(most: number, found: number, what: string): void {
  if (found > most) throw oversized(`${found} ${what}, ${most} at most`);
}

/** Numbers that are read before they are verified: longer ones take long, and are no index, size or time. */
export const hasSaneNumbers = ({ logIndex, integratedTime, inclusionProof }: TransparencyLogEntry): boolean =>
  isCount(logIndex, 19) &&
  isCount(integratedTime, 12) &&
  (inclusionProof === undefined || (isCount(inclusionProof.logIndex, 19) && isCount(inclusionProof.treeSize, 19)));

const isCount = (text: string, digits: number): boolean => text.length <= digits && /^\d+$/.test(text);

/** Bytes of what is attached to one image in one form, and is read. */
const mostRead = 128 * 1024 * 1024;

/** How much of what is attached to an image is still read. */
export class ReadingAllowance {
  readonly #subject: string;
  #left = mostRead;

  constructor(subject: string) {
    this.#subject = subject;
  }

  /** @throws SigningError BUNDLE_OVERSIZED */
  take(bytes: number): void {
    this.#left -= bytes;
    if (this.#left < 0) throw oversized(`what is attached to ${this.#subject} has more than ${mostRead} bytes`);
  }
}

export const oversized = (what: string): SigningError =>
  new SigningError(
    'BUNDLE_OVERSIZED',
    `what is attached is not looked at: ${what}`,
    'Find out who may push to this repository: no tool that signs images makes anything of that size',
  );
