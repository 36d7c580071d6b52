import type { GitHubContext } from './context.ts';
import type { Person } from './git/objects.ts';
import type { Actor } from './identity/identity.ts';
import type { Repository } from './model/repository.ts';
import { personOf, webFlow } from './pulls/web-flow.ts';

export interface CommitWish {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author?: Person;
  readonly committer?: Person;
}

/**
 * Commits for someone who used the git data API. A bot that says nothing of author and committer gets a commit that GitHub
 * signs; people do not.
 */
export function writeCommitFor(
  context: GitHubContext,
  repository: Repository,
  wish: CommitWish,
  by: Actor,
): Promise<string> {
  const now = context.clock.now();
  const { tree, parents, message } = wish;
  const signed = by.account.kind === 'Bot' && !wish.author && !wish.committer;
  const author = wish.author ?? personOf(by.account, now);
  const committer = signed ? webFlow(now) : (wish.committer ?? author);
  const draft = { tree, parents, message, author, committer };
  return signed ? repository.git.writeCommit(draft, context.signer) : repository.git.writeCommit(draft);
}
