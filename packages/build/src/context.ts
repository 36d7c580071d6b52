import { constants } from 'node:fs';
import { lstat, open, readdir, readlink, realpath } from 'node:fs/promises';
import { posix } from 'node:path';
import dockerignore from '@balena/dockerignore';
import { BuildError } from './build-error.ts';

/** One thing of a context directory. Paths are relative, with `/`. */
export type ContextEntry =
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'file'; readonly path: string; readonly executable: boolean; readonly bytes: Uint8Array }
  | { readonly kind: 'symlink'; readonly path: string; readonly target: string };

const mostEntries = 100_000;
/** One layer is put together in memory. */
const mostBytes = 512 * 1024 * 1024;

/**
 * Reads a directory as the content of a layer, heeding its `.dockerignore`. Links are kept, never followed, and only if
 * they stay inside. Sorted by the bytes of the path, so that neither the file system nor a locale decides the order.
 * Throws `BuildError` with one of the `CONTEXT_…` codes.
 */
export async function readContext(directory: string): Promise<readonly ContextEntry[]> {
  const root = await contextRoot(directory);
  const walk: Walk = { root, ignore: await readIgnore(root), entries: [], bytes: 0 };
  try {
    await visit(walk, '');
  } catch (error) {
    if (error instanceof BuildError) throw error;
    throw new BuildError('CONTEXT_UNREADABLE', `the context ${JSON.stringify(directory)} cannot be read`, {
      cause: error,
    });
  }
  return walk.entries.toSorted((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
}

interface IgnoreRules {
  readonly ignores: (path: string) => boolean;
  /** Whether a rule starting with `!` can bring back something from an ignored directory. */
  readonly exceptions: boolean;
}

interface Walk {
  readonly root: string;
  readonly ignore: IgnoreRules;
  readonly entries: ContextEntry[];
  bytes: number;
}

async function contextRoot(directory: string): Promise<string> {
  try {
    const root = await realpath(directory);
    if ((await lstat(root)).isDirectory()) return root;
  } catch (cause) {
    throw new BuildError('CONTEXT_MISSING', `the context ${JSON.stringify(directory)} cannot be read`, { cause });
  }
  throw new BuildError('CONTEXT_MISSING', `the context ${JSON.stringify(directory)} is not a directory`);
}

async function readIgnore(root: string): Promise<IgnoreRules> {
  const bytes = await readIfThere(posix.join(root, '.dockerignore'));
  if (!bytes) return { ignores: () => false, exceptions: false };
  const lines = Buffer.from(bytes).toString('utf8').split(/\r?\n/);
  // Docker tells `Secret` from `secret`; the library's default does not.
  const rules = dockerignore.default({ ignorecase: false }).add(lines);
  compile(rules);
  return { ignores: (path) => rules.ignores(path), exceptions: lines.some((line) => line.startsWith('!')) };
}

/** Patterns are only looked at when something is matched. */
function compile(rules: { readonly ignores: (path: string) => boolean }): void {
  try {
    rules.ignores('any');
  } catch (cause) {
    throw new BuildError('CONTEXT_UNREADABLE', '.dockerignore has a pattern that cannot be read', { cause });
  }
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return (await readFileUnlinked(path)).bytes;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new BuildError('CONTEXT_UNSAFE', '.dockerignore is not a file that can be read', { cause: error });
  }
}

/** Says whether anything of `directory` is in, so that empty leftovers of ignored directories do not appear. */
async function visit(walk: Walk, directory: string): Promise<boolean> {
  let kept = false;
  for (const name of await namesIn(walk, directory)) {
    const path = directory === '' ? name : `${directory}/${name}`;
    kept = (await visitEntry(walk, path)) || kept;
  }
  return kept;
}

async function visitEntry(walk: Walk, path: string): Promise<boolean> {
  const ignored = walk.ignore.ignores(path);
  if (ignored && !walk.ignore.exceptions) return false;
  const absolute = posix.join(walk.root, path);
  const stats = await lstat(absolute);
  if (stats.isDirectory()) {
    const kept = await visit(walk, path);
    if (ignored && !kept) return false;
    return keep(walk, { kind: 'directory', path });
  }
  if (ignored) return false;
  if (stats.isSymbolicLink()) return keep(walk, { kind: 'symlink', path, target: await insideTarget(absolute, path) });
  if (stats.isFile()) return keep(walk, { kind: 'file', path, ...(await readContextFile(absolute, walk)) });
  throw new BuildError('CONTEXT_UNSAFE', `${JSON.stringify(path)} is a socket, pipe or device`);
}

function keep(walk: Walk, entry: ContextEntry): true {
  // In a layer these names delete what lies below (image-spec, layer.md, "Whiteouts").
  if (posix.basename(entry.path).startsWith('.wh.'))
    throw new BuildError(
      'CONTEXT_UNSAFE',
      `${JSON.stringify(entry.path)} has a name that deletes files of the base image`,
    );
  if (walk.entries.push(entry) > mostEntries)
    throw new BuildError('CONTEXT_TOO_LARGE', `the context holds more than ${mostEntries} files`);
  return true;
}

/** Names as bytes: decoding one that is not UTF-8 would quietly make it another name. */
async function namesIn(walk: Walk, directory: string): Promise<readonly string[]> {
  const names = await readdir(posix.join(walk.root, directory), { encoding: 'buffer' });
  return names.map((bytes) => {
    const name = bytes.toString('utf8');
    if (Buffer.from(name, 'utf8').equals(bytes)) return name;
    throw new BuildError('CONTEXT_UNSAFE', `a file name in ${JSON.stringify(`./${directory}`)} is not UTF-8`);
  });
}

async function insideTarget(absolute: string, path: string): Promise<string> {
  const target = await readlink(absolute);
  const reached = posix.normalize(posix.join(posix.dirname(path), target));
  if (posix.isAbsolute(target) || reached === '..' || reached.startsWith('../'))
    throw new BuildError('CONTEXT_UNSAFE', `the link ${JSON.stringify(path)} leads out of the context`);
  return target;
}

async function readContextFile(absolute: string, walk: Walk) {
  const file = await readFileUnlinked(absolute, mostBytes - walk.bytes);
  walk.bytes += file.bytes.length;
  return file;
}

/** Refuses to follow a link that has taken the file's place since it was looked at. */
async function readFileUnlinked(absolute: string, limit = mostBytes) {
  await using file = await open(absolute, constants.O_RDONLY | constants.O_NOFOLLOW);
  const { mode, size } = await file.stat();
  if (size > limit)
    throw new BuildError('CONTEXT_TOO_LARGE', `the context holds more than ${mostBytes / 1024 / 1024} MiB`);
  return { executable: (mode & 0o100) !== 0, bytes: new Uint8Array(await file.readFile()) };
}
