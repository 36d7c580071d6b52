import { isAbsolute } from 'node:path';
import type { ActionDefinition } from './action-source.ts';
import { ConnectionTrace } from './connection-trace.ts';
import { interpolate } from './expressions.ts';
import { jobScope, type JobState } from './job-state.ts';
import type { StepRecord } from './records.ts';
import { StepConsole } from './step-console.ts';
import { runStepProcess, type StepEnd } from './step-process.ts';
import { evaluateToTexts } from './template.ts';
import type { UsesStep } from './workflow.ts';

export type ActionPhase = 'pre' | 'main' | 'post';

/** A step that uses an action, with what its phases share. */
export interface ActionStep {
  readonly step: UsesStep;
  readonly action: ActionDefinition;
  /** What the phases before this one saved; becomes STATE_ variables. */
  readonly state: Record<string, string>;
}

/** Runs one phase of an action that has it. */
export async function runActionPhase(
  job: JobState,
  { step, action, state }: ActionStep,
  phase: ActionPhase,
  record: StepRecord,
  env: Readonly<Record<string, string>>,
  cancel: AbortSignal,
): Promise<StepEnd> {
  const program = action[phase];
  if (program === undefined || !isAbsolute(program)) throw new Error(`the action has no ${phase} program`);
  const inputs = actionInputs(job, step, action, env);
  if (phase === 'main') warnOfUnexpected(inputs.unexpected, job, action, record);
  const { machine } = job;
  const trace = machine.traceConnections ? new ConnectionTrace(machine.directory) : undefined;
  const states = Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]);
  const end = await runStepProcess(job, record, {
    command: machine.node,
    arguments: [...(trace?.nodeOptions ?? []), program],
    directory: job.places.workspace,
    env,
    given: { ...inputs.variables, ...Object.fromEntries(states) },
    action: {
      id: step.named ? step.id : step.id.replace(/[^A-Za-z0-9_]/g, '_'),
      ...(action.repository !== undefined && { repository: action.repository }),
      ...(action.ref !== undefined && { ref: action.ref }),
    },
    cancel,
  });
  if (trace) record.connections.push(...(await trace.read()));
  Object.assign(state, record.state);
  return end;
}

function actionInputs(
  job: JobState,
  step: UsesStep,
  action: ActionDefinition,
  env: Readonly<Record<string, string>>,
): { readonly variables: Readonly<Record<string, string>>; readonly unexpected: readonly string[] } {
  const scope = jobScope(job, env);
  const given = step.with === undefined ? {} : evaluateToTexts(step.with, scope, 'with');
  const variables: Record<string, string> = {};
  for (const [name, spec] of action.inputs) variables[inputVariable(name)] = interpolate(spec.default, scope);
  for (const [name, value] of Object.entries(given)) variables[inputVariable(name)] = value;
  const known = new Set([...action.inputs.keys()].map((name) => name.toLowerCase()));
  return { variables, unexpected: Object.keys(given).filter((name) => !known.has(name.toLowerCase())) };
}

function warnOfUnexpected(
  unexpected: readonly string[],
  job: JobState,
  action: ActionDefinition,
  record: StepRecord,
): void {
  if (unexpected.length === 0) return;
  new StepConsole(record, job.masks).annotate(
    'warning',
    `Unexpected input(s) ${list(unexpected)}, valid inputs are [${list(action.inputs.keys())}]`,
  );
}

const list = (names: Iterable<string>) => [...names].map((name) => `'${name}'`).join(', ');

const inputVariable = (name: string) => `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
