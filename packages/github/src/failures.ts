import { RequestError } from '@octokit/request-error';
import { GitHubError, type GitHubErrorDetails } from './github-error.ts';
import { rightsAt } from './graphql-rights.ts';
import { remedyFor } from './known-answers.ts';
import { acceptedRights } from './rights.ts';

type Headers = Readonly<Record<string, string | number | undefined>>;

/** One entry of `errors` in a GraphQL answer (spec.graphql.org, "Errors"); `type` is GitHub's own. */
export interface GraphQLIssue {
  readonly message: string;
  readonly type?: string | undefined;
  readonly path?: readonly (string | number)[] | undefined;
}

/** Turns what a request threw into a GitHubError. `about` names the request; `redact` takes the token out of texts. */
export function failureOf(error: unknown, about: string, redact: (text: string) => string): GitHubError {
  if (error instanceof GitHubError) return error;
  const response = error instanceof RequestError ? error.response : undefined;
  if (response === undefined) {
    const cause = error instanceof RequestError ? error.cause : error;
    const detail = redact(error instanceof Error ? error.message : 'unknown failure');
    return new GitHubError('GITHUB_UNREACHABLE', `${about} got no answer: ${detail}`, {
      next: 'Check the network and whether GitHub is up (githubstatus.com, or whoever runs your server), then run again.',
      cause: cause instanceof Error ? new Error(redact(cause.message)) : undefined,
    });
  }
  const { status, headers } = response;
  return answeredFailure({ status, headers, answer: redact(wordsOf(response.data)), about });
}

interface AnsweredFailure {
  readonly status: number;
  readonly headers: Headers;
  readonly answer: string;
  readonly about: string;
}

function answeredFailure({ status, headers, answer, about }: AnsweredFailure): GitHubError {
  const found = `${about} was answered ${status}${answer === '' ? '' : `: ${answer}`}`;
  const details = (next: string): GitHubErrorDetails => ({ next, status, answer });
  if (isRateLimit(status, headers, answer)) return rateLimited(headers, about, answer, status);
  if (status >= 500) {
    return new GitHubError(
      'GITHUB_UNREACHABLE',
      found,
      details('Check whether GitHub is up (githubstatus.com, or whoever runs your server), then run again.'),
    );
  }
  const remedy = remedyFor(answer);
  if (status === 401) {
    return new GitHubError('GITHUB_DENIED', found, details(remedy ?? 'Pass a token that is valid and not expired.'));
  }
  if (status === 403 || status === 404) {
    const code = status === 403 ? 'GITHUB_DENIED' : 'GITHUB_NOT_FOUND';
    if (remedy !== undefined) return new GitHubError(code, found, details(remedy));
    const accepted = headers['x-accepted-github-permissions'];
    return new GitHubError(code, found, {
      ...details(unexplained),
      lacks: acceptedRights(accepted),
      ...(accepted !== undefined && { permission: String(accepted) }),
    });
  }
  return new GitHubError('GITHUB_REFUSED', found, details(remedy ?? 'Read what GitHub says and correct it.'));
}

/** Until it is known whose token it is. */
const unexplained = 'Check the rights of the token.';

/** The message of a REST error with the messages of its single errors, on one line. */
function wordsOf(data: unknown): string {
  if (typeof data !== 'object' || data === null || !('message' in data)) return '';
  const errors = 'errors' in data && Array.isArray(data.errors) ? data.errors : [];
  const details = errors.map((error: unknown) => {
    if (typeof error === 'string') return error;
    return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : '';
  });
  return oneLine([String(data.message), ...details.filter((detail) => detail !== '')].join('; '));
}

/** Cut between words: of a token that was cut, nobody could tell any more that what is left of it must not be shown. */
export function oneLine(text: string, limit = 1_000): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= limit ? line : line.slice(0, limit).replace(/\S+$/, '');
}

function isRateLimit(status: number, headers: Headers, answer: string): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  return headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0' || /rate limit/i.test(answer);
}

function rateLimited(headers: Headers, about: string, answer: string, status: number): GitHubError {
  const now = Date.parse(String(headers['date']));
  const clock = Number.isNaN(now) ? Date.now() : now;
  const wait = rateLimitWait(headers, clock);
  const until = new Date(clock + wait).toISOString();
  const words = answer === '' ? '' : `: ${answer}`;
  return new GitHubError('GITHUB_RATE_LIMITED', `${about} met a rate limit that lasts until ${until}${words}`, {
    next: `Run again after ${until}.`,
    status,
    answer,
    wait,
  });
}

/** The order that GitHub prescribes (docs.github.com, "Best practices for using the REST API"), in milliseconds. */
function rateLimitWait(headers: Headers, now: number): number {
  const after = headers['retry-after'];
  if (after !== undefined) {
    const seconds = Number(after);
    const date = Date.parse(String(after));
    if (Number.isFinite(seconds)) return Math.max(0, seconds * 1_000);
    if (!Number.isNaN(date)) return Math.max(0, date - now);
  }
  const reset = Number(headers['x-ratelimit-reset']);
  if (headers['x-ratelimit-remaining'] === '0' && Number.isFinite(reset)) return Math.max(0, reset * 1_000 - now);
  return 60_000;
}

export interface GraphQLRefusal {
  readonly issues: readonly GraphQLIssue[];
  readonly headers: Headers;
  readonly about: string;
  readonly query: string;
}

/** An answer with `errors` is no answer, however much data comes with it. */
export function graphqlFailure(
  { issues, headers, about, query }: GraphQLRefusal,
  redact: (text: string) => string,
): GitHubError {
  const answer = redact(oneLine([...new Set(issues.map((issue) => issue.message))].join('; ')));
  const places = [...new Set(issues.flatMap((issue) => (issue.path === undefined ? [] : [issue.path.join('.')])))];
  const where = places.length === 0 ? '' : ` at ${places.slice(0, 3).join(', ')}`;
  const found = `${about} was answered with errors${where}: ${answer}`;
  const types = new Set(issues.map((issue) => issue.type));
  if (types.has('RATE_LIMITED') || types.has('RATE_LIMIT')) return rateLimited(headers, about, answer, 200);
  const isForbidden = types.has('FORBIDDEN') || types.has('INSUFFICIENT_SCOPES');
  const remedy = remedyFor(answer);
  if (remedy !== undefined) {
    return new GitHubError(isForbidden ? 'GITHUB_DENIED' : 'GITHUB_REFUSED', found, { next: remedy, answer });
  }
  if (isForbidden) {
    const paths = issues.flatMap(({ type, path = [] }) => (type === 'FORBIDDEN' ? [path] : []));
    const lacks = rightsAt(paths, query);
    // The right says more than the place in an answer that it would have opened.
    const message = lacks.length === 0 ? found : `${about} was refused: ${answer}`;
    return new GitHubError('GITHUB_DENIED', message, { next: unexplained, answer, lacks });
  }
  if (types.has('NOT_FOUND')) {
    return new GitHubError('GITHUB_NOT_FOUND', found, { next: unexplained, answer, lacks: [] });
  }
  return new GitHubError('GITHUB_PARTIAL_ANSWER', found, {
    next: 'Run again; if it persists, read what GitHub says.',
    answer,
  });
}
