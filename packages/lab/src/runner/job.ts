import type { Conclusion, JobGrant, JobStart } from '../github/workflow-host.ts';
import { ProcessGroups } from './child-process.ts';
import { githubContext } from './contexts.ts';
import type { Scope } from './expressions.ts';
import { createJobState, jobScope, type JobState } from './job-state.ts';
import { JobSteps } from './job-steps.ts';
import type { JobPlan, Machine } from './machine.ts';
import type { Ticket, Turn } from './concurrency.ts';
import { describeError, RunnerError } from './runner-error.ts';
import { evaluate, evaluateToFlag, evaluateToNumber, evaluateToText, evaluateToTexts } from './template.ts';
import type { Concurrency } from './workflow.ts';

/** Six hours, GitHub's limit for a job that sets none. */
const defaultTimeoutMinutes = 360;

/** Carries out a job from its environment's approval to its last `post`, and fills in its record. Never throws. */
export async function executeJob(machine: Machine, plan: JobPlan): Promise<Conclusion> {
  const { record } = plan;
  try {
    record.conclusion = await executeInTurn(machine, plan);
  } catch (error) {
    record.message = describeError(error);
    record.conclusion = plan.cancel.aborted ? 'cancelled' : 'failure';
  }
  record.status = 'completed';
  record.finishedAt = machine.clock.now();
  delete record.waitingFor;
  machine.report({ kind: 'job-finished', run: plan.runRecord, job: record });
  return record.conclusion;
}

/** What an expression of a job sees before the job starts: no secrets, and no variables, which may be its environment's. */
function planScope(machine: Machine, plan: JobPlan): Scope {
  return {
    contexts: {
      github: githubContext(machine.host, plan.facts),
      needs: plan.needs,
      matrix: plan.matrix,
      strategy: plan.strategy,
      inputs: plan.facts.inputs,
    },
  };
}

async function executeInTurn(machine: Machine, plan: JobPlan): Promise<Conclusion> {
  const { concurrency } = plan.job;
  if (concurrency === undefined) return executeWithGrant(machine, plan);
  const abort = new AbortController();
  const cancel = AbortSignal.any([plan.cancel, abort.signal]);
  const turn = await enterGroup(machine, plan, concurrency, { cancel: () => abort.abort(), signal: cancel });
  delete plan.record.waitingFor;
  if (turn.kind === 'superseded') return 'cancelled';
  try {
    return await executeWithGrant(machine, { ...plan, cancel });
  } finally {
    turn.leave();
  }
}

function enterGroup(machine: Machine, plan: JobPlan, concurrency: Concurrency, ticket: Ticket): Promise<Turn> {
  const scope = planScope(machine, plan);
  const name = evaluateToText(concurrency.group, scope, 'concurrency.group');
  const entering = machine.groups.enter({
    repository: plan.facts.event.repository,
    name,
    ticket,
    cancelInProgress:
      concurrency.cancelInProgress !== undefined &&
      evaluateToFlag(concurrency.cancelInProgress, scope, 'concurrency.cancel-in-progress'),
    onWaiting: () => {
      plan.record.status = 'waiting';
      plan.record.waitingFor = `concurrency group ${name}`;
      machine.report({ kind: 'job-waiting', run: plan.runRecord, job: plan.record });
    },
  });
  return plan.record.waitingFor === undefined ? entering : machine.activity.pausedDuring(entering);
}

async function executeWithGrant(machine: Machine, plan: JobPlan): Promise<Conclusion> {
  const { record, job } = plan;
  checkLabels(job.runsOn && evaluate(job.runsOn, planScope(machine, plan)));
  if (job.environment !== undefined) {
    const environment = evaluateToText(job.environment.name, planScope(machine, plan), 'environment');
    if (environment !== '') record.environment = environment;
  }
  const grant = await startWhenAllowed(machine, plan);
  if (grant === undefined) return 'cancelled';
  const processes = new ProcessGroups();
  let conclusion: Conclusion = 'failure';
  try {
    record.status = 'in_progress';
    record.startedAt = machine.clock.now();
    machine.report({ kind: 'job-started', run: plan.runRecord, job: record });
    const state = await createJobState(machine, plan, grant, processes);
    await runSteps(state);
    conclusion = state.status;
    finishOutputs(state);
  } catch (error) {
    conclusion = plan.cancel.aborted ? 'cancelled' : 'failure';
    record.message = describeError(error);
  } finally {
    processes.killAll();
    machine.host.finishJob(grant, conclusion);
  }
  return conclusion;
}

/** The grant, or nothing when the job was cancelled first. */
async function startWhenAllowed(machine: Machine, plan: JobPlan): Promise<JobGrant | undefined> {
  const { record, cancel } = plan;
  const stop = AbortSignal.any([cancel, machine.closing]);
  if (stop.aborted) return undefined;
  const waiting = Promise.withResolvers<'waiting'>();
  const cancelled = new Promise<undefined>((resolve) =>
    stop.addEventListener('abort', () => resolve(undefined), { once: true }),
  );
  const starting = machine.host.startJob({ ...jobStart(plan), onWaiting: () => waiting.resolve('waiting') });
  const first = await Promise.race([starting, waiting.promise, cancelled]);
  if (first !== 'waiting') return first ?? giveBack(machine, starting);
  record.status = 'waiting';
  record.waitingFor = `environment ${record.environment ?? ''}`;
  machine.report({ kind: 'job-waiting', run: plan.runRecord, job: record });
  const granted = await machine.activity.pausedDuring(Promise.race([starting, cancelled]));
  delete record.waitingFor;
  return granted ?? giveBack(machine, starting);
}

function jobStart({ facts, record, permissions }: JobPlan): JobStart {
  const environment = record.environment === undefined ? {} : { environment: record.environment };
  return { run: facts.run, name: record.name, permissions, ...environment };
}

/** A grant that comes for a job which is cancelled already ends it. */
function giveBack(machine: Machine, starting: Promise<JobGrant>): undefined {
  starting.then(
    (grant) => machine.host.finishJob(grant, 'cancelled'),
    () => undefined,
  );
}

async function runSteps(state: JobState): Promise<void> {
  const { plan } = state;
  const { job } = plan;
  const minutes =
    job.timeoutMinutes === undefined
      ? defaultTimeoutMinutes
      : evaluateToNumber(job.timeoutMinutes, jobScope(state), 'timeout-minutes');
  const steps = new JobSteps(state);
  const cancel = () => steps.cancel();
  const limit = setTimeout(() => {
    plan.record.message = `The job has exceeded the maximum execution time of ${minutes} minutes`;
    cancel();
  }, minutes * 60_000);
  plan.cancel.addEventListener('abort', cancel, { once: true });
  if (plan.cancel.aborted) cancel();
  try {
    await steps.run();
  } finally {
    clearTimeout(limit);
    plan.cancel.removeEventListener('abort', cancel);
  }
  if (plan.kill?.aborted) state.status = 'cancelled';
}

/** GitHub drops an output of a job that has a secret in it. */
function finishOutputs(state: JobState): void {
  const { job, record } = state.plan;
  if (job.outputs !== undefined) {
    const outputs = evaluateToTexts(job.outputs, jobScope(state), `jobs.${job.id}.outputs`);
    record.outputs = Object.fromEntries(Object.entries(outputs).filter(([, value]) => !state.masks.covers(value)));
  }
  if (job.environment?.url !== undefined) {
    record.environmentUrl = evaluateToText(job.environment.url, jobScope(state), 'environment.url');
  }
}

function checkLabels(labels: unknown): void {
  const wanted = [labels].flat().map(String);
  const other = wanted.find((label) => !/^(?:ubuntu-.*|linux|self-hosted|x64|arm64)$/i.test(label));
  if (labels === undefined || other === undefined) return;
  throw new RunnerError('WORKFLOW_UNSUPPORTED', `runs-on "${other}" is not available in the lab`, 'Use ubuntu-latest.');
}
