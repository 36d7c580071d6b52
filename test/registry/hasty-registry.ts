import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

export interface HastyRegistry {
  readonly host: string;
  /** Digests of what came whole. */
  readonly stored: string[];
  patches: number;
}

/** A registry that refuses a chunk by its head alone and hangs up, so that the client may see nothing but the hang-up. */
export async function startHastyRegistry(t: TestContext): Promise<HastyRegistry> {
  const server = createServer((request, response) => void answer(request, response));
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    switch (request.method ?? '') {
      case 'PATCH':
        registry.patches += 1;
        response.writeHead(416, { 'content-length': 0, connection: 'close' }).end();
        request.socket.destroySoon();
        return;
      case 'POST':
        response.writeHead(202, { location: '/v2/team/app/blobs/uploads/1', 'content-length': 0 }).end();
        return;
      case 'GET':
        response.writeHead(204, { range: '0-0', 'docker-upload-uuid': '1' }).end();
        return;
      case 'PUT': {
        const hash = createHash('sha256');
        for await (const piece of request) hash.update(piece as Buffer);
        registry.stored.push(`sha256:${hash.digest('hex')}`);
        response.writeHead(201, { 'content-length': 0 }).end();
        return;
      }
      default:
        response.writeHead(404, { 'content-length': 0 }).end();
    }
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const registry: HastyRegistry = {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    stored: [],
    patches: 0,
  };
  return registry;
}
