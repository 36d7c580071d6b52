import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface GitSettings {
  readonly directory: string;
  /** Handed over in the environment: arguments of a process can be read by everyone on the machine. */
  readonly config: readonly (readonly [key: string, value: string])[];
}

const execute = promisify(execFile);

/** Runs git; resolves with what it printed, without the last line feed. */
export async function git({ directory, config }: GitSettings, ...args: readonly string[]): Promise<string> {
  const variables = config.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  const { stdout } = await execute('git', [...args], {
    cwd: directory,
    env: {
      ...process.env,
      GIT_TERMINAL_PROMPT: '0',
      GIT_CONFIG_COUNT: String(config.length),
      ...Object.fromEntries(variables),
    },
  });
  return stdout.trimEnd();
}
