import { reportWarning } from './coded-error.ts';
import type { ActionDefinition, InputSpecs, InputValues } from './definition.ts';
import { causesOf, describeFailure } from './failure-text.ts';
import { readInputs } from './inputs.ts';
import { markdownText } from './log-text.ts';
import type { ActionRuntime, Runtime } from './runtime.ts';

/**
 * How an action ended. `refused` fails the step, so that a workflow never goes green over work that was not done;
 * `done` covers waiting too, which is a result and not a failure.
 */
export type Outcome<O extends string> =
  | { readonly kind: 'done'; readonly outputs: Readonly<Record<O, string>>; readonly summary: () => string }
  | {
      readonly kind: 'refused';
      readonly outputs: Readonly<Record<O, string>>;
      readonly summary: () => string;
      /** One line a reason: `CODE: what was wrong. Next: what to do.` */
      readonly failure: string;
    };

export interface Action<S extends InputSpecs = InputSpecs, O extends string = string> {
  readonly definition: ActionDefinition<S, O>;
  main(inputs: InputValues<S>, runtime: Runtime): Promise<Outcome<O>>;
}

/** The one exit of every action: reads inputs, runs `main`, and reports what came of it. */
export async function runAction<S extends InputSpecs, O extends string>(
  action: Action<S, O>,
  runtime: ActionRuntime,
): Promise<void> {
  report(await outcomeOf(action, runtime), runtime);
}

async function outcomeOf<S extends InputSpecs, O extends string>(
  action: Action<S, O>,
  runtime: ActionRuntime,
): Promise<Outcome<string>> {
  try {
    return await action.main(
      readInputs(action.definition, runtime.env, (secret) => runtime.mask(secret)),
      runtime,
    );
  } catch (error) {
    return refusalOf(error, action.definition);
  }
}

/** How an action ended that threw: refused, as far as it has outputs to say so. */
export function refusalOf(error: unknown, definition: Pick<ActionDefinition, 'outputs'>): Outcome<string> {
  const failure = describeFailure(error);
  const outputs = Object.fromEntries(
    Object.entries({ result: 'refused', reason: failure }).filter(([name]) => name in definition.outputs),
  );
  const summary = () => `## Refused\n\n- ${markdownText(failure)}\n`;
  return { kind: 'refused', outputs, summary, failure };
}

/**
 * Tells how an action ended. What goes wrong with that is a warning: it cannot undo what was done, nor allow what was
 * refused.
 */
export function report(outcome: Outcome<string>, runtime: ActionRuntime): void {
  runtime.setOutputs(outcome.outputs);
  runtime.writeSummary(rendered(outcome.summary, runtime));
  if (outcome.kind === 'refused') runtime.fail(outcome.failure);
}

function rendered(summary: () => string, runtime: Runtime): string {
  try {
    return summary();
  } catch (error) {
    const next = 'Nothing else: what the step did, or refused, stands. Report it with this line.';
    runtime.warn(reportWarning('SUMMARY_LOST', `the summary could not be made (${causesOf(error)})`, next));
    return '';
  }
}
