import { delimiter, dirname, join } from 'node:path';
import type { LabClock } from '../clock.ts';
import type { GitHubEvent, WorkflowHost } from '../github/workflow-host.ts';
import { Activity } from './activity.ts';
import { ConcurrencyGroups } from './concurrency.ts';
import { dispatchInputs } from './contexts.ts';
import type { Machine } from './machine.ts';
import type { Report, RunRecord } from './records.ts';
import { RunExecution } from './run.ts';
import { runAction, type ActionRequest, type StepResult } from './run-action.ts';
import { describeError, RunnerError } from './runner-error.ts';
import { triggers } from './triggers.ts';
import { readWorkflow } from './workflow-file.ts';
import type { Workflow } from './workflow.ts';

export interface RunnerOptions {
  readonly host: WorkflowHost;
  readonly clock: LabClock;
  /** Where workspaces and temporary files go; the caller removes it. */
  readonly directory: string;
  /** The checkout of this suite whose actions `bitvault/actions/<name>@…` mean. */
  readonly suiteRoot: string;
  /** The Node 24 that actions run with; by default the suite's own. */
  readonly node?: string;
  /** Folders in which steps find programs before those of this process's PATH. */
  readonly programs?: readonly string[];
  readonly onEvent?: Report;
  /** Whether the records of steps tell what actions connected to; not by default. */
  readonly traceConnections?: boolean;
}

export interface Runner {
  /** Every run so far, in order of its start; filled in while it goes on. */
  readonly runs: readonly RunRecord[];
  /** Resolves when no run is going on or about to start; those that wait for an environment or a group do not count. */
  idle(): Promise<void>;
  /** Cancels a run as a person would. Throws RunnerError `RUN_UNKNOWN`. */
  cancel(runId: number): void;
  /** Runs one action as the only step of a job, by the very code that runs steps of workflow files. */
  runAction(name: string, request: ActionRequest): Promise<StepResult>;
  /** Kills what runs and takes no more events. */
  close(): Promise<void>;
}

/** A GitHub Actions runner for the events, repositories and jobs of a host. */
export function startRunner(options: RunnerOptions): Runner {
  return new LabRunner(options);
}

class LabRunner implements Runner {
  readonly #machine: Machine;
  readonly #executions = new Map<number, RunExecution>();
  readonly #records: RunRecord[] = [];
  readonly #closing = new AbortController();
  readonly #unsubscribe: () => void;
  /** Workflow files that were read, by path and text: the same ones come with every event. */
  readonly #workflows = new Map<string, Promise<Workflow>>();
  /** Events take their turns, so that runs start in the order of what caused them. */
  #events: Promise<void> = Promise.resolve();

  constructor({ host, clock, directory, suiteRoot, node, programs, onEvent, traceConnections }: RunnerOptions) {
    const node24 = node ?? join(suiteRoot, 'node_modules', 'node', 'bin', 'node');
    this.#machine = {
      host,
      clock,
      directory,
      suiteRoot,
      node: node24,
      traceConnections: traceConnections ?? false,
      compileCache: process.env['NODE_COMPILE_CACHE'],
      path: [dirname(node24), ...(programs ?? []), process.env['PATH'] ?? '/usr/bin:/bin'].join(delimiter),
      activity: new Activity(),
      groups: new ConcurrencyGroups(),
      report: onEvent ?? (() => {}),
      closing: this.#closing.signal,
    };
    this.#unsubscribe = host.subscribe((event) => this.#take(event));
  }

  get runs(): readonly RunRecord[] {
    return this.#records;
  }

  idle(): Promise<void> {
    return this.#machine.activity.idle();
  }

  cancel(runId: number): void {
    const execution = this.#executions.get(runId);
    if (execution === undefined) {
      throw new RunnerError('RUN_UNKNOWN', `there is no run ${runId}`, 'Take an id from `runs`.');
    }
    execution.cancel();
  }

  runAction(name: string, request: ActionRequest): Promise<StepResult> {
    return runAction(this.#machine, name, request);
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    this.#closing.abort();
    for (const execution of this.#executions.values()) execution.cancel();
    await this.idle();
  }

  #take(event: GitHubEvent): void {
    this.#events = this.#machine.activity.during(this.#events.then(() => this.#startRuns(event)));
  }

  /** Never throws: what goes wrong becomes a failed run. */
  async #startRuns(event: GitHubEvent): Promise<void> {
    if (event.payload['deleted'] === true) return;
    let files: Awaited<ReturnType<WorkflowHost['workflowFiles']>> = [];
    try {
      files = await this.#machine.host.workflowFiles(event.repository, event.workflowSha);
    } catch (error) {
      await this.#failedRun(event, '.github/workflows', describeError(error));
    }
    for (const file of files) {
      try {
        const workflow = await this.#read(file.path, file.text);
        if (triggers(workflow, event)) this.#startRun(workflow, event);
      } catch (error) {
        await this.#failedRun(event, file.path, describeError(error));
      }
    }
  }

  #read(path: string, text: string): Promise<Workflow> {
    const key = `${path}\n${text}`;
    const workflow = this.#workflows.get(key) ?? readWorkflow(path, text);
    this.#workflows.set(key, workflow);
    return workflow;
  }

  #startRun(workflow: Workflow, received: GitHubEvent): void {
    const inputs = dispatchInputs(workflow, received);
    const event = withInputs(received, inputs);
    const run = this.#machine.host.startRun({ event, workflowPath: workflow.path, workflowName: workflow.name });
    const record = this.#record(event, workflow, run);
    const execution = new RunExecution(this.#machine, { run, event, workflow, inputs }, workflow, record);
    this.#executions.set(run.id, execution);
    this.#machine.report({ kind: 'run-started', run: record });
    void execution.execute();
  }

  async #failedRun(event: GitHubEvent, path: string, message: string): Promise<void> {
    const record = this.#record(event, { path, name: path }, { id: 0, number: 0 });
    Object.assign(record, { status: 'completed', conclusion: 'failure', finishedAt: record.startedAt, message });
    try {
      const run = this.#machine.host.startRun({ event, workflowPath: path, workflowName: path });
      Object.assign(record, { id: run.id, number: run.number });
      await this.#machine.host.finishRun(run, 'failure');
    } catch (error) {
      record.message = `${message}; and the host takes no runs: ${describeError(error)}`;
    }
    this.#machine.report({ kind: 'run-finished', run: record });
  }

  #record(
    event: GitHubEvent,
    { path, name }: RunRecord['workflow'],
    run: { readonly id: number; readonly number: number },
  ): RunRecord {
    const record: RunRecord = {
      id: run.id,
      number: run.number,
      repository: event.repository,
      workflow: { path, name },
      displayTitle: name,
      startedAt: this.#machine.clock.now(),
      event,
      status: 'queued',
      jobs: [],
    };
    this.#records.push(record);
    return record;
  }
}

/** In the payload of a dispatch GitHub has every input, as text and with its default. */
function withInputs(event: GitHubEvent, inputs: Readonly<Record<string, string | number | boolean>>): GitHubEvent {
  if (event.name !== 'workflow_dispatch') return event;
  const texts = Object.entries(inputs).map(([name, value]) => [name, String(value)]);
  return { ...event, payload: { ...event.payload, inputs: Object.fromEntries(texts) } };
}
