import type { Conclusion } from '../github/workflow-host.ts';
import { loadAction } from './action-source.ts';
import { runActionPhase, type ActionPhase, type ActionStep } from './action-step.ts';
import { evaluateCondition } from './expressions.ts';
import { jobScope, type JobState } from './job-state.ts';
import { newStepRecord, type StepRecord } from './records.ts';
import { describeError } from './runner-error.ts';
import { runScript } from './script-step.ts';
import { StepConsole } from './step-console.ts';
import type { StepEnd } from './step-process.ts';
import { evaluateToFlag, evaluateToNumber, evaluateToText, evaluateToTexts } from './template.ts';
import type { UsesStep, WorkflowStep } from './workflow.ts';

interface Attempt {
  readonly record: StepRecord;
  readonly condition: string;
  readonly step: WorkflowStep;
  /** `pre` and `post` are not in the `steps` context. */
  readonly phase: ActionPhase;
  run(env: Readonly<Record<string, string>>, cancel: AbortSignal): Promise<StepEnd>;
}

/** Runs the steps of a job in GitHub's order: each action's `pre`, then the steps, then each `post` from last to first. */
export class JobSteps {
  readonly #job: JobState;
  readonly #actions = new Map<WorkflowStep, ActionStep>();
  readonly #posts: ActionStep[] = [];
  #current: { readonly condition: string; readonly abort: AbortController } | undefined;

  constructor(job: JobState) {
    this.#job = job;
  }

  async run(): Promise<void> {
    const { steps } = this.#job.plan.job;
    const remote = steps.filter((step) => step.kind === 'uses' && !step.uses.startsWith('./'));
    for (const step of remote) if (step.kind === 'uses') await this.#prepare(step);
    for (const step of steps) await this.#attempt(this.#main(step));
    for (const action of this.#posts.toReversed()) {
      if (action.action.post !== undefined) await this.#attempt(this.#phase(action, 'post', action.action.postIf));
    }
  }

  /** Stops the running step, unless its condition holds for a cancelled job too. */
  cancel(): void {
    this.#job.status = 'cancelled';
    if (this.#current === undefined) return;
    if (!evaluateCondition(this.#current.condition, jobScope(this.#job))) this.#current.abort.abort();
  }

  async #prepare(step: UsesStep): Promise<void> {
    const action = await this.#load(step);
    if (action.action.pre === undefined) return;
    this.#posts.push(action);
    await this.#attempt(this.#phase(action, 'pre', action.action.preIf));
  }

  async #load(step: UsesStep): Promise<ActionStep> {
    const loaded = this.#actions.get(step);
    if (loaded !== undefined) return loaded;
    const { machine, places } = this.#job;
    const action = { step, action: await loadAction(step.uses, machine.suiteRoot, places.workspace), state: {} };
    this.#actions.set(step, action);
    return action;
  }

  #main(step: WorkflowStep): Attempt {
    const record = newStepRecord(step.id, this.#name(step), step.kind === 'uses' ? step.uses : undefined);
    return {
      record,
      step,
      phase: 'main',
      condition: step.condition,
      run: async (env, cancel) => {
        if (step.kind === 'run') return runScript(this.#job, step, record, env, cancel);
        const action = await this.#load(step);
        if (!this.#posts.includes(action)) this.#posts.push(action);
        return runActionPhase(this.#job, action, 'main', record, env, cancel);
      },
    };
  }

  #phase(action: ActionStep, phase: ActionPhase, condition: string): Attempt {
    const title = phase === 'pre' ? 'Pre' : 'Post';
    const record = newStepRecord(`${action.step.id}:${phase}`, `${title} ${this.#name(action.step)}`);
    return {
      record,
      step: action.step,
      phase,
      condition,
      run: (env, cancel) => runActionPhase(this.#job, action, phase, record, env, cancel),
    };
  }

  #name(step: WorkflowStep): string {
    if (step.name !== undefined) return evaluateToText(step.name, jobScope(this.#job), 'name');
    if (step.kind === 'uses') return `Run ${step.uses}`;
    const script = step.run.kind === 'literal' ? String(step.run.value) : step.id;
    return `Run ${script.trimStart().split('\n')[0] ?? ''}`;
  }

  async #attempt(attempt: Attempt): Promise<void> {
    const { plan, machine } = this.#job;
    const { record } = attempt;
    const at = { run: plan.runRecord, job: plan.record, step: record };
    plan.record.steps.push(record);
    record.status = 'in_progress';
    machine.report({ kind: 'step-started', ...at });
    record.outcome = await this.#outcome(attempt);
    record.conclusion = this.#conclude(attempt, record.outcome);
    record.status = 'completed';
    if (attempt.step.named && attempt.phase === 'main') {
      const { outputs, outcome, conclusion } = record;
      this.#job.steps[attempt.step.id] = { outputs, outcome, conclusion };
    }
    if (record.conclusion === 'failure' && this.#job.status === 'success') this.#job.status = 'failure';
    machine.report({ kind: 'step-finished', ...at });
  }

  async #outcome(attempt: Attempt): Promise<Conclusion> {
    const { record, step, condition } = attempt;
    const { plan, machine } = this.#job;
    if (plan.kill?.aborted || machine.closing.aborted) return 'skipped';
    try {
      const own = step.env === undefined ? {} : evaluateToTexts(step.env, jobScope(this.#job), 'env');
      const env = { ...this.#job.env, ...own };
      if (!evaluateCondition(condition, jobScope(this.#job, env))) return 'skipped';
      const abort = new AbortController();
      this.#current = { condition, abort };
      const timer = this.#timeLimit(step, env, abort);
      try {
        const end = await attempt.run(env, abort.signal);
        record.exitCode = end.exitCode;
        if (timer.expired()) this.#complain(record, `The action '${record.name}' has timed out.`);
        else if (abort.signal.aborted || plan.kill?.aborted) return 'cancelled';
        return end.succeeded && !timer.expired() ? 'success' : 'failure';
      } finally {
        timer.clear();
        this.#current = undefined;
      }
    } catch (error) {
      this.#complain(record, describeError(error));
      return 'failure';
    }
  }

  #conclude({ step, record }: Attempt, outcome: Conclusion): Conclusion {
    if (outcome !== 'failure' || step.continueOnError === undefined) return outcome;
    try {
      return evaluateToFlag(step.continueOnError, jobScope(this.#job), 'continue-on-error') ? 'success' : 'failure';
    } catch (error) {
      this.#complain(record, describeError(error));
      return 'failure';
    }
  }

  #timeLimit(step: WorkflowStep, env: Readonly<Record<string, string>>, abort: AbortController) {
    let expired = false;
    if (step.timeoutMinutes === undefined) return { expired: () => expired, clear: () => undefined };
    const minutes = evaluateToNumber(step.timeoutMinutes, jobScope(this.#job, env), 'timeout-minutes');
    const timer = setTimeout(() => {
      expired = true;
      abort.abort();
    }, minutes * 60_000);
    return { expired: () => expired, clear: () => clearTimeout(timer) };
  }

  #complain(record: StepRecord, message: string): void {
    new StepConsole(record, this.#job.masks).annotate('error', message);
  }
}
