import type { ActionRequest, Lab, StepResult } from '@bitvault/lab';
import { parseDigest, setDigest } from '@bitvault/promotion';
import { valuesPath, type EnvironmentName } from './layout.ts';
import { robot, type People } from './people.ts';

interface SiteParts {
  readonly lab: Lab;
  readonly people: People;
  readonly repository: string;
  readonly nextWaitingRun: () => Promise<number>;
}

export type App = 'bitvault-promoter' | 'bitvault-merger' | 'bitvault-argocd' | 'renovate';

/** A file of a commit: its text or bytes, or its text and mode; null deletes it. */
export type Written = string | Uint8Array | { readonly text: string; readonly mode: string } | null;

export interface PullDraft {
  readonly files: Readonly<Record<string, Written>>;
  readonly branch?: string;
  readonly base?: string;
  readonly title?: string;
  readonly body?: string;
  /** Of the commit. */
  readonly message?: string;
  /** Whose token makes the commit, which GitHub signs, and opens the pull request. */
  readonly as?: App;
}

export interface Pull {
  readonly number: number;
  readonly head: string;
  readonly branch: string;
}

/** Differences from the gate's workflow as it should run. */
export interface GateRun extends Partial<Pick<ActionRequest, 'event' | 'environment' | 'permissions'>> {
  readonly head?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Given the id of the run that waits; default: carol approves it. */
  readonly review?: ((run: number) => Promise<void>) | 'none';
}

/** One GitOps repository. Every action is the shipped bundle, in a job of the lab's runner. */
export class Site {
  readonly repository: string;
  readonly lab: Lab;
  readonly people: People;
  readonly #nextWaitingRun: () => Promise<number>;
  readonly #undoing: (() => void)[] = [];

  constructor({ lab, people, repository, nextWaitingRun }: SiteParts) {
    this.lab = lab;
    this.people = people;
    this.repository = repository;
    this.#nextWaitingRun = nextWaitingRun;
  }

  /** Has something undone when whatever is tried here is over. */
  afterwards(undo: () => void): void {
    this.#undoing.push(undo);
  }

  undo(): void {
    for (const undo of this.#undoing.splice(0)) undo();
  }

  token(app: App): string {
    return this.lab.github.installationToken(app, { repositories: [this.repository] });
  }

  main(): string {
    return this.lab.github.branch(this.repository, 'main') ?? '';
  }

  /** Where a pull request's head stands now. */
  headOf(number: number): string {
    return this.#pull(number)?.headOid ?? '';
  }

  /** The reviews of a pull request, oldest first. */
  reviewsOf(number: number): readonly { readonly id: number; readonly state: string }[] {
    return this.#pull(number)?.reviews ?? [];
  }

  #pull(wanted: number) {
    return this.lab.github.repository(this.repository).pulls.find(({ number }) => number === wanted);
  }

  async file(path: string, ref = 'main'): Promise<string> {
    const { content } = (await this.ask(this.people.alice.token, 'GET', `contents/${path}?ref=${ref}`)) as {
      readonly content: string;
    };
    return Buffer.from(content, 'base64').toString('utf8');
  }

  /** The values of an environment with one digest put in its place, as promote writes them. */
  async bumped(environment: EnvironmentName, service: string, digest: string): Promise<string> {
    const text = await this.file(valuesPath(environment));
    return setDigest(text, ['services', service, 'image', 'digest'], parseDigest(digest)).text;
  }

  /** A commit that GitHub signs for the App: these files in place of those of another commit. */
  async commit(
    files: PullDraft['files'],
    of: string,
    as: App,
    parents: readonly string[] = [of],
    message = 'Promote api',
  ): Promise<string> {
    const token = this.token(as);
    const { tree } = (await this.ask(token, 'GET', `git/commits/${of}`)) as {
      readonly tree: { readonly sha: string };
    };
    const entries = await Promise.all(Object.entries(files).map((file) => this.#entry(file, token)));
    const edited = await this.ask(token, 'POST', 'git/trees', { base_tree: tree.sha, tree: entries });
    const made = await this.ask(token, 'POST', 'git/commits', { message, tree: shaOf(edited), parents });
    return shaOf(made);
  }

  async #entry([path, written]: readonly [string, Written], token: string): Promise<object> {
    if (written === null) return { path, mode: '100644', type: 'blob', sha: null };
    if (written instanceof Uint8Array) {
      const content = Buffer.from(written).toString('base64');
      const blob = await this.ask(token, 'POST', 'git/blobs', { content, encoding: 'base64' });
      return { path, mode: '100644', type: 'blob', sha: shaOf(blob) };
    }
    const { text, mode } = typeof written === 'string' ? { text: written, mode: '100644' } : written;
    return { path, mode, type: 'blob', content: text };
  }

  /** Commits, and opens a pull request: by the promoter, as the actions would or as whoever stole its token could. */
  async open(draft: PullDraft): Promise<Pull> {
    const { branch = 'promote/dev', base = 'main', title = 'Promote api', body = '', as = 'bitvault-promoter' } = draft;
    const token = this.token(as);
    const of = this.lab.github.branch(this.repository, base) ?? '';
    const head = await this.commit(draft.files, of, as, [of], draft.message);
    await this.ask(token, 'POST', 'git/refs', { ref: `refs/heads/${branch}`, sha: head });
    const { number } = (await this.ask(token, 'POST', 'pulls', { title, head: branch, base, body })) as {
      readonly number: number;
    };
    return { number, head, branch };
  }

  /** Moves a branch forward, or anywhere. */
  async move(branch: string, to: string, as: App = 'bitvault-promoter'): Promise<void> {
    await this.ask(this.token(as), 'PATCH', `git/refs/heads/${branch}`, { sha: to, force: true });
  }

  async openDev(digest: string, more: Partial<PullDraft> = {}): Promise<Pull> {
    return this.open({ files: { [valuesPath('dev')]: await this.bumped('dev', 'api', digest) }, ...more });
  }

  /** A pull request of prod that alice has approved. */
  async openProd(digest: string, more: Partial<PullDraft> = {}): Promise<Pull> {
    const files = { [valuesPath('prod')]: await this.bumped('prod', 'api', digest) };
    const pull = await this.open({ files, branch: 'promote/prod', ...more });
    await this.people.alice.approve(this.repository, pull.number);
    return pull;
  }

  autoMerge(pull: number, more: Partial<ActionRequest> = {}): Promise<StepResult> {
    return this.run('auto-merge-dev', 'bitvault-merger', { 'pull-request': String(pull) }, more);
  }

  /** `prod-manual-gate` in a run that alice starts and carol approves, where nothing else is said. */
  async gate(pull: Pull, { head = pull.head, review, inputs: others, ...more }: GateRun = {}): Promise<StepResult> {
    const waiting = this.#nextWaitingRun();
    const inputs = { 'pull-request': String(pull.number), head, ...others };
    const running = this.run('prod-manual-gate', 'bitvault-merger', inputs, {
      environment: 'production',
      permissions: { 'id-token': 'write' },
      ...more,
    });
    if (review !== 'none') {
      const approve = review ?? ((run) => this.people.carol.approveRun(this.repository, run, 'Go.'));
      await approve(await waiting);
    }
    return running;
  }

  /** Any action of the suite, with the App's token and what every example passes. */
  run(
    action: string,
    app: App,
    inputs: Readonly<Record<string, string>>,
    { event, ...more }: Partial<ActionRequest> = {},
  ): Promise<StepResult> {
    return this.lab.runner.runAction(action, {
      repository: this.repository,
      event: { actor: 'alice', sha: this.main(), workflowSha: this.main(), ...event },
      with: {
        token: this.token(app),
        'registry-username': robot.username,
        'registry-password': robot.password,
        ...inputs,
      },
      permissions: {},
      ...more,
    });
  }

  /** alice takes a pull request back into draft, which only GraphQL can. */
  async draft(number: number): Promise<void> {
    const { node_id: id } = (await this.ask(this.people.alice.token, 'GET', `pulls/${number}`)) as {
      readonly node_id: string;
    };
    const query =
      'mutation Draft($id: ID!) { convertPullRequestToDraft(input: {pullRequestId: $id}) { clientMutationId } }';
    await this.#graphql(query, { id });
  }

  /** A REST request to a route of the repository. Throws for any status that is no success. */
  async ask(token: string, method: string, route: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.lab.github.apiUrl}/repos/${this.repository}/${route}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${route} → ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  /** All that an attack could change: branches, pull requests with what was said on them, and the registry. */
  async world(): Promise<unknown> {
    const [owner, name] = this.repository.split('/');
    const { repository } = (await this.#graphql(worldQuery, { owner, name })) as WorldAnswer;
    // GitHub tries merges of its own accord, whenever somebody looks at a pull request.
    const refs = repository.refs.nodes.filter(
      ({ prefix, name: ref }) => prefix !== 'refs/pull/' || ref.endsWith('/head'),
    );
    return { github: { ...repository, refs }, registry: this.#registry() };
  }

  /** As alice. Throws for any error. */
  async #graphql(query: string, variables: object): Promise<unknown> {
    const response = await fetch(this.lab.github.graphqlUrl, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.people.alice.token}` },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { readonly data: unknown; readonly errors?: unknown };
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  }

  #registry(): unknown {
    return ['api', 'web', 'evil'].map((service) => {
      const found = this.lab.registry.store.existing(`bitvault/${service}`);
      return { manifests: [...(found?.manifests.keys() ?? [])], tags: [...(found?.tags ?? [])] };
    });
  }
}

const shaOf = (answer: unknown): string => (answer as { readonly sha: string }).sha;

interface WorldAnswer {
  readonly repository: {
    readonly refs: { readonly nodes: readonly { readonly prefix: string; readonly name: string }[] };
  };
}

const worldQuery = `query World($owner: String!, $name: String!) { repository(owner: $owner, name: $name) {
  refs(refPrefix: "refs/", first: 100) { nodes { prefix name target { oid } } }
  pullRequests(first: 50) { nodes {
    number state isDraft title body headRefName headRefOid baseRefName mergedAt
    labels(first: 10) { nodes { name } }
    reviews(first: 50) { nodes { author { login } state body } }
    comments(first: 50) { nodes { author { login } body } }
  } }
} }`;
