import type { GitRepository } from './git-repository.ts';
import { runGit } from './git-process.ts';

export type FileStatus = 'added' | 'removed' | 'modified' | 'renamed' | 'changed';

export interface FileChange {
  readonly path: string;
  readonly previousPath: string | null;
  readonly status: FileStatus;
  /** Of the new file; of the old one where it was removed. */
  readonly oid: string;
  readonly additions: number;
  readonly deletions: number;
  /** Null for binary files and where no line changes. */
  readonly patch: string | null;
}

const known = new WeakMap<GitRepository, Map<string, Promise<readonly FileChange[]>>>();

/** What changes between two commits or trees, renames found as GitHub finds them. */
export function diffTrees(git: GitRepository, base: string, head: string): Promise<readonly FileChange[]> {
  const cache = known.get(git) ?? new Map<string, Promise<readonly FileChange[]>>();
  known.set(git, cache);
  const key = `${base} ${head}`;
  const found = cache.get(key) ?? readDiff(git, base, head);
  cache.set(key, found);
  return found;
}

async function readDiff(git: GitRepository, base: string, head: string): Promise<readonly FileChange[]> {
  const options = ['diff-tree', '-r', '-M', '-z', '--raw', '--numstat', '--patch', '--full-index', base, head];
  const { code, stdout, stderr } = await runGit(git.directory, options);
  if (code !== 0) throw new Error(`git diff-tree ${base} ${head}: ${stderr}`);
  const text = stdout.toString('utf8');
  const fields = text.split('\0');
  const raws: { meta: string; from: string; to: string }[] = [];
  let at = 0;
  for (; fields[at]?.startsWith(':');) {
    const meta = fields[at] ?? '';
    const renamed = /[RC]\d+$/.test(meta);
    raws.push({ meta, from: fields[at + 1] ?? '', to: fields[at + (renamed ? 2 : 1)] ?? '' });
    at += renamed ? 3 : 2;
  }
  const counts = raws.map(() => {
    const [added = '', deleted = '', name = ''] = (fields[at] ?? '').split('\t');
    at += name === '' ? 3 : 1;
    return { additions: Number(added) || 0, deletions: Number(deleted) || 0, binary: added === '-' };
  });
  const patches = splitPatches(fields.slice(at).join('\0').replace(/^\0/, ''));
  return raws.map(({ meta, from, to }, index) => {
    const [oldMode = '', newMode = '', oldOid = '', newOid = '', letter = ''] = meta.slice(1).split(' ');
    const status = statusOf(letter, oldOid === newOid && oldMode !== newMode);
    const count = counts[index] ?? { additions: 0, deletions: 0, binary: false };
    return {
      path: to,
      previousPath: status === 'renamed' ? from : null,
      status,
      oid: status === 'removed' ? oldOid : newOid,
      additions: count.additions,
      deletions: count.deletions,
      patch: count.binary || !patches[index] ? null : patches[index],
    };
  });
}

function statusOf(letter: string, onlyMode: boolean): FileStatus {
  if (letter === 'A') return 'added';
  if (letter === 'D') return 'removed';
  if (letter.startsWith('R')) return 'renamed';
  return letter === 'T' || onlyMode ? 'changed' : 'modified';
}

/** The hunks of each file, from `@@` on, as the API gives them. */
function splitPatches(text: string): string[] {
  return text
    .split(/^diff --git /m)
    .slice(1)
    .map((section) => {
      const hunks = section.indexOf('\n@@ ');
      return hunks < 0 ? '' : section.slice(hunks + 1).replace(/\n$/, '');
    });
}
