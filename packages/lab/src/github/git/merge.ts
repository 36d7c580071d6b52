import type { GitRepository } from './git-repository.ts';
import { runGit } from './git-process.ts';
import { mergeBase } from './history.ts';

const known = new WeakMap<GitRepository, Map<string, Promise<string | null>>>();

/** The tree of merging `head` into `base`, or null where they conflict. */
export function mergedTree(git: GitRepository, base: string, head: string): Promise<string | null> {
  const cache = known.get(git) ?? new Map<string, Promise<string | null>>();
  known.set(git, cache);
  const key = `${base} ${head}`;
  const found = cache.get(key) ?? computeMerge(git, base, head);
  cache.set(key, found);
  return found;
}

async function computeMerge(git: GitRepository, base: string, head: string): Promise<string | null> {
  const common = await mergeBase(git, base, head);
  if (common === base) return (await git.mustCommit(head)).tree;
  if (common === head) return (await git.mustCommit(base)).tree;
  if (common === null) return null;
  return mergeTree(git, ['merge-tree', '--write-tree', base, head]);
}

async function mergeTree(git: GitRepository, parameters: readonly string[]): Promise<string | null> {
  const { code, stdout, stderr } = await runGit(git.directory, parameters);
  if (code > 1) throw new Error(`git ${parameters.join(' ')}: ${stderr}`);
  return code === 0 ? stdout.toString('utf8').trim().slice(0, 40) : null;
}
