import type { PullRequest } from '../model/pulls.ts';
import type { Repository } from '../model/repository.ts';
import { parseNodeId } from '../node-ids.ts';
import { mayRead } from '../identity/access.ts';
import { Refusal } from '../refusal.ts';
import type { GraphQLScope } from './scope.ts';
import { accountSource, objectSource, refSource } from './sources.ts';

const unresolved = (id: string): Refusal =>
  new Refusal(404, 'NOT_FOUND', `Could not resolve to a node with the global id of '${id}'.`);

/** @throws {Refusal} NOT_FOUND */
export function repositoryOfId(scope: GraphQLScope, id: string): Repository {
  const { store } = scope.context;
  const node = parseNodeId(id);
  const found =
    node?.kind === 'Repository' ? store.repositories.find((each) => each.id === Number(node.key)) : undefined;
  if (!found || !mayRead(store, scope.identity, found)) throw unresolved(id);
  return found;
}

/** @throws {Refusal} NOT_FOUND */
export function pullOfId(scope: GraphQLScope, id: string): PullRequest {
  const { store } = scope.context;
  const node = parseNodeId(id);
  const all = store.repositories.flatMap((repository) => repository.pulls);
  const found = node?.kind === 'PullRequest' ? all.find((pull) => pull.id === Number(node.key)) : undefined;
  if (!found || !mayRead(store, scope.identity, found.repository)) throw unresolved(id);
  return found;
}

/** Whatever has this id and can be read. @throws {Refusal} NOT_FOUND */
export function nodeOfId(scope: GraphQLScope, id: string): unknown {
  const { store } = scope.context;
  const node = parseNodeId(id);
  switch (node?.kind) {
    case 'Repository':
      return repositoryOfId(scope, id);
    case 'PullRequest':
      return pullOfId(scope, id);
    case 'Account':
      return accountSource(store.accounts.find((account) => account.id === Number(node.key)) ?? null);
    case 'PullRequestReview':
      return reviewOfId(scope, Number(node.key)) ?? null;
    case 'Commit':
    case 'Tree':
    case 'Blob':
    case 'Ref':
      return gitNode(scope, node.kind, node.key, id);
    case undefined:
    default:
      throw unresolved(id);
  }
}

function reviewOfId(scope: GraphQLScope, id: number) {
  for (const pull of scope.context.store.repositories.flatMap((repository) => repository.pulls)) {
    const review = pull.reviews.find((each) => each.id === id);
    if (review && mayRead(scope.context.store, scope.identity, pull.repository))
      return { type: 'PullRequestReview', pull, review };
  }
  return undefined;
}

function gitNode(scope: GraphQLScope, kind: string, key: string, id: string) {
  const colon = key.indexOf(':');
  const repository = scope.context.store.repositories.find((each) => each.id === Number(key.slice(0, colon)));
  if (!repository || !mayRead(scope.context.store, scope.identity, repository)) throw unresolved(id);
  scope.authorize(repository, 'contents:read');
  const rest = key.slice(colon + 1);
  return kind === 'Ref' ? refSource(repository, rest) : objectSource(repository, rest);
}
