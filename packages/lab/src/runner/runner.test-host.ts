import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { LabClock } from '../clock.ts';
import type {
  Conclusion,
  GitHubEvent,
  JobGrant,
  JobStart,
  RunStart,
  WorkflowHost,
  WorkflowRun,
} from '../github/workflow-host.ts';
import type { RunnerReport, RunRecord } from './records.ts';
import { startRunner, type Runner, type RunnerOptions } from './runner.ts';

/** An environment whose jobs wait until a test says what becomes of them. */
interface Gate {
  readonly approve: () => void;
  readonly refuse: (error: Error) => void;
}

type Addresses = Pick<WorkflowHost, 'serverUrl' | 'apiUrl' | 'graphqlUrl'>;

/** A WorkflowHost in memory, with what tests need to see and to say. */
export class TestHost implements WorkflowHost {
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly files = new Map<string, string>();
  readonly secrets: Record<string, string> = {};
  readonly variables: Record<string, string> = {};
  readonly guarded = new Set<string>();
  readonly waiting: Gate[] = [];
  readonly runStarts: RunStart[] = [];
  readonly jobStarts: JobStart[] = [];
  readonly jobEnds: Conclusion[] = [];
  readonly runEnds = new Map<number, Conclusion>();
  readonly runTitles = new Map<number, string>();
  #listeners: ((event: GitHubEvent) => void)[] = [];
  #runs = 0;

  constructor({ serverUrl, apiUrl, graphqlUrl }: Partial<Addresses> = {}) {
    this.serverUrl = serverUrl ?? 'http://127.0.0.1:1';
    this.apiUrl = apiUrl ?? 'http://127.0.0.1:1/api/v3';
    this.graphqlUrl = graphqlUrl ?? 'http://127.0.0.1:1/api/graphql';
  }

  subscribe(listener: (event: GitHubEvent) => void): () => void {
    this.#listeners.push(listener);
    return () => {
      this.#listeners = this.#listeners.filter((other) => other !== listener);
    };
  }

  emit(event: Partial<GitHubEvent> = {}): void {
    const whole: GitHubEvent = {
      name: 'push',
      repository: 'bitvault/gitops',
      ref: 'refs/heads/main',
      sha: 'a'.repeat(40),
      workflowSha: 'a'.repeat(40),
      actor: 'alice',
      payload: {},
      ...event,
    };
    for (const listener of this.#listeners) listener(whole);
  }

  workflowFiles(): Promise<readonly { readonly path: string; readonly text: string }[]> {
    return Promise.resolve([...this.files].map(([path, text]) => ({ path, text })));
  }

  repositoryIds() {
    return { repositoryId: 11, ownerId: 7, defaultBranch: 'main' };
  }

  startRun(start: RunStart): WorkflowRun {
    this.#runs += 1;
    this.runStarts.push(start);
    return { id: 1000 + this.#runs, number: this.#runs, attempt: 1, triggeringActor: start.event.actor };
  }

  nameRun(run: WorkflowRun, title: string): void {
    this.runTitles.set(run.id, title);
  }

  finishRun(run: WorkflowRun, conclusion: Conclusion): Promise<void> {
    this.runEnds.set(run.id, conclusion);
    return Promise.resolve();
  }

  async startJob(start: JobStart): Promise<JobGrant> {
    this.jobStarts.push(start);
    const jobId = 5000 + this.jobStarts.length;
    if (start.environment !== undefined && this.guarded.has(start.environment)) {
      start.onWaiting?.();
      await new Promise<void>((approve, refuse) => this.waiting.push({ approve, refuse }));
    }
    const oidc = { requestUrl: `${this.serverUrl}/oidc?job=${jobId}`, requestToken: `oidc-request-token-${jobId}` };
    return {
      jobId,
      checkRunId: jobId,
      token: `ghs_tokenOfJob${jobId}`,
      secrets: this.secrets,
      variables: this.variables,
      ...(start.permissions['id-token'] === 'write' && { oidc }),
    };
  }

  finishJob(_grant: JobGrant, conclusion: Conclusion): void {
    this.jobEnds.push(conclusion);
  }
}

export interface Rig extends AsyncDisposable {
  readonly host: TestHost;
  readonly runner: Runner;
  readonly reports: RunnerReport[];
  /** Writes a file of the suite, which the runner takes actions from. */
  write(path: string, text: string): Promise<void>;
  /** Writes an action with these programs, and inputs as the lines of its `inputs:`. */
  action(name: string, programs: { main: string; pre?: string; post?: string }, metadata?: string): Promise<void>;
}

/** A runner in a temporary directory, with an empty suite. */
export async function startRig(
  addresses: Partial<Addresses> = {},
  options: Pick<RunnerOptions, 'traceConnections'> = {},
): Promise<Rig> {
  const root = await mkdtemp(join(tmpdir(), 'lab-runner-'));
  const host = new TestHost(addresses);
  const reports: RunnerReport[] = [];
  const suiteRoot = join(root, 'suite');
  const runner = startRunner({
    host,
    clock: new LabClock(),
    directory: join(root, 'runner'),
    suiteRoot,
    node: process.execPath,
    onEvent: (report) => reports.push(report),
    ...options,
  });
  const write = async (path: string, text: string) => {
    const file = join(suiteRoot, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  };
  return {
    host,
    runner,
    reports,
    write,
    async action(name, programs, metadata = '') {
      const phases = Object.entries(programs);
      const lines = phases.map(([phase]) => `  ${phase}: ${phase}.mjs`);
      await write(`${name}/action.yml`, ['name: x', metadata, 'runs:', '  using: node24', ...lines, ''].join('\n'));
      await Promise.all(phases.map(([phase, text]) => write(`${name}/${phase}.mjs`, text)));
    },
    async [Symbol.asyncDispose]() {
      await runner.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Runs one workflow, on a push unless it says otherwise, for one event, and waits until nothing goes on any more. */
export async function runWorkflow(rig: Rig, text: string, event: Partial<GitHubEvent> = {}) {
  const whole = /^ *on:/m.test(text) ? text : `on: push\n${text}`;
  rig.host.files.set('.github/workflows/test.yml', whole);
  const before = rig.runner.runs.length;
  rig.host.emit(event);
  await rig.runner.idle();
  const [run] = rig.runner.runs.slice(before);
  if (run === undefined) throw new Error('the event started no run');
  return run;
}

/** A workflow of one job, `a`, with these steps and other fields, both indented as they stand in the file. */
export const oneJob = (steps: string, more = ''): string =>
  `jobs:\n  a:\n    runs-on: ubuntu-latest\n${more}    steps:\n${steps}`;

export const jobResults = (run: RunRecord) => Object.fromEntries(run.jobs.map((job) => [job.name, job.conclusion]));

export const stepResults = (run: RunRecord) => run.jobs.flatMap((job) => job.steps.map((step) => step.conclusion));

/** The logs of all its steps. */
export const logOf = (run: RunRecord): string => run.jobs.flatMap((job) => job.steps.map((step) => step.log)).join('');
