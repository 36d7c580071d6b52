import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ProcessRequest {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly directory: string;
  /** The whole environment: nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  /** Called for each line of stdout and stderr, in the order of arrival. */
  readonly onLine: (line: string) => void;
  /** Asks the process to end, and kills it when it has not after a while. */
  readonly cancel?: AbortSignal;
  /** Kills it at once. */
  readonly kill?: AbortSignal;
}

/** How long after an interrupt a step is killed; GitHub gives 7.5 s, then 2.5 s more after SIGTERM. */
const interruptGrace = 7_500;

/** How long output may keep coming after the process ended, from what it left in the background. */
const lingering = 1_000;

/**
 * The processes of a job: each leads its own process group, so that what a step leaves in the background can be ended
 * with the job, as GitHub does.
 */
export class ProcessGroups {
  readonly #leaders = new Set<number>();

  /** Resolves with the exit code; a death by signal counts as 128 + its number, as in a shell. */
  async run(request: ProcessRequest): Promise<number> {
    const child = spawn(request.command, [...request.arguments], {
      cwd: request.directory,
      env: request.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const { pid } = child;
    if (pid !== undefined) this.#leaders.add(pid);
    const output = Promise.allSettled(
      [child.stdout, child.stderr].map((stream) => deliverLines(stream, request.onLine)),
    );
    const interrupt = () => void this.#interrupt(child);
    const kill = () => void signalGroup(pid, 'SIGKILL');
    request.cancel?.addEventListener('abort', interrupt, { once: true });
    request.kill?.addEventListener('abort', kill, { once: true });
    if (request.cancel?.aborted) interrupt();
    if (request.kill?.aborted) kill();
    try {
      const code = await exitCode(child);
      // Its number may go to a stranger once nothing of its group is left.
      if (pid !== undefined && !signalGroup(pid, 0)) this.#leaders.delete(pid);
      const delivered = await Promise.race([output, sleep(lingering, [], { ref: false })]);
      for (const stream of delivered) if (stream.status === 'rejected') throw stream.reason;
      return code;
    } finally {
      request.cancel?.removeEventListener('abort', interrupt);
      request.kill?.removeEventListener('abort', kill);
      child.stdout.destroy();
      child.stderr.destroy();
    }
  }

  /** Kills what is left of every process that was started here. */
  killAll(): void {
    for (const pid of this.#leaders) signalGroup(pid, 'SIGKILL');
    this.#leaders.clear();
  }

  async #interrupt(child: ChildProcess): Promise<void> {
    signalGroup(child.pid, 'SIGINT');
    await sleep(interruptGrace, undefined, { ref: false });
    if (child.exitCode === null && child.signalCode === null) signalGroup(child.pid, 'SIGKILL');
  }
}

/** Whether there was anything to signal; 0 only asks. */
function signalGroup(pid: number | undefined, signal: NodeJS.Signals | 0): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(-pid, signal);
  } catch (error) {
    const gone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!gone) throw error;
    return false;
  }
}

function exitCode(child: ChildProcess): Promise<number> {
  const numbers: Partial<Record<NodeJS.Signals, number>> = { SIGINT: 2, SIGABRT: 6, SIGKILL: 9, SIGTERM: 15 };
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + ((signal && numbers[signal]) || 1)));
  });
}

/** Splits at line feeds, carriage returns and both together, as the runner's reader does. */
async function deliverLines(stream: NodeJS.ReadableStream, deliver: (line: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  const take = (text: string, last: boolean) => {
    rest += text;
    // A carriage return at the very end may be the first half of a pair whose other half is yet to come.
    const held = !last && rest.endsWith('\r') ? '\r' : '';
    const lines = rest.slice(0, rest.length - held.length).split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? '') + held;
    lines.forEach(deliver);
    if (last && rest !== '') deliver(rest);
  };
  try {
    for await (const chunk of stream) take(decoder.decode(chunk as Buffer, { stream: true }), false);
  } catch (error) {
    // Destroyed because the process is gone and something in the background held the pipe open.
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE')) throw error;
  }
  take(decoder.decode(), true);
}
