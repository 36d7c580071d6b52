import { requestToken } from './access-token.ts';
import { parseChallenges, type Challenge } from './challenge.ts';
import { basicAuthorization, secretsOf, type Credentials } from './credentials.ts';
import {
  openExchange,
  place,
  type AnswerHeaders,
  type ExchangeAnswer,
  type ExchangeRequest,
  type Fetch,
  type OpenAnswer,
} from './exchange.ts';
import { mayFollow } from './network-address.ts';
import { RegistryError } from './registry-error.ts';
import type { RetryPace } from './retrying.ts';
import { parseRepositoryName, type RepositoryAddress } from './repository-name.ts';

/** What a request needs to be allowed: writes need `push`. */
export type Need = 'pull' | 'push';

export interface SessionOptions {
  readonly credentials: Credentials | undefined;
  readonly fetch: Fetch;
  readonly userAgent: string;
  readonly mask: (secret: string) => void;
  readonly trustedRealms: readonly string[];
  readonly pace: RetryPace;
}

export interface SessionRequest extends ExchangeRequest {
  readonly need: Need;
  /** Path of another repository that must be read too. */
  readonly from?: string;
}

const mostRedirects = 5;
const redirects = new Set([301, 302, 303, 307, 308]);

/** Requests to one repository under one identity. `Authorization` goes to the registry's own origin and nowhere else. */
export class RegistrySession {
  readonly address: RepositoryAddress;
  readonly pace: RetryPace;
  readonly #options: SessionOptions;
  /** By what they allow. */
  readonly #headers = new Map<string, Promise<string>>();
  #challenge: Challenge | undefined;
  /** Ends when the first request was answered, or its challenge is being met. */
  #first: Promise<void> | undefined;

  constructor(address: RepositoryAddress, options: SessionOptions) {
    this.address = address;
    this.pace = options.pace;
    this.#options = options;
  }

  /** An address below this repository, `path` being already encoded. */
  url(path: string): URL {
    return new URL(`/v2/${this.address.path}/${path}`, this.address.origin);
  }

  /** The path of another repository of this registry; `undefined` where it is this one, or elsewhere. */
  siblingPath(name: string): string | undefined {
    const { origin, path } = parseRepositoryName(name, this.address.origin.protocol === 'https:');
    return origin.origin === this.address.origin.origin && path !== this.address.path ? path : undefined;
  }

  /** Where the registry points to in a header, checked against where the client may go from `from`. */
  pointedTo(location: string | null, from: URL): URL {
    const url = location === null ? null : URL.parse(location, from.href);
    if (!url)
      throw new RegistryError('REGISTRY_ANSWER_INVALID', `${place(from)} points elsewhere without saying where`);
    if (!mayFollow(from, url))
      throw new RegistryError(
        'REGISTRY_REDIRECT_REFUSED',
        `${place(from)} points to ${url.protocol}//${url.host}, where the client must not go`,
      );
    return url;
  }

  /** One request, authenticated where the registry asks for it; a 401 that comes back is its last word. */
  async request(request: SessionRequest): Promise<ExchangeAnswer> {
    return (await this.open(request)).whole();
  }

  /** As `request`, with the body of the answer left to be read. */
  async open(request: SessionRequest): Promise<OpenAnswer> {
    // Those that come together would each be told 401: the first one finds out how to ask.
    const first = this.#first;
    if (first) {
      await first;
      return this.#open(request, () => {});
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#first = promise;
    try {
      return await this.#open(request, resolve);
    } finally {
      resolve();
    }
  }

  async #open(request: SessionRequest, onChallenge: () => void): Promise<OpenAnswer> {
    const known = await this.#knownAuthorization(request);
    const answer = await this.#follow(request, known);
    if (answer.status !== 401 || !this.#isOwn(answer.url)) return answer;
    await answer.whole();
    const fresh = this.#authenticate(request, known, answer.headers);
    onChallenge();
    return this.#follow(request, await fresh);
  }

  async #follow(request: SessionRequest, authorization: string | undefined): Promise<OpenAnswer> {
    let url = request.url;
    for (let hop = 0; hop <= mostRedirects; hop += 1) {
      const headers: Record<string, string> = { ...request.headers, 'user-agent': this.#options.userAgent };
      if (authorization !== undefined && this.#isOwn(url)) headers['authorization'] = authorization;
      const answer = await openExchange(this.#options.fetch, { ...request, url, headers });
      if (!redirects.has(answer.status)) return answer;
      await answer.whole();
      if (request.method !== 'GET' && request.method !== 'HEAD')
        throw new RegistryError('REGISTRY_REDIRECT_REFUSED', `${place(url)} redirects a ${request.method}`);
      url = this.pointedTo(answer.headers.get('location'), url);
    }
    throw new RegistryError(
      'REGISTRY_REDIRECT_REFUSED',
      `${place(request.url)} redirects more than ${mostRedirects} times`,
    );
  }

  #isOwn(url: URL): boolean {
    return url.origin === this.address.origin.origin;
  }

  /** A token that may push may also pull. Once the challenge is known, a missing token is got without being asked. */
  #knownAuthorization(request: SessionRequest): Promise<string> | undefined {
    const known = this.#known(request);
    if (known || !this.#challenge) return known;
    return this.#remember(request, this.#answerTo(this.#challenge, request));
  }

  #known(request: SessionRequest): Promise<string> | undefined {
    const own = this.#headers.get(rightOf(request));
    return own ?? (request.from === undefined ? this.#headers.get('push') : undefined);
  }

  /** Four uploads may be told 401 at once: whoever comes after the first takes what the first got. */
  async #authenticate(request: SessionRequest, rejected: string | undefined, refusal: AnswerHeaders): Promise<string> {
    const known = this.#known(request);
    if (known) {
      const current = await known;
      if (current !== rejected) return current;
      const newer = this.#headers.get(rightOf(request));
      if (newer && newer !== known) return newer;
    }
    this.#challenge = this.#choose(refusal);
    return this.#remember(request, this.#answerTo(this.#challenge, request));
  }

  async #remember(request: SessionRequest, header: Promise<string>): Promise<string> {
    const right = rightOf(request);
    this.#headers.set(right, header);
    try {
      return await header;
    } catch (error) {
      this.#headers.delete(right);
      throw error;
    }
  }

  #choose(refusal: AnswerHeaders): Challenge {
    const { host } = this.address;
    const challenges = parseChallenges(refusal.get('www-authenticate') ?? '');
    if (!challenges)
      throw new RegistryError('REGISTRY_ANSWER_INVALID', `${host} asks for authentication in a malformed header`);
    const chosen =
      challenges.find(({ scheme }) => scheme === 'bearer') ?? challenges.find(({ scheme }) => scheme === 'basic');
    if (!chosen)
      throw new RegistryError('REGISTRY_DENIED', `${host} asks for an authentication that is neither Bearer nor Basic`);
    return chosen;
  }

  async #answerTo(challenge: Challenge, { need, from }: SessionRequest): Promise<string> {
    const { credentials, mask, fetch, userAgent, trustedRealms, pace } = this.#options;
    // The Basic form is another string than the password, so a log masks it only if it is told.
    if (credentials) for (const secret of secretsOf(credentials)) mask(secret);
    if (challenge.scheme === 'basic') {
      if (!credentials) throw new RegistryError('REGISTRY_DENIED', `${this.address.host} asks for credentials`);
      return basicAuthorization(credentials);
    }
    const token = await requestToken({
      registry: this.address.origin,
      challenge,
      scopes: [
        `repository:${this.address.path}:${need === 'push' ? 'pull,push' : 'pull'}`,
        ...(from === undefined ? [] : [`repository:${from}:pull`]),
      ],
      credentials,
      trustedRealms,
      fetch,
      userAgent,
      pace,
    });
    mask(token);
    return `Bearer ${token}`;
  }
}

const rightOf = ({ need, from }: SessionRequest): string => (from === undefined ? need : `${need} from ${from}`);
