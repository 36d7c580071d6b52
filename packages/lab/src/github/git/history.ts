import type { GitRepository } from './git-repository.ts';
import type { Commit } from './objects.ts';

/** Newest first, parents after children. */
export async function* commitsFrom(git: GitRepository, oid: string): AsyncGenerator<Commit> {
  const seen = new Set([oid]);
  let frontier = [await git.mustCommit(oid)];
  while (frontier.length > 0) {
    const [newest, ...rest] = frontier as [Commit, ...Commit[]];
    yield newest;
    const parents = newest.parents.filter((parent) => !seen.has(parent));
    for (const parent of parents) seen.add(parent);
    frontier = byDate([...rest, ...(await Promise.all(parents.map((parent) => git.mustCommit(parent))))]);
  }
}

/** Both ends are part of it, as with `git log --since --until`; null where there is no such end. */
export async function* committedWithin(
  commits: AsyncIterable<Commit>,
  { since, until }: { readonly since: Date | null; readonly until: Date | null },
): AsyncGenerator<Commit> {
  for await (const commit of commits) {
    const { date } = commit.committer;
    if ((since === null || date >= since) && (until === null || date <= until)) yield commit;
  }
}

/** The commits that changed a path, by the rule of `git log -- <path>`: a parent with the same content is followed alone. */
export async function* commitsTouching(git: GitRepository, oid: string, path: string): AsyncGenerator<Commit> {
  const content = async (commit: Commit): Promise<string> => {
    const entry = await git.entryAt(commit.tree, path);
    return entry ? `${entry.mode} ${entry.oid}` : '';
  };
  const seen = new Set([oid]);
  let frontier = [await git.mustCommit(oid)];
  while (frontier.length > 0) {
    const [newest, ...rest] = frontier as [Commit, ...Commit[]];
    const parents = await Promise.all(newest.parents.map((parent) => git.mustCommit(parent)));
    const own = await content(newest);
    const contents = await Promise.all(parents.map(content));
    const same = parents.find((_, index) => contents[index] === own);
    if (!same && (parents.length > 0 || own !== '')) yield newest;
    const followed = (same ? [same] : parents).filter((parent) => !seen.has(parent.oid));
    for (const parent of followed) seen.add(parent.oid);
    frontier = byDate([...rest, ...followed]);
  }
}

export async function ancestors(git: GitRepository, oid: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for await (const commit of commitsFrom(git, oid)) found.add(commit.oid);
  return found;
}

export async function isAncestor(git: GitRepository, older: string, newer: string): Promise<boolean> {
  for await (const commit of commitsFrom(git, newer)) if (commit.oid === older) return true;
  return false;
}

/** A best common ancestor, or null where histories are unrelated. */
export async function mergeBase(git: GitRepository, left: string, right: string): Promise<string | null> {
  const known = await ancestors(git, left);
  for await (const commit of commitsFrom(git, right)) if (known.has(commit.oid)) return commit.oid;
  return null;
}

/** Commits of `head` that `base` does not have, oldest first. */
export async function commitsBetween(git: GitRepository, base: string, head: string): Promise<Commit[]> {
  const known = await ancestors(git, base);
  const found: Commit[] = [];
  for await (const commit of commitsFrom(git, head)) if (!known.has(commit.oid)) found.push(commit);
  return found.toReversed();
}

/** How a head stands to its base, in the words of GitHub. */
export function comparedAs(ahead: number, behind: number): string {
  if (ahead > 0 && behind > 0) return 'diverged';
  if (ahead > 0) return 'ahead';
  return behind > 0 ? 'behind' : 'identical';
}

export async function take<T>(items: AsyncIterable<T>, limit: number): Promise<T[]> {
  const taken: T[] = [];
  if (limit <= 0) return taken;
  for await (const item of items) {
    taken.push(item);
    if (taken.length === limit) break;
  }
  return taken;
}

const byDate = (commits: Commit[]): Commit[] =>
  commits.toSorted((left, right) => right.committer.date.getTime() - left.committer.date.getTime());
