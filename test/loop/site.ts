import { connectGitHub, promotionStateReader, pullRequestWriter, settleProposal } from '@bitvault/github';
import type { ActionRequest, Lab, StepResult } from '@bitvault/lab';
import {
  parseEnvironmentName,
  parsePolicy,
  parseRepositoryName,
  type Policy,
  type ProposalDecision,
  type ProposalState,
} from '@bitvault/promotion';
import { digestFiles, type Deployed, type Layout } from './layout.ts';
import type { People } from './organisation.ts';

interface SiteParts {
  readonly lab: Lab;
  readonly people: People;
  readonly repository: string;
  readonly layout: Layout;
  /** Id of the next run that waits for its environment. */
  readonly nextWaitingRun: () => Promise<number>;
}

export type Decide = (state: ProposalState, policy: Policy) => ProposalDecision;

export interface ProposedPull {
  readonly number: number;
  readonly head: string;
}

/** One GitOps repository and what is done with it; every action is the shipped bundle in a job of the lab's runner. */
export class Site {
  readonly repository: string;
  readonly #parts: SiteParts;

  constructor(parts: SiteParts) {
    this.repository = parts.repository;
    this.#parts = parts;
  }

  /** `open-gitops-pr` */
  open(environment: 'dev' | 'prod', wanted: Deployed, signal?: AbortSignal): Promise<StepResult> {
    const digests = Object.entries(wanted).map(([service, digest]) => `${service}=${digest}`);
    return this.#run('open-gitops-pr', 'bitvault-promoter', { environment, digests: digests.join('\n') }, { signal });
  }

  /** `promote` with a digest, as the application's release workflow does. */
  promoteBuild(service: string, digest: string): Promise<StepResult> {
    return this.#run('promote', 'bitvault-promoter', { service, digest });
  }

  /** `promote` without a digest, as the GitOps repository's own workflow does. */
  promote({
    signal,
    ...inputs
  }: { readonly signal?: AbortSignal | undefined; readonly branch?: string } = {}): Promise<StepResult> {
    const merger = { 'merge-token': this.#tokenOf('bitvault-merger') };
    return this.#run('promote', 'bitvault-promoter', { ...merger, ...inputs }, { signal });
  }

  /** `auto-merge-dev` */
  autoMerge(pull: number, signal?: AbortSignal): Promise<StepResult> {
    return this.#run('auto-merge-dev', 'bitvault-merger', { 'pull-request': String(pull) }, { signal });
  }

  /** `prod-manual-gate`, in a run that alice starts and carol approves. */
  async gate(pull: number, head: string, signal?: AbortSignal): Promise<StepResult> {
    const { nextWaitingRun, people } = this.#parts;
    const waiting = nextWaitingRun();
    const inputs = { 'pull-request': String(pull), head };
    const running = this.#run('prod-manual-gate', 'bitvault-merger', inputs, {
      environment: 'production',
      permissions: { 'id-token': 'write' },
      signal,
    });
    await people.carol.approveRun(this.repository, await waiting, 'Go.');
    return running;
  }

  /** Id of the next run that waits for its environment. */
  nextWaitingRun(): Promise<number> {
    return this.#parts.nextWaitingRun();
  }

  /** carol's, of every environment that the run waits for. */
  rejectRun(run: number): Promise<void> {
    return this.#parts.people.carol.rejectRun(this.repository, run, 'Not today.');
  }

  /** A pull request of the promoter's from a branch of the suite's, which goes to another base. */
  async takeBranch(branch: string): Promise<void> {
    const { github } = this.#parts.lab;
    const push = { login: 'bitvault-promoter[bot]', message: 'Other', files: { 'other.txt': 'x' } };
    await github.push(this.repository, { ...push, branch: 'other', files: {} });
    await github.push(this.repository, { ...push, branch });
    const draft = { title: 'Other', head: branch, base: 'other' };
    await this.#parts.people.alice.request('POST', `/repos/${this.repository}/pulls`, draft);
  }

  /** `rollback` of one service, to what was deployed before. */
  rollBack(environment: 'dev' | 'prod', service: string, signal?: AbortSignal): Promise<StepResult> {
    const inputs = { environment, service, reason: 'p99 latency doubled' };
    return this.#run('rollback', 'bitvault-promoter', inputs, { signal });
  }

  /** `rollback` with `command: resume` */
  resume(environment: 'dev' | 'prod', service: string): Promise<StepResult> {
    return this.#run('rollback', 'bitvault-promoter', { command: 'resume', environment, service });
  }

  /** `board`, with the permissions of its workflow or as another App. */
  board(inputs: Readonly<Record<string, string>> = {}, app = 'bitvault-board'): Promise<StepResult> {
    return this.#run('board', app, inputs);
  }

  /** What the actions that propose do, without a process: quick, for what a test begins with. */
  async propose(environment: 'dev' | 'prod', branch: string, decide: Decide): Promise<ProposedPull> {
    const { github } = this.#parts.lab;
    const connection = connectGitHub({
      token: this.#tokenOf('bitvault-promoter'),
      apiUrl: github.apiUrl,
      graphqlUrl: github.graphqlUrl,
      repository: parseRepositoryName(this.repository),
    });
    const [reader, writer] = [promotionStateReader(connection), pullRequestWriter(connection)];
    const settled = await settleProposal({
      read: () => reader.proposal(parseEnvironmentName(environment), branch),
      decide: (state) => decide(state, parsePolicy(state.base.policyText ?? '')),
      write: (state, proposal) => writer.propose(state, proposal),
    });
    if (!('result' in settled) || settled.result === null) throw new Error(`not proposed: ${settled.decision.kind}`);
    return settled.result;
  }

  /** Deploys without a pull request, as an administrator can while the branch is unprotected. */
  async deploy(environment: 'dev' | 'prod', deployed: Deployed): Promise<string> {
    const { github } = this.#parts.lab;
    const files = digestFiles(this.#parts.layout, environment, deployed);
    return github.push(this.repository, { login: 'alice', message: `Deploy to ${environment}`, files });
  }

  /** What argocd-notifications says when the branch is synced and healthy. */
  async reportHealthy(environment: 'dev' | 'prod', branch = 'main'): Promise<void> {
    const { github } = this.#parts.lab;
    const token = this.#tokenOf('bitvault-argocd');
    const response = await fetch(
      `${github.apiUrl}/repos/${this.repository}/statuses/${github.branch(this.repository, branch)}`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify({ state: 'success', context: `argocd/bitvault-${environment}` }),
      },
    );
    if (!response.ok) throw new Error(`the status was not taken: ${response.status} ${await response.text()}`);
  }

  /** alice's review. */
  approve(pull: number): Promise<void> {
    return this.#parts.people.alice.approve(this.repository, pull);
  }

  /** What alice sees of the repository over GraphQL. */
  async query(selection: string): Promise<unknown> {
    const [owner, name] = this.repository.split('/');
    const { lab, people } = this.#parts;
    const response = await fetch(lab.github.graphqlUrl, {
      method: 'POST',
      headers: { authorization: `Bearer ${people.alice.token}` },
      body: JSON.stringify({
        query: `query Seen($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${selection} } }`,
        variables: { owner, name },
      }),
    });
    const answer = (await response.json()) as {
      readonly data: { readonly repository: unknown };
      readonly errors?: unknown;
    };
    if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
    return answer.data.repository;
  }

  /** Titles of the runs that were dispatched. */
  async dispatchedRuns(): Promise<readonly string[]> {
    const path = `/repos/${this.repository}/actions/runs?event=workflow_dispatch`;
    const { workflow_runs: runs } = (await this.#parts.people.alice.request('GET', path)) as {
      readonly workflow_runs: readonly { readonly display_title: string; readonly status: string }[];
    };
    return runs.map((run) => `${run.display_title}: ${run.status}`);
  }

  /** A file of main. */
  async file(path: string): Promise<string> {
    const selection = `file: object(expression: ${JSON.stringify(`main:${path}`)}) { ... on Blob { text } }`;
    const { file } = (await this.query(selection)) as { readonly file: { readonly text: string } };
    return file.text;
  }

  #tokenOf(app: string): string {
    return this.#parts.lab.github.installationToken(app, { repositories: [this.repository] });
  }

  #run(
    action: string,
    app: string,
    inputs: Readonly<Record<string, string>>,
    request: Pick<ActionRequest, 'environment' | 'permissions'> & { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<StepResult> {
    const { signal, ...rest } = request;
    const token = this.#tokenOf(app);
    const { github, runner } = this.#parts.lab;
    const sha = github.branch(this.repository, 'main') ?? '';
    return runner.runAction(action, {
      repository: this.repository,
      event: { actor: 'alice', sha, workflowSha: sha },
      with: { token, ...inputs },
      permissions: {},
      ...rest,
      ...(signal && { signal }),
    });
  }
}
