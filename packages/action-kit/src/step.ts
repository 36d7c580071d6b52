import { reportWarning } from './coded-error.ts';
import { causesOf } from './failure-text.ts';
import { refusalOf, report, runAction, type Action } from './run-action.ts';
import { githubRuntime } from './runtime.ts';

/**
 * Runs an action as all that this process is for. A log that nobody reads any more, or that cannot be written, ends
 * nothing; and what nobody caught is reported like any refusal, where Node would print all of it, secrets included.
 */
export async function runStep(action: Action, host: NodeJS.Process = process): Promise<void> {
  for (const stream of [host.stdout, host.stderr]) stream.on('error', () => undefined);
  const runtime = githubRuntime(host.env);
  let hasEnded = false;
  host.on('uncaughtException', (error) => {
    if (hasEnded) {
      const next = 'Nothing: how the step ended stands. If it persists, report it with this line.';
      return runtime.warn(reportWarning('ERROR_AFTERWARDS', causesOf(error), next));
    }
    report(refusalOf(error, action.definition), runtime);
    host.exit();
  });
  await runAction(action, runtime);
  hasEnded = true;
}
