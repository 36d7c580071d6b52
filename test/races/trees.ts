import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Repository } from '@bitvault/lab';

const run = promisify(execFile);

type At = Readonly<Repository>;
type Commit = Awaited<ReturnType<Repository['git']['mustCommit']>>;

/** What a commit has at a path; null where there is nothing, or no text. */
export async function textAt({ git }: At, commit: string, path: string): Promise<string | null> {
  const entry = await git.entryAt((await git.mustCommit(commit)).tree, path);
  const content = entry?.type === 'blob' ? await git.blob(entry.oid) : null;
  return content?.toString('utf8') ?? null;
}

export interface Difference {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** The files in which two commits differ, with their texts. */
export async function differences(repository: At, before: string, after: string): Promise<readonly Difference[]> {
  const [left, right] = await Promise.all([filesOf(repository, before), filesOf(repository, after)]);
  const paths = [...new Set([...left.keys(), ...right.keys()])].filter((path) => left.get(path) !== right.get(path));
  return Promise.all(
    paths.map(async (path) => ({
      path,
      before: await textAt(repository, before, path),
      after: await textAt(repository, after, path),
    })),
  );
}

/** Path → mode and object. */
async function filesOf({ git }: At, commit: string): Promise<ReadonlyMap<string, string>> {
  const found = await git.walk((await git.mustCommit(commit)).tree);
  return new Map(
    found
      .filter(({ entry }) => entry.type !== 'tree')
      .map(({ path, entry: { mode, oid } }) => [path, `${mode} ${oid}`]),
  );
}

/** A commit and all that it stands on, newest first. */
export async function versionsOf({ git }: At, commit: string): Promise<readonly Commit[]> {
  const found = new Map<string, Commit>();
  const waiting = [commit];
  for (let oid = waiting.shift(); oid !== undefined; oid = waiting.shift()) {
    if (found.has(oid)) continue;
    const read = await git.mustCommit(oid);
    found.set(oid, read);
    waiting.push(...read.parents);
  }
  return [...found.values()];
}

/** The tree that git makes of merging one commit into another; null where they conflict. */
export async function mergedTree({ git }: At, base: string, head: string): Promise<string | null> {
  try {
    const { stdout } = await run('git', ['merge-tree', '--write-tree', base, head], { cwd: git.directory });
    return stdout.trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 1) return null;
    throw error;
  }
}
