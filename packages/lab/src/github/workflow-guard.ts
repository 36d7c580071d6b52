import { ancestors, commitsFrom } from './git/history.ts';
import type { Commit } from './git/objects.ts';
import type { Actor } from './identity/identity.ts';
import type { Repository } from './model/repository.ts';

const folder = '.github/workflows';

/**
 * Why an App may not bring this commit in, or null: one without the permission `workflows` creates or changes no workflow
 * files. Commits that the repository's branch has already are not looked at.
 */
export async function workflowRefusal(
  repository: Repository,
  change: { readonly before: string | null; readonly after: string },
  by: Actor,
): Promise<string | null> {
  if (by.kind === 'user' || by.permissions['workflows'] === 'write') return null;
  const { git, defaultBranch } = repository;
  const known = new Set<string>();
  for (const tip of [change.before, git.branch(defaultBranch)])
    if (tip !== null) for (const oid of await ancestors(git, tip)) known.add(oid);
  const content = async (commit: Commit): Promise<string> => (await git.entryAt(commit.tree, folder))?.oid ?? '';
  for await (const commit of commitsFrom(git, change.after)) {
    if (known.has(commit.oid)) continue;
    const parents = await Promise.all(commit.parents.map(async (oid) => content(await git.mustCommit(oid))));
    const own = await content(commit);
    if (own !== '' && !parents.includes(own))
      return `refusing to allow a GitHub App to create or update workflow files in \`${folder}\` without \`workflows\` permission`;
  }
  return null;
}
