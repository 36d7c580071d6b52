import type { GitHubContext } from '../context.ts';
import { authorize } from '../identity/access.ts';
import { isActor, type Actor, type Identity } from '../identity/identity.ts';
import type { PermissionLevel } from '../model/accounts.ts';
import type { Repository } from '../model/repository.ts';
import { Refusal } from '../refusal.ts';

/** What resolvers work with, for one request. */
export class GraphQLScope {
  readonly context: GitHubContext;
  readonly identity: Identity;

  constructor(context: GitHubContext, identity: Identity) {
    this.context = context;
    this.identity = identity;
  }

  get by(): Actor {
    if (!isActor(this.identity)) throw new Refusal(401, 'FORBIDDEN', 'Requires authentication');
    return this.identity;
  }

  /** @throws {Refusal} FORBIDDEN or NOT_FOUND */
  authorize(repository: Repository, permission: `${string}:${PermissionLevel}`): void {
    const [name = '', level = 'read'] = permission.split(':');
    authorize(this.context.store, this.identity, repository, { permission: name, level: level as PermissionLevel });
  }
}

/** The resolvers of one type's fields. What is not here does not exist in the lab. */
export type Fields<S> = Readonly<Record<string, (source: S, args: never, scope: GraphQLScope) => unknown>>;

export const instant = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z');
