import { randomBytes } from 'node:crypto';
import type { LabClock } from '../clock.ts';
import { json, type Answer, type PartRequest } from '../http/part-server.ts';
import { refusal } from './answers.ts';

export interface RegistryAccount {
  readonly username: string;
  readonly password: string;
  /** Tokens from `/token` with anonymous pull, instead of Basic on each request. */
  readonly bearer?: boolean;
  /** A refresh token that `/token` takes instead of the password. */
  readonly identityToken?: string;
}

/** Who may do what in a registry: one account, or `anyone` everything, with a bearer token that whoever asks gets. */
export type RegistryAudience = RegistryAccount | 'anyone';

type Right = 'pull' | 'push';

interface Grant {
  readonly rights: ReadonlyMap<string, ReadonlySet<string>>;
  readonly expires: number;
}

const service = 'lab-registry';
const tokenSeconds = 300;
/** As long as those of Docker Hub for who gives no name: a JWT with its chain of certificates. */
const tokenLength = 2_658;

const newToken = (): string => randomBytes(tokenLength).toString('base64url').slice(0, tokenLength);

/** Who may do what: nobody is asked, Basic, or bearer tokens of its own realm (distribution's token authentication). */
export class RegistryAccess {
  readonly #audience: RegistryAudience | undefined;
  readonly #clock: LabClock;
  readonly #grants = new Map<string, Grant>();

  constructor(audience: RegistryAudience | undefined, clock: LabClock) {
    this.#audience = audience;
    this.#clock = clock;
  }

  /** The refusal, or `undefined` where the request may go on. Without `name` it is the ping of `/v2/`. */
  refuse(request: PartRequest, name: string | undefined): Answer | undefined {
    if (!this.#audience) return undefined;
    if (!this.#hasTokens) return this.#isKnown(request) ? undefined : unauthorized('Basic realm="lab"');
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const grant = token === undefined ? undefined : this.#grants.get(token);
    const valid = grant !== undefined && grant.expires > this.#clock.now().getTime();
    const wanted = neededRights(request, name);
    if (valid && wanted.every(([repository, right]) => grant.rights.get(repository)?.has(right))) return undefined;
    return unauthorized(this.#challenge(request, wanted, valid));
  }

  /** `GET /token?service=…&scope=repository:<name>:pull,push`, or a POST of that with a password or refresh token in its form. */
  issue(request: PartRequest): Answer {
    if (!this.#hasTokens) return refusal(404, 'UNSUPPORTED', 'this registry has no token service');
    if (request.method === 'POST') return this.#authorize(new URLSearchParams(request.body.toString('utf8')));
    if (request.method !== 'GET') return refusal(405, 'UNSUPPORTED', 'tokens are got');
    const known = this.#isKnown(request);
    if (request.headers.authorization !== undefined && !known) return unauthorized('Basic realm="lab"');
    return this.#grant(request.url.searchParams, known, 'token');
  }

  /** distribution, "OAuth2 Token Authentication". */
  #authorize(form: URLSearchParams): Answer {
    if (form.get('service') !== service || !form.get('client_id'))
      return refusal(400, 'UNSUPPORTED', 'not a request for a token');
    if (!this.#isGranted(form)) return refusal(401, 'UNAUTHORIZED', 'neither the account nor its refresh token');
    return this.#grant(form, true, 'access_token');
  }

  #isGranted(form: URLSearchParams): boolean {
    const { username, password, identityToken } = this.#account ?? {};
    if (this.#audience === 'anyone') return true;
    const type = form.get('grant_type');
    if (type === 'password') return form.get('username') === username && form.get('password') === password;
    return type === 'refresh_token' && identityToken !== undefined && form.get('refresh_token') === identityToken;
  }

  #grant(asked: URLSearchParams, known: boolean, name: 'token' | 'access_token'): Answer {
    const rights = new Map<string, ReadonlySet<string>>();
    for (const scope of asked.getAll('scope').flatMap((all) => all.split(' '))) {
      const parts = /^repository:(.+):([a-z*,]+)$/.exec(scope);
      if (!parts) return refusal(400, 'UNSUPPORTED', 'not a scope');
      const actions = (parts[2] ?? '').split(',').filter((action) => known || action === 'pull');
      rights.set(parts[1] ?? '', new Set(actions));
    }
    const token = newToken();
    const now = this.#clock.now();
    this.#grants.set(token, { rights, expires: now.getTime() + tokenSeconds * 1000 });
    return json(200, { [name]: token, expires_in: tokenSeconds, issued_at: now.toISOString() });
  }

  get #account(): RegistryAccount | undefined {
    return this.#audience === 'anyone' ? undefined : this.#audience;
  }

  get #hasTokens(): boolean {
    return this.#audience === 'anyone' || this.#account?.bearer === true;
  }

  #isKnown(request: PartRequest): boolean {
    const { username, password } = this.#account ?? {};
    return (
      this.#audience === 'anyone' ||
      request.headers.authorization === `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`
    );
  }

  #challenge(request: PartRequest, wanted: readonly (readonly [string, Right])[], valid: boolean): string {
    const scopes = wanted.map(([name, right]) => `repository:${name}:${right === 'push' ? 'pull,push' : 'pull'}`);
    const scope = scopes.length === 0 ? '' : `,scope="${scopes.join(' ')}"`;
    const problem = valid ? ',error="insufficient_scope"' : '';
    return `Bearer realm="${request.url.origin}/token",service="${service}"${scope}${problem}`;
  }
}

/** A mount reads from another repository, so it needs the right to pull there too, as in distribution. */
function neededRights(request: PartRequest, name: string | undefined): readonly (readonly [string, Right])[] {
  if (name === undefined) return [];
  const right = request.method === 'GET' || request.method === 'HEAD' ? 'pull' : 'push';
  const from = right === 'push' && request.url.searchParams.has('mount') ? request.url.searchParams.get('from') : null;
  return [[name, right], ...(from === null ? [] : [[from, 'pull'] as const])];
}

const unauthorized = (challenge: string): Answer =>
  refusal(401, 'UNAUTHORIZED', 'authentication is required', { 'www-authenticate': challenge });
