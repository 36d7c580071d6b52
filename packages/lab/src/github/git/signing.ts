import { generateKeyPairSync, sign, verify } from 'node:crypto';
import type { Commit } from './objects.ts';

/** Stands in for the key with which GitHub signs the commits that it makes for others. */
export class CommitSigner {
  readonly #keys = generateKeyPairSync('ed25519');
  readonly #verified = new Map<string, boolean>();

  sign(payload: string): string {
    const body = sign(null, Buffer.from(payload), this.#keys.privateKey).toString('base64');
    return `-----BEGIN PGP SIGNATURE-----\n\n${body}\n-----END PGP SIGNATURE-----\n`;
  }

  /** Whether GitHub made this signature over exactly this commit. */
  made(commit: Commit): boolean {
    if (commit.signature === null) return false;
    const known = this.#verified.get(commit.oid);
    if (known !== undefined) return known;
    const body = /^-----BEGIN PGP SIGNATURE-----\s+(\S+)\s+-----END PGP SIGNATURE-----\s*$/.exec(commit.signature)?.[1];
    const valid =
      body !== undefined &&
      verify(null, Buffer.from(commit.payload), this.#keys.publicKey, Buffer.from(body, 'base64'));
    this.#verified.set(commit.oid, valid);
    return valid;
  }
}
