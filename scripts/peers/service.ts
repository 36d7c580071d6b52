import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { peersPath } from './folders.ts';

const patience = 60_000;

/** A program that runs until it is disposed of, or until this process ends, however it ends. */
export interface Service extends AsyncDisposable {
  /** What it printed. */
  readonly log: () => string;
}

export interface ServiceOptions {
  /** Its working directory and its home; what it prints goes into `logs/<name>.log` below. */
  readonly directory: string;
  /** An address that it answers at once it is ready, with whatever status; or something else that tells. */
  readonly ready: string | (() => Promise<boolean>);
  /** Of the log; default the program's name. */
  readonly name?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Most of the peers are written in Go: memory, of which there is enough, for the time that collecting it would take. */
const collectLess = { GOGC: '300' };

/** Starts one of the peers and returns once it is ready. */
export async function startService(
  program: string,
  args: readonly string[],
  options: ServiceOptions,
): Promise<Service> {
  const { directory, ready, name = program } = options;
  mkdirSync(join(directory, 'logs'), { recursive: true });
  const logFile = join(directory, 'logs', `${name}.log`);
  const output = openSync(logFile, 'a');
  // The kernel ends it with this process: a killed test run leaves nothing behind.
  const child = spawn('setpriv', ['--pdeathsig', 'SIGKILL', program, ...args], {
    cwd: directory,
    env: { PATH: peersPath, HOME: directory, ...collectLess, ...options.env },
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  let failure = '';
  const end = once(child, 'close').catch((error: unknown) => (failure = String(error)));
  const service: Service = {
    log: () => `--- ${name} ---\n${readFileSync(logFile, 'utf8')}${failure}`,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      const forced = AbortSignal.timeout(5_000);
      forced.addEventListener('abort', () => child.kill('SIGKILL'), { once: true });
      await end;
    },
  };
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null || failure !== '';
  const deadline = performance.now() + patience;
  const isReady = typeof ready === 'string' ? () => answers(ready) : ready;
  // Where it could not have its port, whoever has that may answer.
  while (!(await isReady()) || hasEnded()) {
    if (hasEnded() || performance.now() > deadline) {
      await service[Symbol.asyncDispose]();
      throw new Error(`${name} did not start:\n${service.log()}`);
    }
    await wait(50);
  }
  return service;
}

async function answers(url: string): Promise<boolean> {
  try {
    await (await fetch(url)).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/** Whether something accepts connections at a port of loopback. */
export async function listensOn(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Waits for whoever listens on that port of loopback; the test's own time limit ends it. */
export async function untilFree(port: number): Promise<void> {
  for (;;) {
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (isFree) {
      server.close();
      await once(server, 'close');
      return;
    }
    await wait(200);
  }
}

/** Ports that nobody listened on a moment ago. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  return Promise.all(
    servers.map(async (server) => {
      const address = server.address();
      server.close();
      await once(server, 'close');
      if (address === null || typeof address === 'string') throw new TypeError('no port');
      return address.port;
    }),
  );
}
