import * as v from 'valibot';
import type { Challenge } from './challenge.ts';
import { basicAuthorization, type Credentials } from './credentials.ts';
import { exchange, place, type ExchangeRequest, type Fetch } from './exchange.ts';
import { isInternal, mayFollow } from './network-address.ts';
import { mayHoldCredentials } from './realm.ts';
import { refusedAnswer } from './refused-answer.ts';
import { RegistryError } from './registry-error.ts';
import { retrying, type RetryPace } from './retrying.ts';

export interface TokenRequest {
  readonly registry: URL;
  readonly challenge: Challenge;
  /** Ours, never the challenge's: `repository:<path>:pull`. */
  readonly scopes: readonly string[];
  readonly credentials: Credentials | undefined;
  readonly trustedRealms: readonly string[];
  readonly fetch: Fetch;
  readonly userAgent: string;
  readonly pace: RetryPace;
}

const tokenLimit = 256 * 1024;
const tokenText = v.pipe(v.string(), v.regex(/^[\x21-\x7e]+$/));
const tokenBody = v.union([v.object({ token: tokenText }), v.object({ access_token: tokenText })]);

/**
 * Gets a bearer token (distribution, "Token Authentication Specification"). Credentials go along only to a realm that
 * may hold them; without credentials any public https realm will do, since nothing is given away.
 */
export async function requestToken(request: TokenRequest): Promise<string> {
  const realm = trustedRealm(request);
  const exchanged = tokenExchange(request, realm);
  return retrying(async () => {
    // A redirect is refused like any other answer: it would carry the credentials past the check of the realm.
    const answer = await exchange(request.fetch, { ...exchanged, limit: tokenLimit });
    if (answer.status !== 200) throw refusedAnswer(exchanged.method, answer);
    return readToken(answer.body, realm);
  }, request.pace);
}

/** A GET with the password, or the POST that takes a refresh token in its body (distribution, oauth.md). */
function tokenExchange({ challenge, scopes, credentials, userAgent }: TokenRequest, realm: URL): ExchangeRequest {
  const headers = { accept: 'application/json', 'user-agent': userAgent };
  const service = challenge.parameters.get('service');
  if (credentials && 'identityToken' in credentials) {
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      service: service ?? '',
      client_id: userAgent,
      scope: scopes.join(' '),
    });
    form.set('refresh_token', credentials.identityToken);
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    return { method: 'POST', url: realm, headers: { ...headers, ...type }, body: Buffer.from(form.toString()) };
  }
  const url = new URL(realm);
  if (service !== undefined) url.searchParams.set('service', service);
  // Whatever the realm asks for in an address of its own, these are all.
  url.searchParams.delete('scope');
  for (const scope of scopes) url.searchParams.append('scope', scope);
  const authorization = credentials && { authorization: basicAuthorization(credentials) };
  return { method: 'GET', url, headers: { ...headers, ...authorization } };
}

function trustedRealm({ challenge, registry, credentials, trustedRealms }: TokenRequest): URL {
  const realm = URL.parse(challenge.parameters.get('realm') ?? '');
  if (!realm)
    throw new RegistryError('REGISTRY_ANSWER_INVALID', `${registry.host} asks for a token without saying from where`);
  const trusted = credentials
    ? mayHoldCredentials(realm, registry, trustedRealms)
    : mayFollow(registry, realm) && (realm.origin === registry.origin || !isInternal(realm.hostname));
  if (!trusted)
    throw new RegistryError(
      'REGISTRY_REALM_UNTRUSTED',
      `${registry.host} asks for its credentials to be sent to ${realm.protocol}//${realm.host}`,
    );
  realm.hash = '';
  return realm;
}

/** The answer is parsed here and quoted nowhere: even a malformed token may be a real one. */
function readToken(body: Uint8Array, url: URL): string {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), tokenBody), Buffer.from(body).toString('utf8'));
  if (!parsed.success)
    throw new RegistryError('REGISTRY_ANSWER_INVALID', `${place(url)} answered without a usable token`);
  return 'token' in parsed.output ? parsed.output.token : parsed.output.access_token;
}
