import { ActionsHost } from './actions/actions-host.ts';
import { fireSchedule } from './actions/dispatch.ts';
import { bypassReviews } from './actions/environment-gate.ts';
import { ActionsOidc } from './actions/oidc.ts';
import { GitHubLabError } from './lab-error.ts';
import type { WorkflowHost } from './workflow-host.ts';
import type { Tamper } from '../http/part-server.ts';
import type { GitHubContext, GitHubRules } from './context.ts';
import type { Role, Team } from './model/accounts.ts';
import type { Plan } from './model/plans.ts';
import { fullName, type Repository, type RepositorySettings, type SarifUpload } from './model/repository.ts';
import { unprotected, type BranchProtection } from './model/rulesets.ts';
import { personOf } from './pulls/web-flow.ts';
import { moveRefs } from './push.ts';
import { startServing, type GitHubLabOptions, type Served } from './serving.ts';
import * as setup from './setup.ts';
import type { Issue } from './model/issues.ts';
import { editTree } from './git/tree-edit.ts';

export interface CreatedUser {
  readonly id: number;
  readonly login: string;
  /** For REST, GraphQL and git over HTTP. */
  readonly token: string;
}

export interface CreatedRepository {
  readonly id: number;
  /** `owner/name` */
  readonly fullName: string;
  /** The first commit of `main`. */
  readonly head: string;
  /** The bare repository on disk. */
  readonly directory: string;
  readonly cloneUrl: string;
}

/**
 * A GitHub on loopback: REST under `apiUrl`, GraphQL at `graphqlUrl`, git over HTTP at `<origin>/<owner>/<name>.git`, and
 * pages in plain text at `<origin>/<owner>/<name>` and `<origin>/<owner>/<name>/pull/<n>`.
 *
 * Names of repositories are `owner/name` throughout. Set-up happens through the methods; everything else, such as opening,
 * reviewing and merging, through HTTP with a token of `createUser` or `installationToken`, as on GitHub. Every time that
 * it tells comes from the lab's clock. `rules` switches what differs between GitHubs.
 */
export class GitHubLab {
  readonly origin: string;
  /** `<origin>/api/v3` */
  readonly apiUrl: string;
  /** `<origin>/api/graphql` */
  readonly graphqlUrl: string;
  /** For whatever runs workflows. */
  readonly workflowHost: WorkflowHost;
  /** Issuer of the ID tokens of jobs, with its keys: what a certificate authority has to trust. */
  readonly oidc: { readonly issuer: string; readonly jwksUrl: string };
  readonly #context: GitHubContext;
  readonly #oidc: ActionsOidc;
  readonly #tampers: Set<Tamper>;
  readonly #close: () => Promise<void>;

  /** Use `startGitHub`. */
  constructor({ context, oidc, tampers }: Served, close: () => Promise<void>) {
    this.#context = context;
    this.#tampers = tampers;
    this.#oidc = oidc;
    this.#close = close;
    this.workflowHost = new ActionsHost(context, oidc);
    this.oidc = { issuer: oidc.issuer, jwksUrl: oidc.jwksUrl };
    this.origin = context.links.origin;
    this.apiUrl = context.links.api;
    this.graphqlUrl = context.links.graphql;
  }

  get rules(): GitHubRules {
    return this.#context.rules;
  }

  /** Lets `tamper` see every request with its answer, and change the answer; the function returned ends it. */
  tamper(tamper: Tamper): () => void {
    this.#tampers.add(tamper);
    return () => void this.#tampers.delete(tamper);
  }

  createUser(login: string): CreatedUser {
    const account = this.#context.store.addAccount(login, 'User');
    return { id: account.id, login, token: this.#context.tokens.issue({ kind: 'user', account }).token };
  }

  /** `owners` (logins) administer all its repositories. It is on the plan Enterprise if not said otherwise. */
  createOrganization(login: string, owners: readonly string[] = [], plan: Plan = 'enterprise'): void {
    const { store } = this.#context;
    const organization = store.account(login) ?? store.addAccount(login, 'Organization');
    store.plans.set(organization.id, plan);
    store.owners.set(organization.id, new Set(owners.map((owner) => setup.mustAccount(this.#context, owner).id)));
  }

  /** An App, installed on every account. */
  createApp(options: setup.AppOptions): setup.CreatedApp {
    return setup.createApp(this.#context, options);
  }

  /** The number by which an App's installation on an account is configured elsewhere, such as in Argo CD. */
  installationId(slug: string, owner: string): number {
    return setup.installationId(this.#context, slug, owner);
  }

  /** What its tokens may do ends at once, until it is lifted. */
  suspendInstallation(slug: string, owner: string, suspended = true): void {
    setup.suspendInstallation(this.#context, slug, owner, suspended);
  }

  /** An installation token, for an hour of lab time; by default for all of the owner's repositories with all the App's permissions. */
  installationToken(slug: string, options: Parameters<typeof setup.installationToken>[2] = {}): string {
    return setup.installationToken(this.#context, slug, options);
  }

  async createRepository(options: setup.RepositoryOptions): Promise<CreatedRepository> {
    return this.#created(await setup.createRepository(this.#context, options));
  }

  /** A fork that belongs to `login`, from which pull requests come as `<login>:<branch>`. */
  async fork(repository: string, login: string): Promise<CreatedRepository> {
    return this.#created(await setup.fork(this.#context, this.#repository(repository), login));
  }

  deleteRepository(repository: string): void {
    setup.deleteRepository(this.#context, this.#repository(repository));
  }

  /** Pushes a commit as a person would: unsigned, and told to workflows. Makes the branch from `main` where there is none. */
  async push(
    repository: string,
    options: {
      readonly login: string;
      readonly message: string;
      readonly files: setup.FileChanges;
      /** Default `main`. */
      readonly branch?: string;
    },
  ): Promise<string> {
    const found = this.#repository(repository);
    const { git } = found;
    const account = setup.mustAccount(this.#context, options.login);
    const branch = options.branch ?? found.defaultBranch;
    const before = git.branch(branch);
    const parent = before ?? git.branch(found.defaultBranch);
    const base = parent === null ? null : (await git.mustCommit(parent)).tree;
    const tree = await editTree(git, base, await setup.editsOf(git, options.files));
    const author = personOf(account, this.#context.clock.now());
    const parents = parent === null ? [] : [parent];
    const after = await git.writeCommit({ tree, parents, author, committer: author, message: options.message });
    const update = { name: `refs/heads/${branch}`, before, after };
    await moveRefs(this.#context, found, [update], { kind: 'user', account });
    return after;
  }

  /** Where a branch stands, or null. */
  branch(repository: string, branch: string): string | null {
    return this.#repository(repository).git.branch(branch);
  }

  /** All that this GitHub knows of a repository, as it stands; to be read only. */
  repository(name: string): Readonly<Repository> {
    return this.#repository(name);
  }

  /** What code scanning was sent for a repository, oldest first. */
  sarifUploads(repository: string): readonly SarifUpload[] {
    return this.#repository(repository).sarifUploads;
  }

  /** The issues of a repository that are not pull requests, oldest first. */
  issues(repository: string): readonly Readonly<Issue>[] {
    return this.#repository(repository).issues;
  }

  setCollaborator(repository: string, login: string, role: Role): void {
    this.#repository(repository).collaborators.set(setup.mustAccount(this.#context, login).id, role);
  }

  createTeam(options: { organization: string; slug: string; members: readonly string[] }): { readonly id: number } {
    return { id: setup.createTeam(this.#context, options).id };
  }

  /** Logins of a team's members. */
  teamMembers(organization: string, slug: string): readonly string[] {
    const { members } = this.#team(organization, slug);
    return this.#context.store.accounts.flatMap(({ id, login }) => (members.has(id) ? [login] : []));
  }

  joinTeam(organization: string, slug: string, login: string): void {
    this.#team(organization, slug).members.set(setup.mustAccount(this.#context, login).id, 'member');
  }

  leaveTeam(organization: string, slug: string, login: string): void {
    this.#team(organization, slug).members.delete(setup.mustAccount(this.#context, login).id);
  }

  addTeam(repository: string, slug: string, role: Role): void {
    const found = this.#repository(repository);
    found.teams.set(this.#team(found.owner.login, slug), role);
  }

  configure(repository: string, settings: Partial<RepositorySettings>): void {
    Object.assign(this.#repository(repository).settings, settings);
  }

  /** Protects a branch; what is not said is not asked. Null lifts the protection. */
  protect(repository: string, branch: string, protection: Partial<BranchProtection> | null): void {
    const found = this.#repository(repository);
    const { protections } = found;
    setup.mustHave(this.#context, found, 'branch-rules');
    if (protection === null) protections.delete(branch);
    else protections.set(branch, { ...unprotected, ...protection });
  }

  setEnvironment(repository: string, name: string, options: setup.EnvironmentOptions = {}): void {
    setup.setEnvironment(this.#context, this.#repository(repository), name, options);
  }

  setSecret(repository: string, name: string, value: string): void {
    this.#repository(repository).secrets.set(name, value);
  }

  /** Seen by all the organization's repositories, under the repository's own. */
  setOrganizationSecret(organization: string, name: string, value: string): void {
    const { organizationSecrets } = this.#context.store;
    const { id } = setup.mustAccount(this.#context, organization);
    const secrets = organizationSecrets.get(id) ?? new Map<string, string>();
    organizationSecrets.set(id, secrets.set(name, value));
  }

  /** An SSH key that gives access to the repository. */
  addDeployKey(repository: string, title: string, options: { readonly readOnly: boolean }): void {
    const { store, clock } = this.#context;
    this.#repository(repository).deployKeys.push({ id: store.nextId(), title, createdAt: clock.now(), ...options });
  }

  setVariable(repository: string, name: string, value: string): void {
    this.#repository(repository).variables.set(name, value);
  }

  /** Seen by all the organization's repositories, under the repository's own. */
  setOrganizationVariable(organization: string, name: string, value: string): void {
    const { organizationVariables } = this.#context.store;
    const { id } = setup.mustAccount(this.#context, organization);
    const variables = organizationVariables.get(id) ?? new Map<string, string>();
    organizationVariables.set(id, variables.set(name, value));
  }

  /** An ID token with these claims, signed by the issuer; `iss`, `iat`, `nbf`, `exp` and `jti` are made up where absent. */
  mintIdToken(claims: Readonly<Record<string, unknown>>): Promise<string> {
    return this.#oidc.mint(claims);
  }

  /** What the clock does on GitHub: starts the workflows that are scheduled with this cron line. */
  schedule(repository: string, cron: string): void {
    const { store } = this.#context;
    const found = this.#repository(repository);
    const by = store.accounts.find((account) => account.kind === 'User') ?? found.owner;
    fireSchedule(this.#context, found, cron, { kind: 'user', account: by });
  }

  /** Lets the waiting jobs of a run start without review, as administrators can where the environment allows it. */
  bypassReviews(repository: string, runId: number, login: string): void {
    const run = this.#repository(repository).runs.find((each) => each.id === runId);
    if (!run) throw new GitHubLabError('UNKNOWN_THING', `${repository} has no run ${runId}`, 'start it first');
    bypassReviews(run, setup.mustAccount(this.#context, login));
  }

  close(): Promise<void> {
    for (const repository of this.#context.store.repositories) repository.git.close();
    return this.#close();
  }

  #created(repository: Repository): CreatedRepository {
    const name = fullName(repository);
    return {
      id: repository.id,
      fullName: name,
      head: repository.git.branch('main') ?? '',
      directory: repository.git.directory,
      cloneUrl: `${this.origin}/${name}.git`,
    };
  }

  #team(organization: string, slug: string): Team {
    const team = this.#context.store.team(organization, slug);
    if (!team) throw new GitHubLabError('UNKNOWN_THING', `there is no team ${slug}`, 'create it first');
    return team;
  }

  #repository(name: string): Repository {
    return this.#context.store.mustRepository(name);
  }
}

/** Starts the lab's GitHub. */
export async function startGitHub(options: GitHubLabOptions): Promise<GitHubLab> {
  const { served, close } = await startServing(options);
  return new GitHubLab(served, close);
}
