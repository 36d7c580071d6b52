import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { InputError } from '@bitvault/action-kit';
import { childEnvironment } from '@bitvault/registry';
import { workspaceOf } from '../workspace.ts';

const run = promisify(execFile);

/** The time that everything in the image bears: given, or the commit's, so that the same commit gives the same digest. */
export async function sourceDateEpoch(given: number | undefined, env: NodeJS.ProcessEnv): Promise<number> {
  if (given !== undefined) return given;
  const variable = env['SOURCE_DATE_EPOCH'];
  if (variable !== undefined && /^[0-9]{1,10}$/.test(variable)) return Number(variable);
  try {
    const directory = workspaceOf(env);
    const { stdout } = await run(
      'git',
      ['-C', directory, 'show', '--no-patch', '--no-show-signature', '--format=%ct', 'HEAD'],
      {
        timeout: 10_000,
        env: childEnvironment(env),
      },
    );
    if (/^[0-9]+\n?$/.test(stdout)) return Number(stdout);
    throw new TypeError('git printed no time');
  } catch (cause) {
    throw new InputError(
      'INPUT_MISSING',
      'the time of the source commit is not known: nothing is checked out, and neither source-date-epoch nor SOURCE_DATE_EPOCH is set',
      'Run actions/checkout first, or set `with: source-date-epoch:`.',
      { cause },
    );
  }
}
