import type { Conclusion } from '../github/workflow-host.ts';
import type { Turn } from './concurrency.ts';
import { githubContext } from './contexts.ts';
import type { Scope } from './expressions.ts';
import { JobGroup } from './job-group.ts';
import type { Machine, NeededJob, RunFacts } from './machine.ts';
import type { RunRecord } from './records.ts';
import { describeError, RunnerError } from './runner-error.ts';
import { evaluateToFlag, evaluateToText } from './template.ts';
import type { Concurrency, Workflow, WorkflowJob } from './workflow.ts';

/** One run of a workflow: its jobs in the order that `needs` gives them. */
export class RunExecution {
  readonly record: RunRecord;
  readonly #machine: Machine;
  readonly #facts: RunFacts;
  readonly #workflow: Workflow;
  readonly #cancel = new AbortController();
  readonly #results = new Map<string, Promise<NeededJob>>();

  constructor(machine: Machine, facts: RunFacts, workflow: Workflow, record: RunRecord) {
    this.#machine = machine;
    this.#facts = facts;
    this.#workflow = workflow;
    this.record = record;
  }

  cancel(): void {
    this.#cancel.abort();
  }

  /** Carries the run out, and fills in its record. Never throws. */
  async execute(): Promise<void> {
    const { record } = this;
    try {
      this.#check();
      record.conclusion = await this.#executeInTurn(this.#workflow.concurrency);
    } catch (error) {
      record.message = describeError(error);
      record.conclusion = 'failure';
    }
    record.status = 'completed';
    record.finishedAt = this.#machine.clock.now();
    try {
      await this.#machine.activity.during(this.#machine.host.finishRun(this.#facts.run, record.conclusion));
    } catch (error) {
      record.message = describeError(error);
      record.conclusion = 'failure';
    }
    this.#machine.report({ kind: 'run-finished', run: record });
  }

  #check(): void {
    const { unsupported, runName, path } = this.#workflow;
    if (unsupported.length > 0) {
      throw new RunnerError(
        'WORKFLOW_UNSUPPORTED',
        `${path} uses what is not available in the lab: ${unsupported.join(', ')}`,
        'Leave it out, or teach the lab to do it.',
      );
    }
    if (runName === undefined) return;
    this.record.displayTitle = evaluateToText(runName, this.#scope(), 'run-name');
    this.#machine.host.nameRun?.(this.#facts.run, this.record.displayTitle);
  }

  async #executeInTurn(concurrency: Concurrency | undefined): Promise<Conclusion> {
    if (concurrency === undefined) return this.#executeJobs();
    const turn = await this.#enter(concurrency);
    delete this.record.waitingFor;
    if (turn.kind === 'superseded') return 'cancelled';
    try {
      return await this.#executeJobs();
    } finally {
      turn.leave();
    }
  }

  #enter(concurrency: Concurrency): Promise<Turn> {
    const name = evaluateToText(concurrency.group, this.#scope(), 'concurrency.group');
    return this.#machine.groups.enter({
      repository: this.#facts.event.repository,
      name,
      ticket: { cancel: () => this.cancel(), signal: this.#cancel.signal },
      cancelInProgress:
        concurrency.cancelInProgress !== undefined &&
        evaluateToFlag(concurrency.cancelInProgress, this.#scope(), 'concurrency.cancel-in-progress'),
      onWaiting: () => {
        this.record.waitingFor = `concurrency group ${name}`;
        this.#machine.report({ kind: 'run-waiting', run: this.record });
      },
    });
  }

  async #executeJobs(): Promise<Conclusion> {
    this.record.status = 'in_progress';
    const results = await Promise.all(this.#workflow.jobs.map((job) => this.#result(job)));
    if (this.#cancel.signal.aborted) return 'cancelled';
    const conclusions = results.map(({ result }) => result);
    if (conclusions.includes('failure')) return 'failure';
    if (conclusions.includes('cancelled')) return 'cancelled';
    return conclusions.every((conclusion) => conclusion === 'skipped') ? 'skipped' : 'success';
  }

  /** Starts a job once, when those that it needs have ended. */
  #result(job: WorkflowJob): Promise<NeededJob> {
    const started = this.#results.get(job.id);
    if (started !== undefined) return started;
    const result = this.#execute(job);
    this.#results.set(job.id, result);
    return result;
  }

  async #execute(job: WorkflowJob): Promise<NeededJob> {
    const results = new Map<string, NeededJob>();
    for (const ancestor of this.#ancestors(job)) results.set(ancestor.id, await this.#result(ancestor));
    const needs = Object.fromEntries([...results].filter(([id]) => job.needs.includes(id)));
    const group = new JobGroup(this.#machine, this.#cancel.signal, {
      facts: this.#facts,
      runRecord: this.record,
      job,
      workflow: this.#workflow,
      needs,
      ancestors: [...results.values()].map(({ result }) => result),
    });
    return group.execute();
  }

  /** Every job that this one needs, directly or not: `success()` and `failure()` look at all of them. */
  #ancestors(job: WorkflowJob, found = new Set<WorkflowJob>()): ReadonlySet<WorkflowJob> {
    for (const needed of this.#workflow.jobs.filter(({ id }) => job.needs.includes(id))) {
      if (found.has(needed)) continue;
      found.add(needed);
      this.#ancestors(needed, found);
    }
    return found;
  }

  #scope(): Scope {
    return { contexts: { github: githubContext(this.#machine.host, this.#facts), inputs: this.#facts.inputs } };
  }
}
