import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isOnPath } from './search-path.ts';
import { jobScope, type JobState } from './job-state.ts';
import type { StepRecord } from './records.ts';
import { RunnerError } from './runner-error.ts';
import { runStepProcess, searchPath, type StepEnd } from './step-process.ts';
import { evaluateToText, type Template } from './template.ts';
import type { RunStep } from './workflow.ts';

type Shell = readonly [command: string, ...args: string[]];

const sh: Shell = ['sh', '-e'];

/** How GitHub starts each shell. */
const shells: Readonly<Record<string, Shell>> = {
  bash: ['bash', '--noprofile', '--norc', '-eo', 'pipefail'],
  sh,
};

/** What a step without `shell` gets: bash where there is one (docs.github.com, workflow syntax, `steps[*].shell`). */
async function unnamedShell(path: readonly string[]): Promise<Shell> {
  return (await isOnPath('bash', path)) ? ['bash', '-e'] : sh;
}

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
  const found = shell === '' ? await unnamedShell(searchPath(job, env)) : Object.hasOwn(shells, shell) && shells[shell];
  if (!found) {
    throw new RunnerError('WORKFLOW_UNSUPPORTED', `shell "${shell}" is not available in the lab`, 'Use bash or sh.');
  }
  const [command, ...shellArguments] = found;
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
