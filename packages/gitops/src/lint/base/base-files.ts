import { spawn } from 'node:child_process';
import { buffer, text } from 'node:stream/consumers';
import { LintError } from '../lint-error.ts';

/** What a change is to be merged onto, as the checkout's own object database has it. Nothing is fetched. */
export interface BaseFiles {
  /** The commit that was found. */
  readonly commit: string;
  /** The regular files of these paths, from the root of the linted folder; what the base does not have is left out. */
  read(paths: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/**
 * @param root the linted folder, in a checkout
 * @param revisions commits, or names of them, of which the first that is there is taken
 * @throws LintError `LINT_BASE_MISSING` where none is there; its files may still be missing when they are read
 */
export async function openBase(root: string, revisions: readonly string[]): Promise<BaseFiles> {
  for (const revision of revisions) {
    const found = await git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
    if (found.code !== 0) continue;
    const prefix = await git(root, ['rev-parse', '--show-prefix']);
    const commit = found.output.toString('utf8').trim();
    if (prefix.code === 0) return filesOf(root, commit, prefix.output.toString('utf8').trim());
  }
  throw missing(`the base of the change (${revisions.join(', ')}) is not in the checkout`);
}

function filesOf(root: string, commit: string, prefix: string): BaseFiles {
  const tree = treeOf(root, commit, prefix);
  return {
    commit,
    async read(paths) {
      const blobs = await tree();
      const wanted = paths.flatMap((path) => {
        const blob = blobs.get(prefix + path);
        return blob === undefined ? [] : [{ path, blob }];
      });
      const contents = await contentsOf(
        root,
        wanted.map(({ blob }) => blob),
      );
      return new Map(wanted.map(({ path }, index) => [path, contents[index] ?? '']));
    },
  };
}

/** Blob ids of the regular files by their paths from the root of the checkout; listed once, when first asked for. */
function treeOf(root: string, commit: string, prefix: string): () => Promise<ReadonlyMap<string, string>> {
  const list = async (): Promise<ReadonlyMap<string, string>> => {
    const below = prefix === '' ? [] : ['--', prefix];
    const { code, output, errors } = await git(root, ['ls-tree', '-r', '-z', '--full-tree', commit, ...below]);
    if (code !== 0) throw missing(`the files of ${commit} cannot be listed: ${errors.trim()}`);
    const entries = output.toString('utf8').split('\0');
    return new Map(
      entries.flatMap((entry) => {
        const [, blob, path] = /^100\d{3} blob ([0-9a-f]+)\t(.*)$/s.exec(entry) ?? [];
        return blob === undefined || path === undefined ? [] : [[path, blob] as const];
      }),
    );
  };
  let listed: Promise<ReadonlyMap<string, string>> | undefined;
  return () => (listed ??= list());
}

/** In a partial clone a blob may be missing although the tree names it: that is not the same as no file. */
async function contentsOf(root: string, blobs: readonly string[]): Promise<readonly string[]> {
  if (blobs.length === 0) return [];
  const { code, output, errors } = await git(root, ['cat-file', '--batch'], `${blobs.join('\n')}\n`);
  const contents: string[] = [];
  let at = 0;
  for (const blob of blobs) {
    const end = output.indexOf('\n', at);
    const [, size] = /^[0-9a-f]+ blob (\d+)$/.exec(output.toString('utf8', at, end)) ?? [];
    if (code !== 0 || end < 0 || size === undefined)
      throw missing(`file ${blob} of the base cannot be read: ${errors.trim()}`);
    contents.push(output.toString('utf8', end + 1, end + 1 + Number(size)));
    at = end + 1 + Number(size) + 1;
  }
  return contents;
}

const missing = (says: string): LintError =>
  new LintError(
    'LINT_BASE_MISSING',
    says,
    'Give actions/checkout `fetch-depth: 2`, or `fetch-depth: 0` where the branch has moved on: settings and suppressions are compared with those of the base.',
  );

interface Ended {
  readonly code: number | null;
  readonly output: Buffer;
  readonly errors: string;
}

/** Never fetches what a partial clone lacks, and asks nobody. */
async function git(root: string, args: readonly string[], input = ''): Promise<Ended> {
  const child = spawn('git', ['-C', root, ...args], {
    env: { ...process.env, GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0' },
  });
  const closed = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  // Git that ends early reads no more, and says why in its own words.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [output, errors, code] = await Promise.all([buffer(child.stdout), text(child.stderr), closed]);
  return { code, output, errors };
}
