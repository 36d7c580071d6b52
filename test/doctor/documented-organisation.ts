import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Person, type CreatedApp, type EnvironmentOptions, type Lab, type Plan } from '@bitvault/lab';
import { root } from '../../scripts/project.ts';
import { boxesOf, permissionsIn, secretsIn, type Box } from './checklist.ts';

export interface DocumentedOptions {
  /** Login of the organisation that takes the place of `bitvault` in the examples. */
  readonly owner: string;
  readonly plan?: Plan;
  /** Which of the two repositories are private; none if not said. */
  readonly private?: 'both' | 'gitops' | 'application';
  /** Changes a file of an example on its way; null leaves it out. */
  readonly edit?: (text: string, path: string) => string | null;
}

/** An organisation that was set up by reading the READMEs of the examples, and nothing else. */
export interface DocumentedOrganisation {
  readonly gitops: string;
  readonly application: string;
  /** Owns the organisation. */
  readonly owner: Person;
  readonly apps: Apps;
  /** Ids of rulesets, by `owner/name NAME`. */
  readonly rulesets: ReadonlyMap<string, number>;
}

type Apps = ReadonlyMap<string, CreatedApp>;

/** The Apps of the GitOps example, as its README describes them; made once in a lab, since their names are taken then. */
export function documentedApps({ github }: Lab): Apps {
  const boxes = boxesOf(example('gitops', 'README.md')).filter(({ below }) => below === 'GitHub Apps');
  assert.ok(boxes.length > 0);
  return new Map(
    boxes.flatMap(({ text }) => {
      const slug = /^`([\w-]+)`, installed here: /.exec(text)?.[1];
      if (slug === undefined) return [];
      return [[slug, github.createApp({ slug, permissions: permissionsIn(text), private: true })] as const];
    }),
  );
}

/** Follows every box of both READMEs that is about GitHub. A box that this does not know is an error. */
export async function setUpAsDocumented(
  lab: Lab,
  apps: Apps,
  person: Person,
  options: DocumentedOptions,
): Promise<DocumentedOrganisation> {
  const { github } = lab;
  const { owner } = options;
  github.createOrganization(owner, [person.login], options.plan);
  const teams = new Map(
    Object.entries({ releasers: ['rita', 'rolf'], 'rule-keepers': ['kim', 'kai'] }).map(([slug, members]) => [
      slug,
      github.createTeam({ organization: owner, slug, members }).id,
    ]),
  );
  const rulesets = new Map<string, number>();
  const names = { gitops: `${owner}/gitops`, application: `${owner}/bitvault` };
  for (const [kind, repository] of [
    ['gitops', names.gitops],
    ['app', names.application],
  ] as const) {
    await github.createRepository({
      owner,
      name: repository.slice(owner.length + 1),
      authorLogin: person.login,
      private: isPrivate(repository, options),
      files: filesOf(kind, options),
    });
    const steps = new Steps({ lab, apps, teams, person, repository, rulesets, options });
    for (const box of boxesOf(example(kind, 'README.md'))) await steps.follow(kind, box);
  }
  return { ...names, apps, owner: person, rulesets };
}

const isPrivate = (repository: string, { private: which }: DocumentedOptions): boolean =>
  which === 'both' || which === (repository.endsWith('/gitops') ? 'gitops' : 'application');

const example = (kind: 'gitops' | 'app', path: string): string =>
  readFileSync(join(root, 'examples', kind, path), 'utf8');

function filesOf(kind: 'gitops' | 'app', { owner, edit }: DocumentedOptions): Record<string, string> {
  const folder = join(root, 'examples', kind);
  const paths = globSync(['*.{md,yaml}', '.github/**/*', 'envs/**/*'], { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return Object.fromEntries(
    paths.flatMap((path) => {
      const text = ofOwner(example(kind, path), owner);
      const edited = edit === undefined ? text : edit(text, path);
      return edited === null ? [] : [[path, edited] as const];
    }),
  );
}

/** The suite itself, the Apps and the images stay those of `bitvault`. */
const ofOwner = (text: string, owner: string): string =>
  text
    .replaceAll(/\bbitvault\/(?=bitvault\b|gitops\b)/g, `${owner}/`)
    .replaceAll(/@bitvault\//g, `@${owner}/`)
    .replaceAll('owner: bitvault', `owner: ${owner}`);

interface StepParts {
  readonly lab: Lab;
  readonly apps: Apps;
  /** Slug → number. */
  readonly teams: ReadonlyMap<string, number>;
  readonly person: Person;
  readonly repository: string;
  readonly rulesets: Map<string, number>;
  readonly options: DocumentedOptions;
}

/** What a person does for each box. */
class Steps {
  readonly #parts: StepParts;

  constructor(parts: StepParts) {
    this.#parts = parts;
  }

  async follow(kind: 'gitops' | 'app', box: Box): Promise<void> {
    const { below, text } = box;
    const about = kind === 'gitops' ? below : (/^\*\*([\w ]+?)(?: on)?(?: `[^`]+`)?\*\*/.exec(text)?.[1] ?? text);
    switch (about) {
      case 'Variables of this repository':
      case 'Variables':
        return this.#variables(text);
      case 'Environments of this repository.':
      case 'Environment':
        return this.#environment(text);
      case 'Rulesets.':
      case 'Ruleset':
        return kind === 'gitops' ? this.#rulesetOfFile(text) : this.#rulesetOnMain(text);
      case 'Actions of this repository':
      case 'Actions':
        return this.#actions(text);
      case 'CODEOWNERS':
        return this.#owners(text);
      // Of other repositories, of files, of the registry, of issues, and of clusters.
      case 'The repositories':
      case 'GitHub Apps':
      case 'GitHub App':
      case 'Base image':
      case 'Sigstore':
      case 'Issues':
      case 'Updates':
      case 'Packages':
      case 'Label':
      case 'Argo CD':
      case 'Monitoring':
      case 'Admission':
      case 'Doctor':
        return;
      default:
        assert.fail(`nobody knows how to follow "${below}: ${text}" of examples/${kind}/README.md`);
    }
  }

  #variables(text: string): void {
    const { lab, repository } = this.#parts;
    for (const [, name = ''] of text.matchAll(/`([A-Z][A-Z_]+)`/g)) lab.github.setVariable(repository, name, 'x');
  }

  #environment(text: string): void {
    const { lab, repository, options } = this.#parts;
    const name = /`([a-z]+)`/.exec(text)?.[1] ?? assert.fail(text);
    // GitHub's pages show what the plan does not have as not to be had.
    const offered = !isPrivate(repository, options) || (options.plan ?? 'enterprise') === 'enterprise';
    const asked = offered && text.includes('*Required reviewers*');
    const environment: EnvironmentOptions = {
      branchPolicy: [/branches (?:only|limited to) `(\w+)`/.exec(text)?.[1] ?? assert.fail(text)],
      secrets: Object.fromEntries(secretsIn(text).map((secret) => [secret, 'x'])),
      ...(asked && {
        reviewers: ['rita', 'rolf'],
        preventSelfReview: text.includes('*Prevent self-review* on'),
        canAdminsBypass: !text.includes('*Allow administrators to bypass* off'),
      }),
    };
    lab.github.setEnvironment(repository, name, environment);
  }

  /** As `.github/rulesets/README.md` says: the numbers in the place of the texts that describe them, then `gh api`. */
  async #rulesetOfFile(text: string): Promise<void> {
    const file = /\(`([\w-]+\.json)`\)/.exec(text)?.[1] ?? assert.fail(text);
    const ruleset = JSON.parse(example('gitops', `.github/rulesets/${file}`), (key, value: unknown) =>
      key === 'actor_id' && typeof value === 'string' ? this.#numberOf(value) : value,
    ) as { readonly name: string; readonly [field: string]: unknown };
    await this.#create(ruleset);
  }

  #rulesetOnMain(text: string): Promise<void> {
    assert.match(text, /pull requests with one approval, no bypass/);
    const parameters = {
      required_approving_review_count: 1,
      require_code_owner_review: false,
      dismiss_stale_reviews_on_push: false,
      require_last_push_approval: false,
      required_review_thread_resolution: false,
    };
    return this.#create({
      name: 'main',
      target: 'branch',
      enforcement: 'active',
      conditions: { ref_name: { include: ['refs/heads/main'], exclude: [] } },
      rules: [{ type: 'pull_request', parameters }],
      bypass_actors: [],
    });
  }

  async #create(ruleset: { readonly name: string; readonly [field: string]: unknown }): Promise<void> {
    const { person, repository, rulesets } = this.#parts;
    const made = (await person.request('POST', `/repos/${repository}/rulesets`, ruleset)) as { readonly id: number };
    rulesets.set(`${repository} ${ruleset.name}`, made.id);
  }

  #numberOf(description: string): number {
    const { apps, teams } = this.#parts;
    const [, app, team] = /^ID of the (?:GitHub App ([\w-]+)|team ([\w-]+))$/.exec(description) ?? [];
    if (app !== undefined) return apps.get(app)?.id ?? assert.fail(description);
    return teams.get(team ?? '') ?? assert.fail(description);
  }

  #actions(text: string): void {
    const { lab, repository } = this.#parts;
    const set = (settings: Parameters<typeof lab.github.configure>[1]) => lab.github.configure(repository, settings);
    if (/do not allow GitHub Actions to create and approve pull requests/.test(text)) set({ actionsMayApprove: false });
    if (/\*Read repository contents/.test(text)) set({ defaultToken: 'read' });
    if (/pinned to a full-length commit SHA/.test(text)) set({ shaPinningRequired: true });
    if (/all external contributors/.test(text)) set({ forkApproval: 'all_external_contributors' });
    const [, patterns = ''] = /and select non-.*?, and ((?:`[^`]+`(?:, | and )?)+)/.exec(text) ?? [];
    if (patterns !== '')
      set({
        allowedActions: 'selected',
        selectedActions: {
          githubOwned: text.includes('created by GitHub'),
          verified: false,
          patterns: [...patterns.matchAll(/`([^`]+)`/g)].map(([, pattern = '']) => pattern),
        },
      });
  }

  /** "exist and may write here". */
  #owners(text: string): void {
    const { lab, repository } = this.#parts;
    assert.match(text, /exist and may write here/);
    for (const [, slug = ''] of text.matchAll(/`@bitvault\/([\w-]+)`/g)) lab.github.addTeam(repository, slug, 'write');
  }
}
