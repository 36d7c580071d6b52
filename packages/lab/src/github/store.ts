import { generateKeyPairSync } from 'node:crypto';
import path from 'node:path';
import type { LabClock } from '../clock.ts';
import { GitRepository } from './git/git-repository.ts';
import { GitHubLabError } from './lab-error.ts';
import {
  accountIdIn,
  sameLogin,
  webFlowEmail,
  type Account,
  type AccountKind,
  type App,
  type Installation,
  type Team,
} from './model/accounts.ts';
import { planHas, planOf, type Plan, type PlanFeature } from './model/plans.ts';
import type { Repository } from './model/repository.ts';

/** Everything that this GitHub knows. */
export class GitHubStore {
  readonly #clock: LabClock;
  readonly #directory: string;
  #lastId = 1000;
  readonly actions: App;
  /** GitHub's own account, with the id that it has on github.com. */
  readonly #webFlow: Account;
  readonly accounts: Account[] = [];
  readonly apps: App[] = [];
  readonly installations: Installation[] = [];
  readonly teams: Team[] = [];
  readonly repositories: Repository[] = [];
  /** Organization id → account ids of its owners. */
  readonly owners = new Map<number, Set<number>>();
  /** Organization id → variables for all its repositories, and secrets likewise. */
  readonly organizationVariables = new Map<number, Map<string, string>>();
  readonly organizationSecrets = new Map<number, Map<string, string>>();
  /** Account id → what it pays for. */
  readonly plans = new Map<number, Plan>();

  constructor(clock: LabClock, directory: string) {
    this.#clock = clock;
    this.#directory = directory;
    this.actions = this.#addActionsApp();
    this.#webFlow = { id: 19_864_447, login: 'web-flow', kind: 'User', createdAt: clock.now() };
    this.accounts.push(this.#webFlow);
  }

  /** The App that GITHUB_TOKENs belong to, with the ids that it has on github.com. */
  #addActionsApp(): App {
    const createdAt = this.#clock.now();
    const owner: Account = { id: 9919, login: 'github', kind: 'Organization', createdAt };
    const bot: Account = { id: 41_898_282, login: 'github-actions[bot]', kind: 'Bot', createdAt };
    this.accounts.push(owner, bot);
    const { publicKey } = generateKeyPairSync('ed25519');
    const rest = { permissions: {}, events: [], private: false, publicKey, createdAt };
    return { id: 15_368, slug: 'github-actions', clientId: 'Iv1.05c79e9ad1f6bdfa', owner, bot, ...rest };
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  account(login: string): Account | undefined {
    return this.accounts.find((account) => sameLogin(account.login, login));
  }

  addAccount(login: string, kind: AccountKind): Account {
    if (this.account(login))
      throw new GitHubLabError('SETUP_INVALID', `the account ${login} exists already`, 'choose another login');
    const account: Account = { id: this.nextId(), login, kind, createdAt: this.#clock.now() };
    this.accounts.push(account);
    return account;
  }

  app(slug: string): App | undefined {
    return this.apps.find((app) => app.slug === slug);
  }

  /** Every App is installed on every account that owns repositories; made when first asked for. */
  installation(app: App, account: Account): Installation {
    const found = this.installations.find((each) => each.app === app && each.account === account);
    if (found) return found;
    const made: Installation = { id: this.nextId(), app, account, createdAt: this.#clock.now(), suspendedAt: null };
    this.installations.push(made);
    return made;
  }

  team(organization: string, slug: string): Team | undefined {
    return this.teams.find((team) => sameLogin(team.organization.login, organization) && sameLogin(team.slug, slug));
  }

  repository(owner: string, name: string): Repository | undefined {
    return this.repositories.find((each) => sameLogin(each.owner.login, owner) && sameLogin(each.name, name));
  }

  /** @throws {GitHubLabError} where there is no such repository */
  mustRepository(name: string): Repository {
    const [owner = '', short = ''] = name.split('/');
    const found = this.repository(owner, short);
    if (!found) throw new GitHubLabError('UNKNOWN_THING', `there is no repository ${name}`, 'create it first');
    return found;
  }

  /** Whether the owner's plan has the feature for this repository. */
  has(feature: PlanFeature, { owner, private: isPrivate }: Pick<Repository, 'owner' | 'private'>): boolean {
    return planHas(planOf(this.plans, owner), isPrivate, feature);
  }

  async addRepository(
    owner: Account,
    name: string,
    options: { readonly private: boolean; readonly parent?: Repository },
  ): Promise<Repository> {
    if (this.repository(owner.login, name))
      throw new GitHubLabError('SETUP_INVALID', `${owner.login}/${name} exists already`, 'choose another name');
    const repository: Repository = {
      kind: 'repository',
      id: this.nextId(),
      owner,
      name,
      private: options.private,
      parent: options.parent ?? null,
      defaultBranch: 'main',
      createdAt: this.#clock.now(),
      pushedAt: this.#clock.now(),
      git: await GitRepository.create(path.join(this.#directory, owner.login, `${name}.git`), 'main'),
      settings: {
        allowSquashMerge: true,
        allowMergeCommit: true,
        allowRebaseMerge: true,
        allowAutoMerge: false,
        archived: false,
        deleteBranchOnMerge: false,
        actionsMayApprove: false,
        defaultToken: 'read',
        allowedActions: 'all',
        selectedActions: { githubOwned: false, verified: false, patterns: [] },
        shaPinningRequired: false,
        forkApproval: 'first_time_contributors',
        privateForks: { run: false, writeTokens: false, secrets: false, approval: true },
      },
      collaborators: new Map(),
      teams: new Map(),
      protections: new Map(),
      rulesets: [],
      pulls: [],
      issues: [],
      labels: new Map(),
      statuses: new Map(),
      checkRuns: [],
      sarifUploads: [],
      environments: new Map(),
      deployments: [],
      runs: [],
      workflows: new Map(),
      secrets: new Map(),
      variables: new Map(),
      deployKeys: [],
    };
    this.repositories.push(repository);
    return repository;
  }

  /** The account that a commit's e-mail address stands for. */
  accountOfEmail(email: string): Account | undefined {
    if (email === webFlowEmail) return this.#webFlow;
    const id = accountIdIn(email);
    return id === undefined ? undefined : this.accounts.find((account) => account.id === id);
  }

  pull(repository: Repository, number: number) {
    return repository.pulls.find((pull) => pull.number === number);
  }
}
