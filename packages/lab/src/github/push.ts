import type { GitHubContext } from './context.ts';
import { diffTrees } from './git/diff.ts';
import { isAncestor, commitsBetween } from './git/history.ts';
import { zeroOid, type Commit } from './git/objects.ts';
import type { RefChange, RefUpdate } from './git/refs.ts';
import type { Actor } from './identity/identity.ts';
import { fullName, protectionOf, type Repository } from './model/repository.ts';
import { restricts, rulesetsOf } from './model/rulesets.ts';
import { bypasses, mayUpdate, updateRestricted } from './pulls/protection.ts';
import { followRefs } from './pulls/synchronize.ts';
import { Refusal } from './refusal.ts';
import { workflowRefusal } from './workflow-guard.ts';
import { commonPayload } from './shapes/event-payload.ts';

/** Why someone may not move this ref by themselves, or null. */
export function branchRefusal(
  context: GitHubContext,
  repository: Repository,
  { name: ref, after }: Pick<RefUpdate, 'name' | 'after'>,
  by: Actor,
): string | null {
  if (ref.startsWith('refs/pull/')) return 'Only GitHub itself moves pull request refs.';
  const before = repository.git.refs.get(ref);
  const change = after === null ? 'deletion' : before === null ? 'creation' : 'update';
  const slug = by.kind === 'installation' ? by.installation.app.slug : null;
  const restricting = rulesetsOf(repository, ref).filter((ruleset) => restricts(ruleset, change, slug));
  if (restricting.length > 0) return restricted[change];
  const protection = protectionOf(repository, ref.replace(/^refs\/heads\//, ''));
  if (protection && after !== null && !mayUpdate(protection, by)) return updateRestricted;
  if (!protection || bypasses(context, protection, repository, by)) return null;
  return protection.requiredApprovals > 0 || protection.requiredContexts.length > 0
    ? 'Changes must be made through a pull request.'
    : null;
}

/** GitHub's words for each kind of change that a ruleset keeps to others. */
const restricted = {
  creation: 'Cannot create ref due to creations being restricted.',
  update: updateRestricted,
  deletion: 'Cannot delete this branch',
} as const;

/**
 * Moves refs for someone, all or none, and lets pull requests and workflows follow.
 * @throws {RefConflict} where a ref does not stand where it must
 * @throws {Refusal} where a branch is protected
 */
export async function moveRefs(
  context: GitHubContext,
  repository: Repository,
  updates: readonly RefUpdate[],
  by: Actor,
): Promise<void> {
  for (const { name, after } of updates) {
    const before = repository.git.refs.get(name);
    const isCommit = after !== null && (await repository.git.commit(after)) !== null;
    const workflows = isCommit ? await workflowRefusal(repository, { before, after }, by) : null;
    if (workflows !== null) throw new Refusal(403, 'FORBIDDEN', workflows);
    const reason = branchRefusal(context, repository, { name, after }, by);
    if (reason !== null) throw new Refusal(422, 'UNPROCESSABLE', `Repository rule violations found\n\n${reason}\n\n`);
  }
  await settle(context, repository, await repository.git.refs.update(updates), by);
}

/** What follows from refs having moved. */
export async function settle(
  context: GitHubContext,
  repository: Repository,
  changes: readonly RefChange[],
  by: Actor,
): Promise<void> {
  repository.pushedAt = context.clock.now();
  await followRefs(context, repository, changes, by);
  for (const change of changes) await emitPush(context, repository, change, by);
}

async function emitPush(
  context: GitHubContext,
  repository: Repository,
  { name, before, after }: RefChange,
  by: Actor,
): Promise<void> {
  if (after === null || !/^refs\/(heads|tags)\//.test(name) || !context.events.wants(by, 'push')) return;
  const { git } = repository;
  const base = before ?? git.branch(repository.defaultBranch) ?? after;
  const commits = await commitsBetween(git, base, after);
  const head = await git.commit(after);
  const told = await Promise.all(commits.map((commit) => pushedCommit(context, repository, commit)));
  const headTold = head && (await pushedCommit(context, repository, head));
  const payload = {
    ref: name,
    before: before ?? zeroOid,
    after,
    created: before === null,
    deleted: false,
    forced: before !== null && !(await isAncestor(git, before, after)),
    base_ref: null,
    compare: context.links.repoPage(repository, `compare/${(before ?? zeroOid).slice(0, 12)}...${after.slice(0, 12)}`),
    commits: told,
    head_commit: headTold,
    pusher: { name: by.account.login },
    ...commonPayload(context, repository, by.account),
  };
  const repositoryName = fullName(repository);
  const { login: actor } = by.account;
  context.events.emit(
    { name: 'push', repository: repositoryName, ref: name, sha: after, workflowSha: after, actor, payload },
    by,
  );
}

async function pushedCommit(context: GitHubContext, repository: Repository, commit: Commit) {
  const [parent] = commit.parents;
  const files = parent === undefined ? [] : await diffTrees(repository.git, parent, commit.oid);
  const paths = (statuses: readonly string[]): readonly string[] =>
    files.filter((file) => statuses.includes(file.status)).map((file) => file.path);
  return {
    id: commit.oid,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message.trimEnd(),
    timestamp: commit.committer.date.toISOString(),
    url: context.links.repoPage(repository, `commit/${commit.oid}`),
    author: { name: commit.author.name, email: commit.author.email },
    committer: { name: commit.committer.name, email: commit.committer.email },
    added: paths(['added']),
    removed: paths(['removed']),
    modified: paths(['modified', 'changed', 'renamed']),
  };
}
