import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { input, mask, refuseInputs, runStandIn, saveState, setOutput, variable } from '../protocol.ts';
import { git, type GitSettings } from './git.ts';

/** What to check out: a ref as it is called here, and the commit or remote ref to fetch for it. */
interface Wanted {
  readonly ref: string;
  readonly source: string;
}

await runStandIn(async () => {
  refuseInputs('fetch-tags', 'ssh-key', 'submodules', 'lfs', 'filter', 'sparse-checkout', 'github-server-url');
  const [repository, depth] = [input('repository'), input('fetch-depth')];
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) throw new Error(`repository "${repository}" is not owner/name`);
  if (!/^\d+$/.test(depth)) throw new Error(`fetch-depth "${depth}" is not a number`);
  const directory = await emptyDirectory(input('path'));
  const credentials = credentialsFor(input('token'));
  const settings: GitSettings = { directory, config: [credentials] };
  const server = variable('GITHUB_SERVER_URL');
  await git(settings, 'init', '--quiet', '--initial-branch=main');
  await git(settings, 'remote', 'add', '--', 'origin', `${server}/${repository}`);
  const wanted = await find(settings, repository, input('ref'));
  await fetchWanted(settings, wanted, Number(depth));
  await checkOut(settings, wanted.ref);
  if (input('persist-credentials') === 'true') await persist(settings, credentials);
  setOutput('ref', wanted.ref);
  setOutput('commit', await git(settings, 'rev-parse', 'HEAD'));
  console.log(`${repository} ${wanted.ref}`);
});

async function emptyDirectory(path: string): Promise<string> {
  const workspace = variable('GITHUB_WORKSPACE');
  const directory = resolve(workspace, path);
  const below = relative(workspace, directory);
  if (below.startsWith('..')) throw new Error(`path "${path}" is not below the workspace`);
  await mkdir(directory, { recursive: true });
  for (const entry of await readdir(directory)) await rm(join(directory, entry), { recursive: true, force: true });
  return directory;
}

function credentialsFor(token: string): readonly [key: string, value: string] {
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  mask(basic);
  return [`http.${variable('GITHUB_SERVER_URL')}/.extraheader`, `AUTHORIZATION: basic ${basic}`];
}

async function find(settings: GitSettings, repository: string, ref: string): Promise<Wanted> {
  if (/^[0-9a-f]{40}$/.test(ref)) return { ref, source: ref };
  if (ref === '' && repository === variable('GITHUB_REPOSITORY')) {
    return { ref: variable('GITHUB_REF'), source: variable('GITHUB_SHA') };
  }
  const names = ref.startsWith('refs/') ? [ref] : [`refs/heads/${ref}`, `refs/tags/${ref}`];
  const answer =
    ref === ''
      ? await git(settings, 'ls-remote', '--symref', '--', 'origin', 'HEAD')
      : await git(settings, 'ls-remote', '--', 'origin', ...names);
  const found =
    ref === ''
      ? /^ref: (refs\/\S+)\tHEAD$/m.exec(answer)?.[1]
      : names.find((name) => answer.split('\n').some((line) => line.endsWith(`\t${name}`)));
  if (found === undefined) throw new Error(`${repository} has no branch or tag "${ref}"`);
  return { ref: found, source: found };
}

async function fetchWanted(settings: GitSettings, { ref, source }: Wanted, depth: number): Promise<void> {
  const fetch = (...args: readonly string[]) => git(settings, 'fetch', '--quiet', '--no-tags', '--force', ...args);
  const everything = ['+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*'];
  if (depth === 0) await fetch('--', 'origin', ...everything);
  // With everything there, a branch may have moved on from the event's commit: this puts it back.
  await fetch(...(depth > 0 ? [`--depth=${depth}`] : []), '--', 'origin', `+${source}:${localName(ref)}`);
}

function localName(ref: string): string {
  if (ref.startsWith('refs/heads/')) return ref.replace('refs/heads/', 'refs/remotes/origin/');
  if (ref.startsWith('refs/pull/')) return ref.replace('refs/pull/', 'refs/remotes/pull/');
  return ref.startsWith('refs/') ? ref : 'refs/remotes/origin/detached';
}

async function checkOut(settings: GitSettings, ref: string): Promise<void> {
  const branch = ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : undefined;
  const target = branch === undefined ? ['--detach', localName(ref)] : ['-B', branch, localName(ref)];
  await git(settings, 'checkout', '--quiet', '--force', ...target);
}

/** Keeps the token in a file of the job's temporary directory, never in `.git/config`. */
async function persist(settings: GitSettings, [key, value]: readonly [string, string]): Promise<void> {
  const file = join(variable('RUNNER_TEMP'), `git-credentials-${randomUUID()}.config`);
  const url = key.slice('http.'.length, -'.extraheader'.length);
  await writeFile(file, `[http "${url}"]\n\textraheader = ${value}\n`, { mode: 0o600 });
  await git(settings, 'config', '--local', 'include.path', file);
  saveState('credentials', file);
  saveState('directory', settings.directory);
}
