import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** The ECDSA P-256 key of a log: certificate log or transparency log. */
export class LogKey {
  readonly #privateKey: KeyObject;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Buffer;
  /** SHA-256 of the public key (RFC 6962, 3.2 "LogID"). */
  readonly id: Buffer;

  constructor() {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#privateKey = pair.privateKey;
    this.publicKey = pair.publicKey.export({ format: 'der', type: 'spki' });
    this.id = createHash('sha256').update(this.publicKey).digest();
  }

  /** An ASN.1 signature over SHA-256 of `data`. */
  sign(data: Uint8Array): Buffer {
    return sign('sha256', data, this.#privateKey);
  }
}
