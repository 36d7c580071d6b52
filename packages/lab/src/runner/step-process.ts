import { delimiter } from 'node:path';
import { createCommandFiles, type WrittenCommands } from './command-files.ts';
import { defaultVariables } from './contexts.ts';
import type { JobState } from './job-state.ts';
import type { StepRecord } from './records.ts';
import { setOwn, StepConsole } from './step-console.ts';

/** One process of a step: a script, or an action's `pre`, `main` or `post`. */
export interface StepProcess {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly directory: string;
  /** The `env` context, with the step's own `env`. */
  readonly env: Readonly<Record<string, string>>;
  /** INPUT_ and STATE_ variables of an action. */
  readonly given: Readonly<Record<string, string>>;
  readonly action: { readonly id: string; readonly repository?: string; readonly ref?: string };
  readonly cancel: AbortSignal;
}

export interface StepEnd {
  readonly exitCode: number;
  readonly succeeded: boolean;
}

/** Starts the process with the environment of a GitHub runner, and takes in all that it says and writes. */
export async function runStepProcess(job: JobState, record: StepRecord, request: StepProcess): Promise<StepEnd> {
  const files = await createCommandFiles(job.places.temporary);
  const console = new StepConsole(record, job.masks);
  const exitCode = await job.processes.run({
    command: request.command,
    arguments: request.arguments,
    directory: request.directory,
    environment: {
      ...processEnvironment(job, request),
      ...files.variables,
    },
    onLine: console.take,
    cancel: request.cancel,
    kill: AbortSignal.any([job.machine.closing, ...(job.plan.kill ? [job.plan.kill] : [])]),
  });
  const written = await files.read();
  takeIn(written, job, record, console);
  if (exitCode !== 0) console.annotate('error', `Process completed with exit code ${exitCode}.`);
  return { exitCode, succeeded: exitCode === 0 && !console.failed && written.failures.length === 0 };
}

/** Where a step finds its programs: in what earlier steps added first, the last addition before the others. */
export function searchPath(job: JobState, env: Readonly<Record<string, string>>): readonly string[] {
  return [...job.addedPaths.toReversed(), ...(env['PATH'] ?? job.machine.path).split(delimiter)];
}

function processEnvironment(job: JobState, request: StepProcess): Record<string, string> {
  const { compileCache } = job.machine;
  return {
    HOME: job.places.home,
    LANG: 'C.UTF-8',
    CI: 'true',
    ...(compileCache !== undefined && { NODE_COMPILE_CACHE: compileCache }),
    ...request.env,
    PATH: searchPath(job, request.env).join(delimiter),
    ...defaultVariables(job.github, job.places, job.grant, request.action),
    ...request.given,
  };
}

function takeIn(written: WrittenCommands, job: JobState, record: StepRecord, console: StepConsole): void {
  for (const [name, value] of written.outputs) setOwn(record.outputs, name, value);
  for (const [name, value] of written.state) setOwn(record.state, name, value);
  for (const [name, value] of written.env) {
    setOwn(record.env, name, value);
    setOwn(job.env, name, value);
  }
  for (const path of written.paths) {
    record.paths.push(path);
    const known = job.addedPaths.indexOf(path);
    if (known >= 0) job.addedPaths.splice(known, 1);
    job.addedPaths.push(path);
  }
  record.summary += job.masks.hide(written.summary);
  for (const message of [...written.failures, ...written.complaints]) console.annotate('error', message);
}
