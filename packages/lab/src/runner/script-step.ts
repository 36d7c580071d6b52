import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { jobScope, type JobState } from './job-state.ts';
import type { StepRecord } from './records.ts';
import { RunnerError } from './runner-error.ts';
import { runStepProcess, type StepEnd } from './step-process.ts';
import { evaluateToText, type Template } from './template.ts';
import type { RunStep } from './workflow.ts';

/** How GitHub starts each shell; the first is what a step without `shell` gets. */
const shells: Readonly<Record<string, readonly [string, ...string[]]>> = {
  '': ['bash', '-e'],
  bash: ['bash', '--noprofile', '--norc', '-eo', 'pipefail'],
  sh: ['sh', '-e'],
};

/** Runs a `run` step. */
export async function runScript(
  job: JobState,
  step: RunStep,
  record: StepRecord,
  env: Readonly<Record<string, string>>,
  cancel: AbortSignal,
): Promise<StepEnd> {
  const text = (template: Template | undefined, what: string) =>
    template === undefined ? '' : evaluateToText(template, jobScope(job, env), what);
  const defaults = [job.plan.job.defaults, job.plan.workflowDefaults];
  const shell = text(step.shell ?? defaults.find((layer) => layer.shell)?.shell, 'shell');
  const directory = text(
    step.workingDirectory ?? defaults.find((layer) => layer.workingDirectory)?.workingDirectory,
    'working-directory',
  );
  const [command, ...shellArguments] = Object.hasOwn(shells, shell) ? (shells[shell] ?? []) : [];
  if (command === undefined) {
    throw new RunnerError('WORKFLOW_UNSUPPORTED', `shell "${shell}" is not available in the lab`, 'Use bash or sh.');
  }
  const script = join(job.places.temporary, `${randomUUID()}.sh`);
  await writeFile(script, `${text(step.run, 'run')}\n`);
  return runStepProcess(job, record, {
    command,
    arguments: [...shellArguments, script],
    directory: resolve(job.places.workspace, directory),
    env,
    given: {},
    action: { id: step.named ? step.id : step.id.replace(/^_*/, '__') },
    cancel,
  });
}
