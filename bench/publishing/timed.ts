import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Command {
  /** For bash, whose `time` counts the processor time of all that it starts. */
  readonly script: string;
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
}

export interface Times {
  readonly wallMilliseconds: number;
  readonly cpuMilliseconds: number;
}

const figuresLine = /^times (\d+\.\d{3}) (\d+\.\d{3}) (\d+\.\d{3})$/m;

/** Runs a script to its end and says how long it and all its processes took. */
export async function timed({ script, env }: Command): Promise<Times> {
  const timing = "TIMEFORMAT='times %3R %3U %3S'";
  const child = spawn('bash', ['-c', `set -e; ${timing}; time (set -e; ${script})`], {
    env: { ...env, LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  const [, wall, user, system] = figuresLine.exec(said) ?? [];
  if (code !== 0 || wall === undefined) throw new Error(`ended with ${code}:\n${said}`);
  return { wallMilliseconds: milliseconds(wall), cpuMilliseconds: milliseconds(user) + milliseconds(system) };
}

const milliseconds = (seconds = ''): number => Math.round(Number(seconds) * 1000);
