import type { CommitOid, RepositoryName } from '@bitvault/promotion';
import * as v from 'valibot';
import { checkAccess } from './addresses.ts';
import { graphqlFailure, oneLine } from './failures.ts';
import { GitHubError } from './github-error.ts';
import { holderText, lackText, rightsRemedy, sightRemedy, type Credential, type Holder } from './identity.ts';
import { retrying, type Repeatable } from './retrying.ts';
import { withoutSecrets } from './posted-texts.ts';
import { openTransport, type Answered, type Outgoing, type Transport } from './transport.ts';

export interface ConnectionOptions {
  /** An installation token, GITHUB_TOKEN or personal access token. */
  readonly token: string;
  /** GITHUB_API_URL */
  readonly apiUrl: string;
  /** GITHUB_GRAPHQL_URL */
  readonly graphqlUrl: string;
  readonly repository: RepositoryName;
  /** Where the token is from, for those who have to correct its rights; the input `token` if absent. */
  readonly credential?: Credential;
  /** Of another connection with the same token. */
  readonly recollection?: Recollection;
  /** Takes secrets out of what is posted for people to read: titles, texts and messages. */
  readonly redact?: (text: string) => string;
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
  /** Another repository, seen with the same token. */
  elsewhere(repository: RepositoryName): GitHubConnection;
  /** Whose token it is: another request where GitHub has not been asked yet. */
  holder(): Promise<Holder>;
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
  const post = options.redact ?? ((text: string) => text);
  const transport = openTransport({ token, apiUrl, userAgent, redact });
  const send: Transport = (request) =>
    transport({ ...request, parameters: withoutSecrets(request.parameters, post) as Outgoing['parameters'] });
  const [owner = '', name = ''] = repository.split('/');

  const graphql = async ({ title, text, variables }: GraphQLDocument) => {
    const request = { about: title, method: 'POST', url: graphqlUrl, parameters: { query: text, variables } };
    const { data: body, headers } = await send(request);
    const { data, errors = [] } = validated(envelope, body, title);
    const refusal = { issues: errors, headers, about: title, query: text };
    return { data, headers, failure: errors.length === 0 ? null : graphqlFailure(refusal, redact) };
  };
  const credential = options.credential ?? { input: 'token' };
  let login: Promise<string | null> | undefined;
  const holder = async (): Promise<Holder> => ({
    ...credential,
    login: await (login ??= loginOf(graphql)),
    repository,
  });
  const explaining = async <T>(request: Promise<T>): Promise<T> => {
    try {
      return await request;
    } catch (error) {
      throw error instanceof GitHubError ? await explained(error, holder) : error;
    }
  };

  return {
    repository,
    owner,
    name,
    recollection: options.recollection ?? { repositoryId: null, ownApprovals: new Map() },
    holder,
    elsewhere: (other) => {
      const { recollection: _, ...same } = options;
      return connectGitHub({ ...same, repository: other });
    },
    rest(repeatable, route, parameters, schema) {
      const [method = '', url = ''] = route.split(' ');
      const filled: Readonly<Record<string, unknown>> = { ...parameters, owner, repo: name };
      const about = route.replaceAll(/\{(\w+)\}/g, (hole, key: string) => (key in filled ? String(filled[key]) : hole));
      const attempt = async () => {
        const answer = await send({ about, method, url, parameters: filled });
        return validated(schema, answer.data, about);
      };
      return explaining(retrying(attempt, repeatable, patience));
    },
    query(document, schema) {
      const attempt = async () => {
        const { data, headers, failure } = await graphql(document);
        if (failure !== null) throw failure;
        return { data: validated(schema, data, document.title), now: clockOf(headers, document.title) };
      };
      return explaining(retrying(attempt, 'repeatable', patience));
    },
    mutate(document, schema) {
      const attempt = async () => {
        const { data, failure } = await graphql(document);
        if (failure !== null && (data === undefined || data === null)) throw failure;
        const told = failure === null ? null : await explained(failure, holder);
        return { data: validated(schema, data, document.title), failure: told };
      };
      return explaining(retrying(attempt, 'once', patience));
    },
  };
}

const viewerAnswer = v.object({ viewer: v.object({ login: v.string() }) });

/** Any token may ask whose it is. That it cannot be found out must not hide why that was asked. */
async function loginOf(
  graphql: (document: GraphQLDocument) => Promise<{ readonly data: unknown }>,
): Promise<string | null> {
  try {
    const title = 'query WhoAsks';
    const { data } = await graphql({ title, text: `${title} { viewer { login } }`, variables: {} });
    return validated(viewerAnswer, data, title).viewer.login;
  } catch (error) {
    if (error instanceof GitHubError) return null;
    throw error;
  }
}

/** The same error with whose token was refused, what it lacks, and where that is set. */
async function explained(error: GitHubError, holder: () => Promise<Holder>): Promise<GitHubError> {
  const { code, message, status, answer, wait, lacks } = error;
  if (lacks === null) return error;
  const who = await holder();
  const isHidden = code === 'GITHUB_NOT_FOUND';
  const what = isHidden ? 'may not see it' : lackText(lacks);
  return new GitHubError(code, `${message}; ${holderText(who)} ${what}`, {
    next: isHidden ? sightRemedy(who, lacks) : rightsRemedy(who, lacks),
    answer,
    ...(status !== null && { status }),
    ...(wait !== null && { wait }),
  });
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
