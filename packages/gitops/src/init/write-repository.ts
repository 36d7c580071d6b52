import { constants } from 'node:fs';
import { access, link, lstat, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InitError, type InitProblem } from './init-error.ts';

export type FileState = 'new' | 'unchanged';

/**
 * Looks whether the directory, or what it would be made in, is one that can be written to.
 *
 * @throws InitError INIT_FOLDER_UNFIT
 */
export async function refuseUnfit(directory: string): Promise<void> {
  try {
    if (!(await stat(directory)).isDirectory()) throw unfit(`${directory} is no folder`);
    await access(directory, constants.W_OK | constants.X_OK);
  } catch (error) {
    if (error instanceof InitError) throw error;
    if (codeOf(error) === 'ENOENT' && dirname(directory) !== directory) await refuseUnfit(dirname(directory));
    else throw unfit(`nothing can be written to ${directory}: ${reason(error)}`, error);
  }
}

const unfit = (message: string, cause?: unknown): InitError =>
  new InitError('INIT_FOLDER_UNFIT', message, 'Name another folder; one that is not there is made.', [], { cause });

/**
 * Looks at every place before anything is written.
 *
 * @returns the state of each file, in the order of `files`
 * @throws InitError INIT_FILE_DIFFERS with every file that would have to be overwritten, or has no room
 */
export async function surveyDirectory(
  directory: string,
  files: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, FileState>> {
  const states = new Map<string, FileState>();
  const problems: InitProblem[] = [];
  for (const [path, text] of files) {
    const found = await look(directory, path, text);
    if (typeof found === 'string') states.set(path, found);
    else problems.push({ code: 'INIT_FILE_DIFFERS', message: `${found.path} ${found.says}` });
  }
  if (problems.length === 0) return states;
  throw new InitError(
    'INIT_FILE_DIFFERS',
    [`${directory} has what init would have to overwrite:`, ...problems.map(({ message }) => `  ${message}`)].join(
      '\n',
    ),
    'Name an empty folder, or move these files away. Nothing was written.',
    problems,
  );
}

interface Obstacle {
  readonly path: string;
  readonly says: string;
}

async function look(directory: string, path: string, text: string): Promise<FileState | Obstacle> {
  const parents = path.split('/').slice(0, -1);
  for (const index of parents.keys()) {
    const parent = parents.slice(0, index + 1).join('/');
    const kind = await kindOf(join(directory, parent));
    if (kind === 'nothing') return 'new';
    // Through a symbolic link, files would come to stand outside of the directory.
    if (kind !== 'a directory') return { path: parent, says: `is ${kind}, but must be a directory for ${path}` };
  }
  const kind = await kindOf(join(directory, path));
  if (kind === 'nothing') return 'new';
  if (kind !== 'a file') return { path, says: `is ${kind}, but must be a file` };
  return (await readFile(join(directory, path), 'utf8')) === text ? 'unchanged' : { path, says: 'has other contents' };
}

async function kindOf(path: string): Promise<string> {
  try {
    const stats = await lstat(path);
    if (stats.isSymbolicLink()) return 'a symbolic link';
    if (stats.isDirectory()) return 'a directory';
    return stats.isFile() ? 'a file' : 'something else';
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'nothing';
    throw new InitError(
      'INIT_WRITE_FAILED',
      `${path} cannot be looked at: ${reason(error)}`,
      'Look at its permissions.',
      [],
      {
        cause: error,
      },
    );
  }
}

/**
 * Writes one file that was not there. It appears under its name only when it is whole, so that a run that was cut off
 * leaves nothing that the next would take for somebody else's, and it never replaces one that has come up meanwhile.
 *
 * @param state as `surveyDirectory` found it
 */
export async function writeFileOf(directory: string, path: string, text: string, state: FileState): Promise<void> {
  const file = join(directory, path);
  const unfinished = `${file}.unfinished`;
  try {
    if (state === 'new') {
      await makeFolder(dirname(file));
      await writeFile(unfinished, text);
      await link(unfinished, file);
    }
    // A run can also have been cut off right before this.
    await rm(unfinished, { force: true });
  } catch (error) {
    throw new InitError(
      'INIT_WRITE_FAILED',
      `${path} could not be written: ${reason(error)}`,
      'Fix that and run the same command again: it goes on where it stopped.',
      [],
      { cause: error },
    );
  }
}

/** With what leads there. Node's own way of it never ends where nothing can be made, as in /proc. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await mkdir(path);
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));
