import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Prometheus' API for queries, where a test says what each gives. */
export interface Queries {
  readonly origin: string;
  close(): void;
}

export async function startQueries(valueOf: (query: string) => string): Promise<Queries> {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const value = valueOf(new URLSearchParams(await text(request)).get('query') ?? '');
    const data = { resultType: 'vector', result: [{ metric: {}, value: [Date.now() / 1000, value] }] };
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ status: 'success', data }));
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => void server.close() };
}
