import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

export interface DiscardingRegistry {
  readonly host: string;
  /** SHA-256 in hexadecimal and size of all that came to one upload, in order of closing. */
  readonly closed: { readonly sha256: string; readonly size: number }[];
  /** `content-length` of every request with a body. */
  readonly lengths: (string | undefined)[];
}

/** A registry that has nothing and keeps nothing of a blob but its size and digest, however large it is. */
export async function startDiscardingRegistry(t: TestContext): Promise<DiscardingRegistry> {
  const uploads = new Map<string, { readonly hash: ReturnType<typeof createHash>; size: number }>();
  const closed: DiscardingRegistry['closed'] = [];
  const lengths: DiscardingRegistry['lengths'] = [];
  const server = createServer((request, response) => void answer(request, response));
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? '').replace(/\?.*/, '');
    if (request.method === 'POST') {
      const location = `/v2/team/app/blobs/uploads/${uploads.size}`;
      uploads.set(location, { hash: createHash('sha256'), size: 0 });
      response.writeHead(202, { location }).end();
      return;
    }
    const upload = uploads.get(path);
    if (!upload) {
      await drain(request, () => {});
      response.writeHead(request.method === 'PUT' ? 201 : 404, { 'content-length': 0 }).end();
      return;
    }
    lengths.push(request.headers['content-length']);
    await drain(request, (piece) => {
      upload.hash.update(piece);
      upload.size += piece.length;
    });
    if (request.method === 'PUT') closed.push({ sha256: upload.hash.digest('hex'), size: upload.size });
    response.writeHead(request.method === 'PUT' ? 201 : 202, { location: path }).end();
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, closed, lengths };
}

async function drain(request: IncomingMessage, take: (piece: Buffer) => void): Promise<void> {
  for await (const piece of request) take(piece as Buffer);
}
