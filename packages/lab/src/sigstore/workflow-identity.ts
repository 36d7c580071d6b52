import { createRemoteJWKSet, decodeJwt, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { LabClock } from '../clock.ts';

/** An OpenID Connect issuer whose workflow tokens the certificate authority accepts. */
export interface OidcIssuer {
  readonly issuer: string;
  readonly jwksUrl: string;
}

/** Who a verified token speaks for, as Fulcio's `github-workflow` provider sees it. */
export interface WorkflowIdentity {
  /** What proof of possession is signed over. */
  readonly subject: string;
  /** Subject alternative name: `<server>/<job_workflow_ref>` */
  readonly name: string;
  /** Last arc below 1.3.6.1.4.1.57264.1 → value, in the order of the certificate. */
  readonly extensions: ReadonlyMap<number, string>;
}

/** Thrown when the token must not be trusted; the message never repeats the token. */
export class TokenRefusal extends Error {
  override readonly name = 'TokenRefusal';
}

const audience = 'sigstore';
/** Keys are of this machine, which may be busy. */
const fetching = { cooldownDuration: 0, timeoutDuration: 120_000 };
const publicIssuer = 'https://token.actions.githubusercontent.com';

/** Checks a GitHub Actions token: issuer, its signature, audience, and times by the lab's clock. */
export class TokenVerifier {
  readonly #keys: ReadonlyMap<string, JWTVerifyGetKey>;
  readonly #clock: LabClock;

  constructor(issuers: readonly OidcIssuer[], clock: LabClock) {
    this.#keys = new Map(
      issuers.map(({ issuer, jwksUrl }) => [issuer, createRemoteJWKSet(new URL(jwksUrl), fetching)]),
    );
    this.#clock = clock;
  }

  /** @throws TokenRefusal */
  async verify(token: string): Promise<WorkflowIdentity> {
    const issuer = unverifiedIssuer(token);
    const keys = this.#keys.get(issuer) ?? this.#keys.get(withoutSlug(issuer));
    if (!keys) throw new TokenRefusal(`issuer ${JSON.stringify(issuer)} is not one of this authority's`);
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ['RS256', 'ES256'],
        requiredClaims: ['exp', 'iat', 'sub'],
        currentDate: this.#clock.now(),
      });
      return identityOf(payload, serverOf(issuer));
    } catch (error) {
      if (error instanceof errors.JOSEError) throw new TokenRefusal(`${error.code}: ${error.message}`);
      throw error;
    }
  }
}

function unverifiedIssuer(token: string): string {
  try {
    return decodeJwt(token).iss ?? '';
  } catch (error) {
    throw new TokenRefusal('not a JSON Web Token', { cause: error });
  }
}

/** An enterprise may have an issuer of its own, with its slug after the common one and the same keys; Fulcio knows them all. */
const withoutSlug = (issuer: string): string => issuer.replace(/\/(?!token$)[A-Za-z0-9-]+$/, '');

/** On an Enterprise Server the issuer is below the server's own address. */
function serverOf(issuer: string): string {
  const common = withoutSlug(issuer);
  return common === publicIssuer ? 'https://github.com' : common.replace(/\/_services\/token$/, '');
}

function identityOf(payload: JWTPayload, server: string): WorkflowIdentity {
  const claim = (name: string): string => {
    const value = payload[name];
    if (typeof value !== 'string' || value === '') throw new TokenRefusal(`the token has no claim ${name}`);
    return value;
  };
  const uri = (path: string): string => `${server}/${path}`;
  const signer = uri(claim('job_workflow_ref'));
  const extensions = new Map<number, string>([
    [1, claim('iss')],
    [2, claim('event_name')],
    [3, claim('sha')],
    [4, claim('workflow')],
    [5, claim('repository')],
    [6, claim('ref')],
    [8, claim('iss')],
    [9, signer],
    [10, claim('job_workflow_sha')],
    [11, claim('runner_environment')],
    [12, uri(claim('repository'))],
    [13, claim('sha')],
    [14, claim('ref')],
    [15, claim('repository_id')],
    [16, uri(claim('repository_owner'))],
    [17, claim('repository_owner_id')],
    [18, uri(claim('workflow_ref'))],
    [19, claim('workflow_sha')],
    [20, claim('event_name')],
    [21, uri(`${claim('repository')}/actions/runs/${claim('run_id')}/attempts/${claim('run_attempt')}`)],
    [22, claim('repository_visibility')],
  ]);
  if (payload['environment'] !== undefined) extensions.set(23, claim('environment'));
  extensions.set(24, claim('sub'));
  return { subject: claim('sub'), name: signer, extensions };
}
