import { generateKeyPairSync } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { GitHubContext } from './context.ts';
import { bringOver } from './git/bring-over.ts';
import type { GitRepository } from './git/git-repository.ts';
import { editTree, type TreeEdit } from './git/tree-edit.ts';
import { GitHubLabError } from './lab-error.ts';
import { sameLogin, type Account, type App, type PermissionSet, type Team } from './model/accounts.ts';
import type { Environment, Reviewer } from './model/actions.ts';
import type { PlanFeature } from './model/plans.ts';
import { fullName, type Repository } from './model/repository.ts';
import { personOf } from './pulls/web-flow.ts';

const unknown = (what: string): GitHubLabError =>
  new GitHubLabError('UNKNOWN_THING', `there is no ${what}`, 'create it first');

export function mustAccount({ store }: GitHubContext, login: string): Account {
  const found = store.account(login);
  if (!found) throw unknown(`account ${login}`);
  return found;
}

/** A file of a new commit; null deletes it. */
export type FileChange = string | Uint8Array | { readonly content: string | Uint8Array; readonly mode: string } | null;
export type FileChanges = Readonly<Record<string, FileChange>>;

export interface AppOptions {
  readonly slug: string;
  /** As the API spells them: `{contents: 'write', pull_requests: 'write'}`. */
  readonly permissions: PermissionSet;
  readonly events?: readonly string[];
  /** Login of who owns the App; default the first organization, or `github`. */
  readonly owner?: string;
  /** Whether only its owner may look it up, as with most Apps of organizations. Default false. */
  readonly private?: boolean;
}

export interface CreatedApp {
  readonly id: number;
  readonly slug: string;
  readonly clientId: string;
  /** PEM, PKCS #8. */
  readonly privateKey: string;
  /** `<slug>[bot]` */
  readonly login: string;
}

export function createApp({ store, clock }: GitHubContext, options: AppOptions): CreatedApp {
  if (store.app(options.slug))
    throw new GitHubLabError('SETUP_INVALID', `the App ${options.slug} exists already`, 'choose another slug');
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const first = store.accounts.find((account) => account.kind === 'Organization' && account.login !== 'github');
  const owner = options.owner === undefined ? first : store.account(options.owner);
  const app: App = {
    id: store.nextId(),
    slug: options.slug,
    clientId: `Iv23li${options.slug.replace(/[^a-zA-Z0-9]/g, '')}${store.nextId()}`,
    owner: owner ?? store.actions.owner,
    bot: store.addAccount(`${options.slug}[bot]`, 'Bot'),
    permissions: { metadata: 'read', ...options.permissions },
    events: options.events ?? [],
    private: options.private ?? false,
    publicKey,
    createdAt: clock.now(),
  };
  store.apps.push(app);
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { id: app.id, slug: app.slug, clientId: app.clientId, privateKey: pem, login: app.bot.login };
}

export interface RepositoryOptions {
  /** An organization is made of an owner that does not exist. */
  readonly owner: string;
  readonly name: string;
  readonly private?: boolean;
  readonly files?: FileChanges;
  /** Every file below it goes into the first commit, together with `files`. */
  readonly fromDirectory?: string;
  /** Changes the text files of `fromDirectory` on their way. */
  readonly replace?: (text: string, path: string) => string;
  readonly authorLogin: string;
  readonly message?: string;
}

/** Makes a repository with one commit on `main`. */
export async function createRepository(context: GitHubContext, options: RepositoryOptions): Promise<Repository> {
  const { store, clock } = context;
  const owner = store.account(options.owner) ?? store.addAccount(options.owner, 'Organization');
  const author = personOf(mustAccount(context, options.authorLogin), clock.now());
  const repository = await store.addRepository(owner, options.name, { private: options.private ?? false });
  const { git } = repository;
  const read = options.fromDirectory === undefined ? {} : await readDirectory(options.fromDirectory, options.replace);
  const tree = await editTree(git, null, await editsOf(git, { ...read, ...options.files }));
  const message = options.message ?? 'Initial commit';
  const after = await git.writeCommit({ tree, parents: [], author, committer: author, message });
  await git.refs.update([{ name: 'refs/heads/main', before: null, after }]);
  return repository;
}

/** A fork for someone, with all branches. */
export async function fork(context: GitHubContext, repository: Repository, login: string): Promise<Repository> {
  const owner = mustAccount(context, login);
  const options = { private: repository.private, parent: repository };
  const made = await context.store.addRepository(owner, repository.name, options);
  for (const [name, oid] of repository.git.refs.list('refs/heads/')) {
    await bringOver(repository.git, made.git, oid);
    await made.git.refs.update([{ name, before: null, after: oid }]);
  }
  return made;
}

/** Deletes it; pull requests from it stay, of an unknown repository. */
export function deleteRepository({ store }: GitHubContext, repository: Repository): void {
  store.repositories.splice(store.repositories.indexOf(repository), 1);
  repository.git.close();
  for (const pull of store.repositories.flatMap(({ pulls }) => pulls))
    if (pull.headRepository === repository) pull.headRepository = null;
}

export async function editsOf(git: GitRepository, files: FileChanges): Promise<Map<string, TreeEdit>> {
  const edits = new Map<string, TreeEdit>();
  for (const [name, file] of Object.entries(files)) {
    if (file === null) {
      edits.set(name, null);
      continue;
    }
    const plain = typeof file === 'string' || file instanceof Uint8Array;
    const content = plain ? file : file.content;
    edits.set(name, {
      mode: plain ? '100644' : file.mode,
      type: 'blob',
      oid: await git.writeBlob(typeof content === 'string' ? Buffer.from(content) : Buffer.from(content)),
    });
  }
  return edits;
}

async function readDirectory(
  directory: string,
  replace: (text: string, path: string) => string = (text) => text,
): Promise<FileChanges> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files: Record<string, FileChange> = {};
  for (const entry of entries.filter((each) => each.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(directory, file).split(path.sep).join('/');
    if (/(^|\/)(\.git|node_modules)\//.test(name)) continue;
    const bytes = await readFile(file);
    const mode = (await stat(file)).mode & 0o111 ? '100755' : '100644';
    files[name] = { mode, content: bytes.includes(0) ? bytes : replace(bytes.toString('utf8'), name) };
  }
  return files;
}

export interface EnvironmentOptions {
  /** Logins, or `team:<slug>` of the owner's teams. */
  readonly reviewers?: readonly string[];
  readonly preventSelfReview?: boolean;
  /** Minutes of lab time. */
  readonly waitTimer?: number;
  /** `undefined` lets the API say nothing of it. Default true, as on GitHub. */
  readonly canAdminsBypass?: boolean | undefined;
  /** Default null: any branch may deploy. */
  readonly branchPolicy?: 'protected' | readonly string[] | null;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
}

/** The environment of that name, made without protection where there is none, as GitHub does. */
export function environmentOf({ store, clock }: GitHubContext, repository: Repository, name: string): Environment {
  const key = name.toLowerCase();
  const found = repository.environments.get(key);
  if (found) return found;
  const made: Environment = {
    id: store.nextId(),
    name,
    createdAt: clock.now(),
    updatedAt: clock.now(),
    reviewers: [],
    preventSelfReview: false,
    waitTimer: 0,
    canAdminsBypass: true,
    branchPolicy: null,
    secrets: new Map(),
    variables: new Map(),
  };
  repository.environments.set(key, made);
  return made;
}

/** @throws {GitHubLabError} where the owner's plan lacks the feature for this repository */
export function mustHave({ store }: GitHubContext, repository: Repository, feature: PlanFeature): void {
  if (!store.has(feature, repository))
    throw new GitHubLabError(
      'SETUP_INVALID',
      `the plan of ${repository.owner.login} has no ${feature} for private repositories`,
      'choose another plan, or make the repository public',
    );
}

export function setEnvironment(
  context: GitHubContext,
  repository: Repository,
  name: string,
  options: EnvironmentOptions,
): void {
  const { reviewers = [], waitTimer = 0, branchPolicy = null, secrets = {}, variables = {} } = options;
  if (branchPolicy !== null || Object.keys({ ...secrets, ...variables }).length > 0)
    mustHave(context, repository, 'environments');
  const protects = options.preventSelfReview === true || options.canAdminsBypass === false;
  if (reviewers.length > 0 || waitTimer > 0 || protects) mustHave(context, repository, 'deployment-protection');
  const environment = environmentOf(context, repository, name);
  if (reviewers.length > 6)
    throw new GitHubLabError('SETUP_INVALID', `${name} has more than six reviewers`, 'name a team instead');
  environment.reviewers = reviewers.map((each) => reviewerOf(context, repository, each));
  environment.preventSelfReview = options.preventSelfReview ?? false;
  environment.waitTimer = waitTimer;
  environment.canAdminsBypass = 'canAdminsBypass' in options ? options.canAdminsBypass : true;
  environment.branchPolicy = branchPolicy;
  for (const [key, value] of Object.entries(secrets)) environment.secrets.set(key, value);
  for (const [key, value] of Object.entries(variables)) environment.variables.set(key, value);
  environment.updatedAt = context.clock.now();
}

function reviewerOf(context: GitHubContext, repository: Repository, name: string): Reviewer {
  if (!name.startsWith('team:')) return { kind: 'User', account: mustAccount(context, name) };
  const team = context.store.team(repository.owner.login, name.slice('team:'.length));
  if (!team) throw unknown(`team ${name} in ${repository.owner.login}`);
  return { kind: 'Team', team };
}

export function createTeam(
  context: GitHubContext,
  options: { readonly organization: string; readonly slug: string; readonly members: readonly string[] },
): Team {
  const { store } = context;
  const organization = store.account(options.organization) ?? store.addAccount(options.organization, 'Organization');
  const members = options.members.map((login) => [mustAccount(context, login).id, 'member'] as const);
  const team: Team = {
    id: store.nextId(),
    slug: options.slug,
    name: options.slug,
    organization,
    members: new Map(members),
  };
  store.teams.push(team);
  return team;
}

/** The id of an App's installation on an account, which is made where there is none. */
export function installationId(context: GitHubContext, slug: string, owner: string): number {
  const app = context.store.app(slug);
  if (!app) throw unknown(`App ${slug}`);
  return context.store.installation(app, mustAccount(context, owner)).id;
}

export function suspendInstallation(context: GitHubContext, slug: string, owner: string, suspended: boolean): void {
  const app = context.store.app(slug);
  if (!app) throw unknown(`App ${slug}`);
  context.store.installation(app, mustAccount(context, owner)).suspendedAt = suspended ? context.clock.now() : null;
}

/** A token of an App for repositories of one owner, as `POST /app/installations/{id}/access_tokens` makes it. */
export function installationToken(
  context: GitHubContext,
  slug: string,
  options: {
    readonly owner?: string;
    readonly repositories?: readonly string[];
    readonly permissions?: PermissionSet;
  } = {},
): string {
  const { store, tokens } = context;
  const app = store.app(slug);
  if (!app) throw unknown(`App ${slug}`);
  const named = options.repositories?.map((name) =>
    store.mustRepository(name.includes('/') ? name : `${options.owner ?? store.repositories[0]?.owner.login}/${name}`),
  );
  const owner =
    named?.[0]?.owner ??
    (options.owner === undefined ? store.repositories[0]?.owner : mustAccount(context, options.owner));
  if (!owner) throw unknown('repository yet that the App could be installed on');
  const stray = named?.find((repository) => !sameLogin(repository.owner.login, owner.login));
  if (stray)
    throw new GitHubLabError(
      'SETUP_INVALID',
      `${fullName(stray)} is not of ${owner.login}`,
      'ask for one token an owner',
    );
  return tokens.issue({
    kind: 'installation',
    account: app.bot,
    installation: store.installation(app, owner),
    permissions: options.permissions ?? app.permissions,
    repositories: named ? new Set(named.map((repository) => repository.id)) : null,
  }).token;
}
