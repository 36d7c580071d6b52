import type { GitHubContext } from '../context.ts';
import type { Account } from '../model/accounts.ts';
import type { Repository } from '../model/repository.ts';
import { accountShape, organizationShape, type Shape } from './account-shapes.ts';
import { repositoryShape } from './repository-shapes.ts';

/** What the payload of every event has. */
export function commonPayload(context: GitHubContext, repository: Repository, sender: Account): Shape {
  const { owner } = repository;
  return {
    repository: repositoryShape(context, repository),
    ...(owner.kind === 'Organization' ? { organization: organizationShape(context, owner) } : {}),
    sender: accountShape(context, sender),
  };
}
