import { createPublicKey, type KeyObject } from 'node:crypto';
import type { PartRequest } from '../http/part-server.ts';

/** What a client sends to Fulcio: a token, a key, and the token's subject signed with the key. */
export interface CertificateRequest {
  readonly token: string;
  /** ECDSA P-256. */
  readonly publicKey: KeyObject;
  readonly proof: Buffer;
}

interface RequestBody {
  readonly credentials?: { readonly oidcIdentityToken: string };
  readonly publicKeyRequest: { readonly publicKey: { readonly content: string }; readonly proofOfPossession: string };
}

/** `undefined` where it is not such a request. The token is in the body, or where sigstore-go sends it: in the header. */
export function parseCertificateRequest({ headers, body }: PartRequest): CertificateRequest | undefined {
  try {
    const { credentials, publicKeyRequest } = JSON.parse(body.toString('utf8')) as RequestBody;
    const token = credentials?.oidcIdentityToken ?? /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
    const publicKey = createPublicKey(publicKeyRequest.publicKey.content);
    const proof = Buffer.from(publicKeyRequest.proofOfPossession, 'base64');
    if (token === undefined || publicKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return undefined;
    return { token, publicKey, proof };
  } catch {
    return undefined;
  }
}
