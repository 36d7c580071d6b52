import type { LabClock } from '../clock.ts';
import type { LogKey } from './log-key.ts';

const uint = (value: number | bigint, bytes: number): Buffer =>
  Buffer.from(
    BigInt(value)
      .toString(16)
      .padStart(bytes * 2, '0'),
    'hex',
  );

// Values of RFC 6962, 3.2 and RFC 5246, 7.4.1.4.1.
const version1 = uint(0, 1);
const certificateTimestamp = uint(0, 1);
const precertificateEntry = uint(1, 2);
const noExtensions = uint(0, 2);
const sha256WithEcdsa = Buffer.of(4, 3);

/** The lab's certificate transparency log: promises, by a signed timestamp, to have logged a precertificate. */
export class CertificateLog {
  readonly key: LogKey;
  readonly #clock: LabClock;

  constructor(key: LogKey, clock: LabClock) {
    this.key = key;
    this.#clock = clock;
  }

  /**
   * The SignedCertificateTimestampList to embed in a certificate (RFC 6962, 3.3).
   * @param tbs the certificate's signed part without this extension
   * @param issuerKeyHash SHA-256 of the issuer's SubjectPublicKeyInfo
   */
  timestampList(tbs: Uint8Array, issuerKeyHash: Uint8Array): Buffer {
    const { time, signature } = this.promise(tbs, issuerKeyHash);
    const sct = Buffer.concat([version1, this.key.id, uint(time, 8), noExtensions, signature]);
    return Buffer.concat([uint(sct.length + 2, 2), uint(sct.length, 2), sct]);
  }

  /** The time of the promise, in milliseconds, and its signature in the form of RFC 5246, 4.7. */
  promise(tbs: Uint8Array, issuerKeyHash: Uint8Array): { readonly time: number; readonly signature: Buffer } {
    const time = this.#clock.now().getTime();
    const signature = this.key.sign(
      Buffer.concat([
        version1,
        certificateTimestamp,
        uint(time, 8),
        precertificateEntry,
        issuerKeyHash,
        uint(tbs.byteLength, 3),
        tbs,
        noExtensions,
      ]),
    );
    return { time, signature: Buffer.concat([sha256WithEcdsa, uint(signature.length, 2), signature]) };
  }
}
