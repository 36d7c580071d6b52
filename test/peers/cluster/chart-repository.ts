import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { peersBin } from '../../../scripts/peers/folders.ts';

/** A Helm repository on loopback, of charts that are packed here. */
export class ChartRepository implements Disposable {
  readonly origin: string;
  readonly #server: Server;
  readonly #folder: string;

  private constructor(server: Server, folder: string) {
    this.#server = server;
    this.#folder = folder;
    this.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** @param folder where the packed charts are kept; the caller removes it */
  static async start(folder: string): Promise<ChartRepository> {
    mkdirSync(folder, { recursive: true });
    const server = createServer((request, response) => {
      try {
        response.end(readFileSync(join(folder, basename(request.url ?? ''))));
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return new ChartRepository(server, folder);
  }

  /** Packs a chart's folder as this version, and lists it. */
  add(chart: string, version: string): void {
    helm('package', chart, '--destination', this.#folder, '--version', version);
    helm('repo', 'index', this.#folder, '--url', this.origin);
  }

  [Symbol.dispose](): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

function helm(...args: readonly string[]): void {
  const { status, stderr } = spawnSync(join(peersBin, 'helm'), args, { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
}
