import { mayRead } from '../identity/access.ts';
import { Refusal } from '../refusal.ts';
import { nodeOfId } from './nodes.ts';
import { instant, type Fields } from './scope.ts';
import { accountSource } from './sources.ts';

export const queryFields: Fields<unknown> = {
  repository: (_, { owner, name }: { owner: string; name: string }, { context, identity }) => {
    const found = context.store.repository(owner, name);
    if (found && mayRead(context.store, identity, found)) return found;
    throw new Refusal(404, 'NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`);
  },
  viewer: (_, __, { by }) => {
    if (by.kind === 'user') return accountSource(by.account);
    // A bot cannot be a `User!`, and yet GitHub answers here with its login.
    return { type: 'User', account: by.account };
  },
  user: (_, { login }: { login: string }, { context }) => {
    const found = context.store.account(login);
    if (found?.kind === 'User') return accountSource(found);
    throw new Refusal(404, 'NOT_FOUND', `Could not resolve to a User with the login of '${login}'.`);
  },
  organization: (_, { login }: { login: string }, { context }) => {
    const found = context.store.account(login);
    if (found?.kind === 'Organization') return accountSource(found);
    throw new Refusal(404, 'NOT_FOUND', `Could not resolve to an Organization with the login of '${login}'.`);
  },
  node: (_, { id }: { id: string }, scope) => nodeOfId(scope, id),
  nodes: (_, { ids }: { ids: readonly string[] }, scope) => ids.map((id) => nodeOfId(scope, id)),
  rateLimit: (_, __, { context }) => ({
    limit: 5000,
    cost: 1,
    used: 1,
    remaining: 4999,
    nodeCount: 0,
    resetAt: instant(new Date(context.clock.now().getTime() + 3_600_000)),
  }),
};
