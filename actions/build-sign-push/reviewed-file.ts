import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { InputError } from '@bitvault/action-kit';
import { parseCommitOid } from '@bitvault/promotion';
import { childEnvironment } from '@bitvault/registry';
import { workspaceOf } from '../workspace.ts';

const run = promisify(execFile);

export interface ReviewedSource {
  readonly env: NodeJS.ProcessEnv;
  /** The commit of the workflow that the job is of, where another one calls it and the job's token can tell. */
  readonly calledCommit: () => Promise<string | undefined>;
}

/** A trusted root has 7 kB, a signing configuration 2 kB. */
const largest = 256 * 1024;

/**
 * The text of a file of `.github`, as it is in the commit that the job runs for, or in that of the called workflow. An
 * action cannot see where the value of an input comes from: of whoever may set a variable or start a run it takes the
 * choice among files that were reviewed as the workflows are, and nothing that they wrote.
 * @throws InputError `INPUT_UNREVIEWED`, `INPUT_MISSING`
 */
export async function reviewedText(input: string, given: string, source: ReviewedSource): Promise<string> {
  const refuse = (what: string, cause?: unknown) =>
    new InputError('INPUT_UNREVIEWED', `input "${input}" ${what}`, next, { cause });
  if (given.startsWith('{'))
    throw refuse('is the JSON itself, and a variable or whoever starts the run may have set it');
  const path = resolve(workspaceOf(source.env), given);
  const shown = JSON.stringify(given.slice(0, 200));
  const prefix = await git(['rev-parse', '--show-prefix'], dirname(path), source.env);
  if (prefix === undefined) throw refuse(`is ${shown}, which is in no checkout`);
  if (!prefix.startsWith('.github/')) throw refuse(`is ${shown}, which is not in the folder .github of a checkout`);
  const own = ownCommit(source.env);
  const committed = (commit: string) =>
    git(['cat-file', 'blob', `${commit}:./${basename(path)}`], dirname(path), source.env);
  const text = (await committed(own)) ?? (await committedByCalled(source, own, committed));
  if (text === undefined) throw refuse(`is ${shown}, which is no file of commit ${own}, that the job runs for`);
  if (withoutReturns(await workingText(path, refuse)) === withoutReturns(text)) return text;
  throw refuse(`is ${shown}, which was changed since commit ${own} was checked out`);
}

const next =
  'Commit the file, such as .github/sigstore/signing_config.json, check out the commit that the job runs for, and write the path into the workflow.';

function ownCommit({ GITHUB_SHA: sha }: NodeJS.ProcessEnv): string {
  try {
    return parseCommitOid(sha ?? '');
  } catch (cause) {
    throw new InputError(
      'INPUT_MISSING',
      'GITHUB_SHA is not set to a commit',
      'Run this inside a GitHub Actions job.',
      {
        cause,
      },
    );
  }
}

async function committedByCalled(
  { calledCommit }: ReviewedSource,
  own: string,
  committed: (commit: string) => Promise<string | undefined>,
): Promise<string | undefined> {
  const called = await calledCommit();
  return called === undefined || called === own || !/^[a-f0-9]{40}$/.test(called) ? undefined : committed(called);
}

async function workingText(path: string, refuse: (what: string, cause: unknown) => InputError): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw refuse(`is ${JSON.stringify(path.slice(0, 200))}, which cannot be read`, cause);
  }
}

/** Git for Windows checks out with other line ends. */
const withoutReturns = (text: string): string => text.replaceAll('\r\n', '\n');

/**
 * What git prints; `undefined` where it says no. Objects are what their names say: none is replaced by another, and none
 * is fetched.
 */
async function git(args: readonly string[], directory: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const inherited = Object.entries(childEnvironment(env)).filter(([name]) => !name.startsWith('GIT_'));
  const own = { GIT_NO_REPLACE_OBJECTS: '1', GIT_NO_LAZY_FETCH: '1' };
  try {
    // In a container, the workspace belongs to another user.
    const { stdout } = await run('git', ['-c', 'safe.directory=*', '-C', directory, ...args], {
      timeout: 10_000,
      maxBuffer: largest,
      env: { ...Object.fromEntries(inherited), ...own },
    });
    return stdout;
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (typeof code === 'number') return undefined;
    const [what, remedy] =
      code === 'ENOENT'
        ? ['git, which knows what was committed, is not on this machine', 'Install git before this step.']
        : [`git gave nothing of at most ${largest / 1024} KiB`, 'Commit no larger file.'];
    throw new InputError('INPUT_UNREVIEWED', `${what} (in ${JSON.stringify(directory.slice(0, 200))})`, remedy, {
      cause,
    });
  }
}
