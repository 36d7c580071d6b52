import { releaseClaims, releaseCommit, startPart, type LabClock, type Traffic } from '@bitvault/lab';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';

/** An OpenID Connect issuer for workflow tokens, as a GitHub server has one. */
export interface WorkflowIssuer {
  /** GITHUB_SERVER_URL */
  readonly server: string;
  readonly issuer: string;
  readonly jwksUrl: string;
  /** A token of the release workflow, with claims replaced. `iat`, `nbf` and `exp` are by the lab's clock. */
  token(claims?: Readonly<Record<string, unknown>>): Promise<string>;
  unsignedToken(): string;
  close(): Promise<void>;
}

export const commit = releaseCommit;

export async function startIssuer(traffic: Traffic, clock: LabClock): Promise<WorkflowIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'lab', alg: 'RS256', use: 'sig' };
  const part = await startPart('oidc', traffic, () => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ keys: [jwk] }),
  }));
  const server = part.origin;
  const issuer = `${server}/_services/token`;
  const claimsWith = (claims: Readonly<Record<string, unknown>>): JWTPayload => {
    const now = Math.floor(clock.now().getTime() / 1000);
    return {
      ...releaseClaims(),
      repository_visibility: 'private',
      iss: issuer,
      iat: now,
      nbf: now - 30,
      exp: now + 300,
      ...claims,
    };
  };
  return {
    server,
    issuer,
    jwksUrl: `${issuer}/.well-known/jwks`,
    token: (claims = {}) =>
      new SignJWT(claimsWith(claims)).setProtectedHeader({ alg: 'RS256', kid: 'lab' }).sign(privateKey),
    unsignedToken: () => new UnsecuredJWT(claimsWith({})).encode(),
    close: () => part.close(),
  };
}
