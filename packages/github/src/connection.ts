import type { CommitOid, RepositoryName } from '@bitvault/promotion';
import * as v from 'valibot';
import { checkAccess } from './addresses.ts';
import { graphqlFailure, oneLine } from './failures.ts';
import { GitHubError } from './github-error.ts';
import { retrying, type Repeatable } from './retrying.ts';
import { openTransport, type Answered } from './transport.ts';

export interface ConnectionOptions {
  /** An installation token, GITHUB_TOKEN or personal access token. */
  readonly token: string;
  /** GITHUB_API_URL */
  readonly apiUrl: string;
  /** GITHUB_GRAPHQL_URL */
  readonly graphqlUrl: string;
  readonly repository: RepositoryName;
  /** Told the token before it is used. */
  readonly mask?: (secret: string) => void;
  readonly userAgent?: string;
  /** Milliseconds that one request may spend on retries and rate limits; 120,000 if absent. */
  readonly patience?: number;
}

export type AnySchema = v.GenericSchema<unknown, unknown>;

export interface GraphQLDocument {
  /** `query` or `mutation` with the name of the operation, as errors and records of traffic call it. */
  readonly title: string;
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface QueryAnswer<T> {
  readonly data: T;
  /** GitHub's own clock when it answered. */
  readonly now: Date;
}

export interface MutationAnswer<T> {
  readonly data: T;
  /** What the answer's errors amount to; null where there are none. */
  readonly failure: GitHubError | null;
}

/** What this identity has been told in passing, so that it need not ask again. */
export interface Recollection {
  repositoryId: string | null;
  /** Pull request number → heads that this identity approved. */
  readonly ownApprovals: Map<number, ReadonlySet<CommitOid>>;
}

/** One repository, seen with one token. Everything throws GitHubError. */
export interface GitHubConnection {
  readonly repository: RepositoryName;
  readonly owner: string;
  readonly name: string;
  readonly recollection: Recollection;
  /**
   * A REST request to a route such as `GET /repos/{owner}/{repo}/…`, with `owner` and `repo` filled in. What is
   * `repeatable` is retried: it reads, or does no harm when done twice. What is sent `once` may have taken effect although
   * it throws; `isUnclear` tells.
   */
  rest<S extends AnySchema>(
    repeatable: Repeatable,
    route: string,
    parameters: Readonly<Record<string, unknown>>,
    schema: S,
  ): Promise<v.InferOutput<S>>;
  /** A GraphQL query, retried. Any error in the answer is thrown, whatever data comes with it. */
  query<S extends AnySchema>(document: GraphQLDocument, schema: S): Promise<QueryAnswer<v.InferOutput<S>>>;
  /** A GraphQL mutation, sent once. Errors beside data are handed back, since a part may have taken effect. */
  mutate<S extends AnySchema>(document: GraphQLDocument, schema: S): Promise<MutationAnswer<v.InferOutput<S>>>;
}

/** The answer to any GraphQL request (spec.graphql.org, "Response"). */
const envelope = v.object({
  data: v.optional(v.unknown()),
  errors: v.optional(
    v.array(
      v.object({
        message: v.string(),
        type: v.optional(v.string()),
        path: v.optional(v.array(v.union([v.string(), v.number()]))),
      }),
    ),
  ),
});

/** @throws GitHubError `GITHUB_ADDRESS_INVALID` where token or addresses cannot be used. */
export function connectGitHub(options: ConnectionOptions): GitHubConnection {
  const { token, repository, patience = 120_000, userAgent = 'bitvault-actions' } = options;
  if (token !== '') options.mask?.(token);
  const { apiUrl, graphqlUrl } = checkAccess(options);
  const redact = (text: string): string => text.replaceAll(token, '[REDACTED]');
  const send = openTransport({ token, apiUrl, userAgent, redact });
  const [owner = '', name = ''] = repository.split('/');

  const graphql = async ({ title, text, variables }: GraphQLDocument) => {
    const request = { about: title, method: 'POST', url: graphqlUrl, parameters: { query: text, variables } };
    const { data: body, headers } = await send(request);
    const { data, errors = [] } = validated(envelope, body, title);
    return { data, headers, failure: errors.length === 0 ? null : graphqlFailure(errors, headers, title, redact) };
  };

  return {
    repository,
    owner,
    name,
    recollection: { repositoryId: null, ownApprovals: new Map() },
    rest(repeatable, route, parameters, schema) {
      const [method = '', url = ''] = route.split(' ');
      const filled: Readonly<Record<string, unknown>> = { ...parameters, owner, repo: name };
      const about = route.replaceAll(/\{(\w+)\}/g, (hole, key: string) => (key in filled ? String(filled[key]) : hole));
      const attempt = async () => {
        const answer = await send({ about, method, url, parameters: filled });
        return validated(schema, answer.data, about);
      };
      return retrying(attempt, repeatable, patience);
    },
    query(document, schema) {
      const attempt = async () => {
        const { data, headers, failure } = await graphql(document);
        if (failure !== null) throw failure;
        return { data: validated(schema, data, document.title), now: clockOf(headers, document.title) };
      };
      return retrying(attempt, 'repeatable', patience);
    },
    mutate(document, schema) {
      const attempt = async () => {
        const { data, failure } = await graphql(document);
        if (failure !== null && (data === undefined || data === null)) throw failure;
        return { data: validated(schema, data, document.title), failure };
      };
      return retrying(attempt, 'once', patience);
    },
  };
}

function validated<S extends AnySchema>(schema: S, data: unknown, about: string): v.InferOutput<S> {
  const result = v.safeParse(schema, data, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw answerInvalid(
    about,
    `not as documented: ${v.getDotPath(issue) ?? 'as a whole'}: ${oneLine(issue.message, 200)}`,
  );
}

export function answerInvalid(about: string, what: string): GitHubError {
  return new GitHubError('GITHUB_ANSWER_INVALID', `${about} was answered, but ${what}`, {
    next: 'Run again; if it persists, check that the address is a GitHub API of a supported version.',
  });
}

function clockOf(headers: Answered['headers'], about: string): Date {
  const date = new Date(String(headers['date']));
  if (Number.isNaN(date.getTime())) throw answerInvalid(about, 'its Date header cannot be read');
  return date;
}
