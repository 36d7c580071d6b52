import type { Conclusion } from '../github/workflow-host.ts';
import { githubContext } from './contexts.ts';
import { evaluateCondition, type Scope, type StatusFunctions } from './expressions.ts';
import { executeJob } from './job.ts';
import type { JobPlan, Machine, NeededJob, RunFacts } from './machine.ts';
import { expandMatrix, type Combination } from './matrix.ts';
import { jobPermissions } from './permissions.ts';
import type { JobRecord, RunRecord } from './records.ts';
import { describeError } from './runner-error.ts';
import { evaluate, evaluateToFlag, evaluateToNumber, evaluateToText } from './template.ts';
import type { Workflow, WorkflowJob } from './workflow.ts';

export interface JobGroupFacts {
  readonly facts: RunFacts;
  readonly runRecord: RunRecord;
  readonly workflow: Workflow;
  readonly job: WorkflowJob;
  readonly needs: Readonly<Record<string, NeededJob>>;
  /** How every job before this one ended. */
  readonly ancestors: readonly Conclusion[];
}

/** A job of a workflow file: one job, or one for each combination of its matrix, that count as one to who needs it. */
export class JobGroup {
  readonly #machine: Machine;
  readonly #given: JobGroupFacts;
  readonly #runCancel: AbortSignal;
  readonly #siblings = new AbortController();
  readonly #cancel = new AbortController();

  constructor(machine: Machine, runCancel: AbortSignal, given: JobGroupFacts) {
    this.#machine = machine;
    this.#runCancel = runCancel;
    this.#given = given;
  }

  /** Never throws: what goes wrong is in the record of a job. */
  async execute(): Promise<NeededJob> {
    const cancel = () => this.#cancelUnlessWanted();
    this.#runCancel.addEventListener('abort', cancel, { once: true });
    try {
      if (!this.#wanted()) return this.#without(this.#runCancel.aborted ? 'cancelled' : 'skipped');
      return await this.#executeAll();
    } catch (error) {
      return this.#without('failure', describeError(error));
    } finally {
      this.#runCancel.removeEventListener('abort', cancel);
    }
  }

  #wanted(): boolean {
    return evaluateCondition(this.#given.job.condition, this.#scope());
  }

  /** As on GitHub, a job whose condition holds for a cancelled run too goes on. */
  #cancelUnlessWanted(): void {
    if (!this.#wanted()) this.#cancel.abort();
  }

  async #executeAll(): Promise<NeededJob> {
    const { job } = this.#given;
    const combinations = this.#combinations();
    const { failFast, maxParallel } = this.#strategy();
    const permissions = jobPermissions(this.#given.workflow.permissions, job.permissions, this.#given.facts.event);
    const queue = combinations.entries();
    const outcomes: Conclusion[] = [];
    const records: JobRecord[] = [];
    const work = async () => {
      for (const [index, matrix] of queue) {
        const strategy = {
          'fail-fast': failFast,
          'job-index': index,
          'job-total': combinations.length,
          'max-parallel': maxParallel,
        };
        const plan = this.#plan(matrix, strategy, permissions);
        records.push(plan.record);
        const outcome = await this.#executeOne(plan);
        outcomes.push(outcome);
        if (outcome === 'failure' && failFast) this.#siblings.abort();
      }
    };
    await Promise.all(Array.from({ length: Math.min(maxParallel, combinations.length) }, work));
    return { result: combined(outcomes), outputs: mergedOutputs(records) };
  }

  async #executeOne(plan: JobPlan): Promise<Conclusion> {
    const outcome = await this.#machine.activity.during(executeJob(this.#machine, plan));
    const { continueOnError } = plan.job;
    if (outcome !== 'failure' || continueOnError === undefined) return outcome;
    return evaluateToFlag(continueOnError, this.#scope(plan), 'continue-on-error') ? 'success' : 'failure';
  }

  #plan(matrix: Combination, strategy: JobPlan['strategy'], permissions: JobPlan['permissions']): JobPlan {
    const { facts, runRecord, job, needs, workflow } = this.#given;
    const scope = this.#scope({ matrix, strategy });
    const values = Object.values(matrix).map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
    const suffix = values.length === 0 ? '' : ` (${values.join(', ')})`;
    const record = this.#record(job.name === undefined ? job.id + suffix : evaluateToText(job.name, scope, 'name'));
    return {
      facts,
      runRecord,
      record,
      job,
      needs,
      matrix,
      strategy,
      permissions,
      workflowDefaults: workflow.defaults,
      ...(workflow.env !== undefined && { workflowEnv: workflow.env }),
      cancel: AbortSignal.any([this.#cancel.signal, this.#siblings.signal]),
    };
  }

  #combinations(): readonly Combination[] {
    const matrix = this.#given.job.strategy?.matrix;
    return matrix === undefined ? [{}] : expandMatrix(evaluate(matrix, this.#scope()));
  }

  #strategy(): { readonly failFast: boolean; readonly maxParallel: number } {
    const { strategy } = this.#given.job;
    const scope = this.#scope();
    return {
      failFast: strategy?.failFast === undefined || evaluateToFlag(strategy.failFast, scope, 'strategy.fail-fast'),
      maxParallel:
        strategy?.maxParallel === undefined
          ? 256
          : Math.max(1, evaluateToNumber(strategy.maxParallel, scope, 'strategy.max-parallel')),
    };
  }

  /** The group ends without any job having run. */
  #without(conclusion: Conclusion, message?: string): NeededJob {
    const record = this.#record(this.#given.job.id);
    record.status = 'completed';
    record.conclusion = conclusion;
    if (message !== undefined) record.message = message;
    this.#machine.report({ kind: 'job-finished', run: this.#given.runRecord, job: record });
    return { result: conclusion, outputs: {} };
  }

  #record(name: string): JobRecord {
    const record: JobRecord = { id: this.#given.job.id, name, status: 'queued', outputs: {}, steps: [] };
    this.#given.runRecord.jobs.push(record);
    return record;
  }

  #scope(more: Pick<Partial<JobPlan>, 'matrix' | 'strategy'> = {}): Scope {
    const { facts, needs } = this.#given;
    return {
      contexts: {
        github: githubContext(this.#machine.host, facts),
        inputs: facts.inputs,
        needs,
        ...(more.matrix && { matrix: more.matrix }),
        ...(more.strategy && { strategy: more.strategy }),
      },
      status: this.#status(),
    };
  }

  #status(): StatusFunctions {
    const { ancestors } = this.#given;
    const cancelled = () => this.#runCancel.aborted;
    return {
      success: () => !cancelled() && ancestors.every((result) => result === 'success'),
      failure: () => ancestors.includes('failure'),
      cancelled,
    };
  }
}

function combined(outcomes: readonly Conclusion[]): Conclusion {
  if (outcomes.includes('failure')) return 'failure';
  return outcomes.includes('cancelled') ? 'cancelled' : 'success';
}

/** Of a matrix, the job that ends last and sets an output wins; empty values do not count. */
function mergedOutputs(records: readonly JobRecord[]): Readonly<Record<string, string>> {
  const merged: Record<string, string> = {};
  for (const { outputs } of records) {
    for (const [name, value] of Object.entries(outputs)) if (value !== '' || !(name in merged)) merged[name] = value;
  }
  return merged;
}
