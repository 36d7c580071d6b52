import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { peersBin } from '../../../scripts/peers/folders.ts';

const patience = 30_000;

/** A program that serves HTTP on loopback. */
export interface Service extends AsyncDisposable {
  readonly log: () => string;
}

/** Starts it and returns once it answers at `url`. */
export async function startService(
  program: string,
  args: readonly string[],
  directory: string,
  url: string,
): Promise<Service> {
  const env = { PATH: process.env['PATH'] ?? '', HOME: directory };
  const child = spawn(join(peersBin, program), args, { cwd: directory, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const end = once(child, 'close').catch((error: unknown) => (log += String(error)));
  const service: Service = {
    log: () => `--- ${program} ---\n${log}`,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      const forced = AbortSignal.timeout(5_000);
      forced.addEventListener('abort', () => child.kill('SIGKILL'), { once: true });
      await end;
    },
  };
  const deadline = performance.now() + patience;
  // Where it could not have its port, whoever has that may answer.
  while (!(await answers(url)) || child.exitCode !== null) {
    if (child.exitCode !== null || performance.now() > deadline) {
      await service[Symbol.asyncDispose]();
      throw new Error(`${program} did not start:\n${service.log()}`);
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
