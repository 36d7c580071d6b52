import type { GitRepository } from './git-repository.ts';
import type { TreeEntry } from './objects.ts';

/** What stands at a path afterwards; null deletes it. */
export type TreeEdit = { readonly mode: string; readonly type: TreeEntry['type']; readonly oid: string } | null;

/** A new tree: `base` (or nothing) with these paths changed. */
export async function editTree(
  git: GitRepository,
  base: string | null,
  edits: ReadonlyMap<string, TreeEdit>,
): Promise<string> {
  return (await editFolder(git, base, edits)) ?? (await git.writeTree([]));
}

async function editFolder(
  git: GitRepository,
  base: string | null,
  edits: ReadonlyMap<string, TreeEdit>,
): Promise<string | null> {
  const entries = new Map((base === null ? [] : ((await git.tree(base)) ?? [])).map((entry) => [entry.name, entry]));
  const folders = new Map<string, Map<string, TreeEdit>>();
  for (const [path, edit] of edits) {
    const slash = path.indexOf('/');
    if (slash >= 0) {
      const folder = path.slice(0, slash);
      folders.set(folder, (folders.get(folder) ?? new Map<string, TreeEdit>()).set(path.slice(slash + 1), edit));
    } else if (edit) entries.set(path, { name: path, ...edit });
    else entries.delete(path);
  }
  for (const [name, inside] of folders) {
    const old = entries.get(name);
    const oid = await editFolder(git, old?.type === 'tree' ? old.oid : null, inside);
    if (oid === null) entries.delete(name);
    else entries.set(name, { name, mode: '040000', type: 'tree', oid });
  }
  return entries.size === 0 ? null : git.writeTree([...entries.values()]);
}
