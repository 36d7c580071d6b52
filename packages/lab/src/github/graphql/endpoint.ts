import {
  buildSchema,
  execute,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  type GraphQLTypeResolver,
} from 'graphql';
import { json, type Answer, type Operation } from '../../http/part-server.ts';
import type { GitHubContext } from '../context.ts';
import { isActor, type Identity } from '../identity/identity.ts';
import { Refusal } from '../refusal.ts';
import { refusalAnswer } from '../rest/router.ts';
import { isRecord } from '../rest/body-reader.ts';
import { gitMutations } from './git-mutations.ts';
import { blobFields, commitFields, comparisonFields, refFields, treeEntryFields, treeFields } from './git-types.ts';
import { issueFields } from './issue-types.ts';
import { pullMutations } from './pull-mutations.ts';
import { commentFields, labelFields, pullFields, reviewFields } from './pull-types.ts';
import { queryFields } from './query-types.ts';
import { accountFields, repositoryFields } from './repository-types.ts';
import { GraphQLScope } from './scope.ts';
import { checkRunFields, statusCheckRollupFields, statusContextFields, statusFields } from './status-types.ts';

type AnyField = (source: unknown, args: unknown, scope: GraphQLScope) => unknown;

const types: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  Query: queryFields,
  Mutation: { ...pullMutations, ...gitMutations },
  Repository: repositoryFields,
  User: accountFields,
  Bot: accountFields,
  Organization: accountFields,
  Ref: refFields,
  Comparison: comparisonFields,
  Commit: commitFields,
  Tree: treeFields,
  TreeEntry: treeEntryFields,
  Blob: blobFields,
  PullRequest: pullFields,
  Issue: issueFields,
  PullRequestReview: reviewFields,
  IssueComment: commentFields,
  Label: labelFields,
  Status: statusFields,
  StatusCheckRollup: statusCheckRollupFields,
  StatusContext: statusContextFields,
  CheckRun: checkRunFields,
};

const modelTypes: Readonly<Record<string, string>> = { repository: 'Repository', pull: 'PullRequest', issue: 'Issue' };

const typeOf: GraphQLTypeResolver<unknown, GraphQLScope> = (source) => {
  if (!isRecord(source)) return undefined;
  if (typeof source['type'] === 'string') return source['type'];
  return typeof source['kind'] === 'string' ? modelTypes[source['kind']] : undefined;
};

/** A type's own resolver, or else the property of a plain value such as a page's; anything else is not in the lab. */
const resolveField: GraphQLFieldResolver<unknown, GraphQLScope> = (source, args, scope, { parentType, fieldName }) => {
  const resolver = types[parentType.name]?.[fieldName];
  if (resolver) return (resolver as AnyField)(source, args, scope);
  if (types[parentType.name] === undefined && isRecord(source) && fieldName in source) {
    const value = source[fieldName];
    return typeof value === 'function' ? (value as () => unknown)() : value;
  }
  throw new GraphQLError(`${parentType.name}.${fieldName} is not implemented in the lab`);
};

let built: Promise<GraphQLSchema> | undefined;
/** Reading and building GitHub's schema takes a second, so it is done once and only where it is needed. */
const theSchema = (): Promise<GraphQLSchema> =>
  (built ??= import('@octokit/graphql-schema').then(({ schema }) =>
    buildSchema(schema.idl, { assumeValid: true, noLocation: true }),
  ));

interface GraphQLRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
}

function readRequest(body: Buffer): GraphQLRequest | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (!isRecord(value) || typeof value['query'] !== 'string') return undefined;
    const { variables, operationName: operation } = value;
    return {
      query: value['query'],
      variables: isRecord(variables) ? variables : {},
      operationName: typeof operation === 'string' ? operation : undefined,
    };
  } catch {
    return undefined;
  }
}

/** What a GraphQL request is told of as in the lab's traffic. What cannot be told counts as a mutation. */
export function operationOf(body: Buffer): Operation {
  const request = readRequest(body);
  const [, kind, name] = /^\s*(query|mutation)\b\s*(\w+)?/m.exec(request?.query ?? '') ?? [];
  return { name: request?.operationName ?? name, kind: kind === 'query' ? 'query' : 'mutation' };
}

/** Serves `/api/graphql`: whatever goes wrong in a query is told in a body with status 200. */
export async function serveGraphQL(context: GitHubContext, identity: Identity, body: Buffer): Promise<Answer> {
  if (!isActor(identity))
    return refusalAnswer(new Refusal(401, 'FORBIDDEN', 'This endpoint requires you to be authenticated.'));
  const request = readRequest(body);
  if (!request)
    return json(400, { message: 'Problems parsing JSON', documentation_url: 'https://docs.github.com/graphql' });
  const document = parseQuery(request.query);
  if (document instanceof GraphQLError) return json(200, { errors: [errorShape(document)] });
  const schema = await theSchema();
  const mistakes = validate(schema, document);
  if (mistakes.length > 0) return json(200, { errors: mistakes.map(errorShape) });
  const result = await execute({
    schema,
    document,
    variableValues: request.variables,
    operationName: request.operationName ?? null,
    contextValue: new GraphQLScope(context, identity),
    fieldResolver: resolveField,
    typeResolver: typeOf,
  });
  const data = result.data === undefined ? {} : { data: result.data };
  return json(200, result.errors ? { ...data, errors: result.errors.map(errorShape) } : data);
}

function parseQuery(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

function errorShape(error: GraphQLError) {
  const { locations, path, originalError, message } = error;
  if (originalError instanceof Refusal)
    return {
      type: originalError.type,
      path,
      ...(originalError.type === 'FORBIDDEN' ? { extensions: { saml_failure: false } } : {}),
      locations,
      message: originalError.graphqlMessage,
    };
  return { ...(path ? { path } : {}), locations, message };
}
