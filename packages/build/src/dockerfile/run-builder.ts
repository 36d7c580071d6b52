import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { BuildError } from '../build-error.ts';
import type { BuilderTool } from './builder-tool.ts';
import { firstWords } from '../first-words.ts';
import { remedyFor } from './failure-remedies.ts';

export interface ToolRun {
  readonly directory: string;
  readonly env: NodeJS.ProcessEnv;
  readonly onLine: (line: string) => void;
  /** Ends the tool and whatever it started. */
  readonly cancelled?: AbortSignal;
}

/** Milliseconds from asking a tool to end to killing it: less than a runner waits from cancelling to killing. */
const grace = 4_000;

/** Runs a builder and hands on its lines as they come. Throws `BUILDER_MISSING` or `BUILDER_FAILED`. */
export async function runBuilder(tool: BuilderTool, args: readonly string[], options: ToolRun): Promise<void> {
  const { directory, env, onLine, cancelled } = options;
  if (cancelled?.aborted) throw ended(tool);
  const child = spawn(tool.command, [...tool.leading, ...args], {
    cwd: directory,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own: docker starts buildx, and buildah itself, as further processes.
    detached: true,
  });
  let last = '';
  let next: string | undefined;
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => {
      onLine(line);
      if (/\berror\b/i.test(line)) last = line.trim();
      next ??= remedyFor(line);
    });
  }
  const code = await exitCode(tool, child, options);
  if (cancelled?.aborted) throw ended(tool);
  if (code !== 0) {
    const ending = `${tool.name} ended with ${code ?? 'a signal'}`;
    const message = last === '' ? ending : `${ending}: ${firstWords(last, 500)}`;
    throw new BuildError('BUILDER_FAILED', message, next === undefined ? {} : { next });
  }
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

async function exitCode(tool: BuilderTool, child: Child, { cancelled, onLine }: ToolRun): Promise<number | null> {
  let killing: NodeJS.Timeout | undefined;
  const end = (): void => {
    onLine(`The job is cancelled: ending ${tool.name}`);
    signalGroup(child, 'SIGTERM');
    killing = setTimeout(() => signalGroup(child, 'SIGKILL'), grace);
    // What it left behind in other groups could hold these open.
    child.once('exit', () => [child.stdout, child.stderr].forEach((stream) => stream.destroy()));
  };
  cancelled?.addEventListener('abort', end, { once: true });
  try {
    const [code] = (await once(child, 'close')) as [number | null, string | null];
    return code;
  } catch (cause) {
    throw new BuildError('BUILDER_MISSING', `${tool.command} cannot be run`, { cause });
  } finally {
    cancelled?.removeEventListener('abort', end);
    if (killing !== undefined) {
      clearTimeout(killing);
      signalGroup(child, 'SIGKILL');
    }
  }
}

function signalGroup({ pid }: Child, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // Nothing of it is left.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

const ended = ({ name }: BuilderTool): BuildError =>
  new BuildError('BUILDER_FAILED', `${name} was ended, because the job was cancelled`);
