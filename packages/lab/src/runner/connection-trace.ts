import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';

/** A TCP connection on loopback, by the ports of its two ends: no other has the same ones while it lasts. */
export interface Connection {
  readonly from: number;
  readonly to: number;
}

/** Learns what a Node process connects to, so that each request can be told to be of the step that made it. */
export class ConnectionTrace {
  readonly #path: string;

  /** `directory` holds the notes of the process, outside of what steps see. */
  constructor(directory: string) {
    this.#path = join(directory, `connections-${randomUUID()}`);
  }

  /** For the command line, since a step's environment is to be as GitHub gives it. */
  get nodeOptions(): readonly string[] {
    const source = `(${noteConnections.toString()})(${JSON.stringify(this.#path)})`;
    return ['--import', `data:text/javascript,${encodeURIComponent(source)}`];
  }

  /** Once the process has ended. */
  async read(): Promise<readonly Connection[]> {
    const text = await readFile(this.#path, 'utf8').catch(() => '');
    await rm(this.#path, { force: true });
    return [...text.matchAll(/^(\d+) (\d+)$/gm)].map(([, from, to]) => ({ from: Number(from), to: Number(to) }));
  }
}

/** Runs as text in the step's process, where nothing else of this file exists. Written at once: the process may be killed. */
function noteConnections(path: string): void {
  const { appendFileSync } = process.getBuiltinModule('node:fs');
  process.getBuiltinModule('node:diagnostics_channel').subscribe('net.client.socket', (message) => {
    const { socket } = message as { readonly socket: Socket };
    socket.once('connect', () => appendFileSync(path, `${socket.localPort} ${socket.remotePort}\n`));
  });
}
