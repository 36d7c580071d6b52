import { startPart, type LabClock, type Traffic } from '@bitvault/lab';
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

export const commit = 'c0ffee0123456789c0ffee0123456789c0ffee01';

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
    return { ...releaseClaims, iss: issuer, iat: now, nbf: now - 30, exp: now + 300, ...claims };
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

const workflowRef = 'bitvault/bitvault/.github/workflows/release.yml@refs/heads/main';

const releaseClaims: JWTPayload = {
  aud: 'sigstore',
  sub: 'repo:bitvault/bitvault:ref:refs/heads/main',
  repository: 'bitvault/bitvault',
  repository_id: '101',
  repository_owner: 'bitvault',
  repository_owner_id: '7',
  repository_visibility: 'private',
  ref: 'refs/heads/main',
  ref_type: 'branch',
  sha: commit,
  workflow: 'release',
  workflow_ref: workflowRef,
  workflow_sha: commit,
  job_workflow_ref: workflowRef,
  job_workflow_sha: commit,
  event_name: 'push',
  runner_environment: 'github-hosted',
  run_id: '4711',
  run_number: '12',
  run_attempt: '1',
  actor: 'alice',
};
