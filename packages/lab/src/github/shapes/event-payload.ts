import type { GitHubContext } from '../context.ts';
import type { Account } from '../model/accounts.ts';
import type { Repository } from '../model/repository.ts';
import { accountShape, type Shape } from './account-shapes.ts';
import { repositoryShape } from './repository-shapes.ts';

/** What the payload of every event has. */
export function commonPayload(context: GitHubContext, repository: Repository, sender: Account): Shape {
  const owner = accountShape(context, repository.owner);
  return {
    repository: repositoryShape(context, repository),
    ...(repository.owner.kind === 'Organization' ? { organization: owner } : {}),
    sender: accountShape(context, sender),
  };
}
