import { randomBytes } from 'node:crypto';
import { decodeJwt, jwtVerify } from 'jose';
import type { LabClock } from '../../clock.ts';
import { Refusal } from '../refusal.ts';
import type { GitHubStore } from '../store.ts';
import type { Installation } from '../model/accounts.ts';
import type { Actor, Identity } from './identity.ts';

interface Issued {
  readonly identity: Actor;
  readonly expiresAt: Date | null;
  /** False once the job of a GITHUB_TOKEN has ended. */
  live: boolean;
}

const hour = 3_600_000;

/** Issues tokens and tells whose they are. */
export class TokenBook {
  readonly #issued = new Map<string, Issued>();
  readonly #store: GitHubStore;
  readonly #clock: LabClock;

  constructor(store: GitHubStore, clock: LabClock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** `ghp_…` for people (for ever), `ghs_…` for Apps and jobs (an hour, or as long as the job). */
  issue(identity: Actor): { readonly token: string; readonly expiresAt: Date } {
    const token = `${identity.kind === 'user' ? 'ghp' : 'ghs'}_${randomBytes(18).toString('hex')}`;
    const expiresAt = new Date(this.#clock.now().getTime() + (identity.kind === 'job' ? 24 * hour : hour));
    this.#issued.set(token, { identity, expiresAt: identity.kind === 'user' ? null : expiresAt, live: true });
    return { token, expiresAt };
  }

  revoke(token: string): void {
    const issued = this.#issued.get(token);
    if (issued) issued.live = false;
  }

  /**
   * Reads an `authorization` header: `Bearer` or `token` with a token or an App's JWT, `Basic` with a token as password.
   * @throws {Refusal} 401 for credentials that are not, or no longer, good.
   */
  async identify(authorization: string | undefined): Promise<Identity> {
    if (authorization === undefined || authorization === '') return { kind: 'anonymous' };
    const space = authorization.indexOf(' ');
    const scheme = authorization.slice(0, space).toLowerCase();
    const credentials = authorization.slice(space + 1).trim();
    const token = scheme === 'basic' ? passwordOf(credentials) : credentials;
    if (scheme === 'bearer' && token.split('.').length === 3) return this.#appOfJwt(token);
    const issued = this.#issued.get(token);
    const expired = issued?.expiresAt && issued.expiresAt <= this.#clock.now();
    if (!issued?.live || expired) throw badCredentials();
    if (issued.identity.kind === 'installation') refuseSuspended(issued.identity.installation);
    return issued.identity;
  }

  /** RS256, issued by the App's client id or id, at most ten minutes long. */
  async #appOfJwt(jwt: string): Promise<Identity> {
    const issuer = claimsOf(jwt)?.iss;
    const app = this.#store.apps.find((each) => each.clientId === issuer || String(each.id) === issuer);
    if (!app) throw new Refusal(401, 'FORBIDDEN', 'A JSON web token could not be decoded');
    const currentDate = this.#clock.now();
    const verified = await jwtVerify(jwt, app.publicKey, {
      algorithms: ['RS256'],
      currentDate,
      clockTolerance: 60,
      requiredClaims: ['exp', 'iat'],
    }).catch((cause: unknown) => {
      throw new Refusal(401, 'FORBIDDEN', 'A JSON web token could not be decoded', {
        headers: { 'x-lab-cause': label(cause) },
      });
    });
    if ((verified.payload.exp ?? 0) > currentDate.getTime() / 1000 + 660)
      throw new Refusal(401, 'FORBIDDEN', "'Expiration time' claim ('exp') is too far in the future");
    return { kind: 'app', app };
  }
}

/** @throws {Refusal} 403 */
export function refuseSuspended({ suspendedAt }: Installation): void {
  if (suspendedAt !== null) throw new Refusal(403, 'FORBIDDEN', 'This installation has been suspended');
}

export const badCredentials = (): Refusal => new Refusal(401, 'FORBIDDEN', 'Bad credentials');

const label = (cause: unknown): string => (cause instanceof Error ? cause.name : 'unknown');

function claimsOf(jwt: string): { readonly iss?: string } | undefined {
  try {
    return decodeJwt(jwt);
  } catch {
    return undefined;
  }
}

function passwordOf(basic: string): string {
  const text = Buffer.from(basic, 'base64').toString('utf8');
  return text.slice(text.indexOf(':') + 1);
}
