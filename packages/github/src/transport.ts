import { Octokit } from '@octokit/core';
import { failureOf } from './failures.ts';
import { GitHubError } from './github-error.ts';

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly data: unknown;
}

export interface Outgoing {
  /** The request's name in errors. */
  readonly about: string;
  readonly method: string;
  /** A route template below the API's address, or an absolute address on the same host. */
  readonly url: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

export type Transport = (request: Outgoing) => Promise<Answered>;

export interface TransportOptions {
  readonly token: string;
  readonly apiUrl: string;
  readonly userAgent: string;
  readonly redact: (text: string) => string;
}

const requestTimeout = 30_000;
const redirectLimit = 3;

/** Sends single requests. Follows redirects of reads on the API's own host, and none that would take the token elsewhere. */
export function openTransport({ token, apiUrl, userAgent, redact }: TransportOptions): Transport {
  const silent = () => undefined;
  const log = { debug: silent, info: silent, warn: silent, error: silent };
  const octokit = new Octokit({ auth: token, baseUrl: apiUrl, userAgent, log });

  const sendOnce = async ({ about, method, url, parameters }: Outgoing): Promise<Answered> => {
    try {
      const request = { redirect: 'manual' as const, signal: AbortSignal.timeout(requestTimeout) };
      const { status, headers, data } = await octokit.request(`${method} ${url}`, { ...parameters, request });
      return { status, headers, data };
    } catch (error) {
      throw failureOf(error, about, redact);
    }
  };

  return async (first) => {
    let request = first;
    for (let hops = 0; ; hops += 1) {
      const answer = await sendOnce(request);
      if (answer.status < 300) return answer;
      if (hops === redirectLimit) throw redirected(first, 'too often');
      request = { ...request, url: redirectTarget(first, answer, apiUrl), parameters: {} };
    }
  };
}

/** A renamed repository is found again by its number, on the same host. */
function redirectTarget(request: Outgoing, answer: Answered, apiUrl: string): string {
  const location = String(answer.headers['location'] ?? '');
  if (!URL.canParse(location, apiUrl)) throw redirected(request, 'to nowhere');
  const target = new URL(location, apiUrl);
  if (target.origin !== new URL(apiUrl).origin) throw redirected(request, `to another host, ${target.host}`);
  if (request.method !== 'GET') throw redirected(request, 'although it writes');
  return target.href;
}

function redirected({ about }: Outgoing, how: string): GitHubError {
  return new GitHubError('GITHUB_REDIRECTED', `${about} was redirected ${how}`, {
    next: 'If the repository was renamed or moved, use its new name; otherwise check GITHUB_API_URL.',
  });
}
