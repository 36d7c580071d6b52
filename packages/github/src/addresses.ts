import { GitHubError } from './github-error.ts';

export interface Addresses {
  readonly apiUrl: string;
  readonly graphqlUrl: string;
}

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** @throws GitHubError where the token would travel unencrypted, to two hosts, or not at all. */
export function checkAccess(access: Addresses & { readonly token: string }): Addresses {
  const api = trustworthy(access.apiUrl, 'REST address');
  const graphql = trustworthy(access.graphqlUrl, 'GraphQL address');
  if (api.origin !== graphql.origin) {
    throw invalid('the REST and the GraphQL address are on different hosts', 'Take both from the same server.');
  }
  // A header would refuse other characters, with a message that quotes them.
  if (!/^[\x21-\x7e]+$/.test(access.token)) {
    throw invalid('the token is empty, or holds characters that no token has', 'Pass the token as GitHub gave it.');
  }
  return { apiUrl: api.href.replace(/\/+$/, ''), graphqlUrl: graphql.href };
}

function trustworthy(address: string, what: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.has(url.hostname))) return url;
  throw invalid(`the ${what} is not an https address`, 'Run this inside a GitHub Actions job, or correct the address.');
}

const invalid = (message: string, next: string): GitHubError =>
  new GitHubError('GITHUB_ADDRESS_INVALID', message, { next });
