import { isCodedError } from './coded-error.ts';
import type { ActionDefinition, InputSpecs, InputValues } from './definition.ts';
import { readInputs } from './inputs.ts';
import { markdownText } from './log-text.ts';
import { githubRuntime, type ActionRuntime, type Runtime } from './runtime.ts';

/**
 * How an action ended. `refused` fails the step, so that a workflow never goes green over work that was not done;
 * `done` covers waiting too, which is a result and not a failure.
 */
export type Outcome<O extends string> =
  | { readonly kind: 'done'; readonly outputs: Readonly<Record<O, string>>; readonly summary: string }
  | {
      readonly kind: 'refused';
      readonly outputs: Readonly<Record<O, string>>;
      readonly summary: string;
      /** One line a reason: `CODE: what was wrong. Next: what to do.` */
      readonly failure: string;
    };

export interface Action<S extends InputSpecs = InputSpecs, O extends string = string> {
  readonly definition: ActionDefinition<S, O>;
  main(inputs: InputValues<S>, runtime: Runtime): Promise<Outcome<O>>;
}

/** The one exit of every action: reads inputs, runs `main`, reports outputs, summary and failure. */
export async function runAction<S extends InputSpecs, O extends string>(
  action: Action<S, O>,
  runtime: ActionRuntime = githubRuntime(process.env),
): Promise<void> {
  try {
    const inputs = readInputs(action.definition, runtime.env, (secret) => runtime.mask(secret));
    const outcome = await action.main(inputs, runtime);
    for (const [name, value] of Object.entries<string>(outcome.outputs)) runtime.setOutput(name, value);
    await runtime.writeSummary(outcome.summary);
    if (outcome.kind === 'refused') runtime.fail(outcome.failure);
  } catch (error) {
    const failure = describeFailure(error);
    if ('result' in action.definition.outputs) runtime.setOutput('result', 'refused');
    if ('reason' in action.definition.outputs) runtime.setOutput('reason', failure);
    runtime.fail(failure);
    const lines = failure.split('\n').map((line) => `- ${markdownText(line)}\n`);
    // The failure is reported already, whatever becomes of this.
    await runtime.writeSummary(`## Refused\n\n${lines.join('')}`).catch(() => undefined);
  }
}

/** More of a message is text of somebody's that nobody reads. */
const longestMessage = 2_000;

/** A refusal is one line, however many are in what it quotes. */
const oneLine = (message: string): string =>
  `${message.slice(0, longestMessage)}${message.length > longestMessage ? '…' : ''}`.replace(
    /[\r\n\u0085\u2028\u2029]+/g,
    ' ',
  );

/**
 * A coded error as `CODE: message. Next: …`; anything else with its causes, since nobody foresaw it.
 * @param about which of several things it is about
 */
export function describeFailure(error: unknown, about?: string): string {
  if (isCodedError(error)) {
    const message = about === undefined ? error.message : `${about}: ${error.message}`;
    return `${error.code}: ${oneLine(message)}. Next: ${error.next}`;
  }
  const chain: string[] = [];
  for (
    let link: unknown = error;
    link !== undefined && chain.length < 5;
    link = link instanceof Error ? link.cause : undefined
  ) {
    chain.push(link instanceof Error ? `${link.name}: ${link.message}` : 'a value that is no Error was thrown');
  }
  const where = about === undefined ? '' : ` (${about})`;
  return `UNEXPECTED: ${oneLine(chain.join(' ← '))}${where}. Next: run again with debug logging; if it persists, report it with this line.`;
}
