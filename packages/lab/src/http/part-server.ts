import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, ServedRequest, StrayAnswer, Traffic } from './traffic.ts';

/** What a part answers: a status, headers and the whole body. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array;
}

/** A request as parts see it: the body is read whole before the part is asked. */
export interface PartRequest {
  readonly method: string;
  /** Absolute, with the host that the client asked for. */
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** The record in the lab's traffic; a part may add `actor` and `operation` to it. */
  readonly record: ServedRequest;
}

/** Sees every request with the answer that an honest part would give, and may give another. */
export type Tamper = (request: PartRequest, answer: Answer) => Answer;

/** PEM */
export interface PartCertificate {
  readonly cert: string;
  readonly key: string;
}

export interface Operation {
  readonly name: string | undefined;
  readonly kind: 'query' | 'mutation';
}

interface PartOptions {
  readonly port?: number;
  readonly tls?: PartCertificate;
  /** What a request of GraphQL is; undefined for any other. */
  readonly operationOf?: (url: URL, body: Buffer) => Operation | undefined;
}

export interface PartServer {
  /** `http://127.0.0.1:<port>`, https with `tls` */
  readonly origin: string;
  close(): Promise<void>;
}

export const json = (status: number, value: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
});

/** Serves one part of the lab on loopback, under the lab's traffic rules. An error thrown by `answer` becomes a 500. */
export async function startPart(
  part: string,
  traffic: Traffic,
  answer: (request: PartRequest) => Promise<Answer> | Answer,
  options: PartOptions = {},
): Promise<PartServer> {
  const scheme = options.tls ? 'https' : 'http';
  const onRequest = (message: IncomingMessage, response: ServerResponse): void => void serve(message, response);
  const server = options.tls ? createSecureServer(options.tls, onRequest) : createServer(onRequest);
  // On a busy machine, a connection would be closed in the moment in which a client uses it again.
  server.keepAliveTimeout = 0;
  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(message);
    if (body === undefined) return;
    const url = new URL(message.url ?? '/', `${scheme}://${message.headers.host ?? '127.0.0.1'}`);
    const { remotePort: from = 0, localPort: to = 0 } = message.socket;
    const method = message.method ?? 'GET';
    const operation = options.operationOf?.(url, body);
    const record: ServedRequest = {
      part,
      method,
      url: url.pathname + url.search,
      connection: { from, to },
      reads: operation === undefined ? method === 'GET' || method === 'HEAD' : operation.kind === 'query',
      ...(operation?.name !== undefined && { operation: operation.name }),
      status: 0,
    };
    const { fault, delay, interludes } = traffic.admit(record);
    for (const interlude of interludes) await interlude();
    if (delay > 0) await sleep(delay);
    const request = { method: record.method, url, headers: message.headers, body, record };
    const work = () => answerOrComplain(answer, request);
    const given = await spoiled(fault, work, traffic, () => drop(record, response));
    if (given === undefined) return;
    record.status = given.status;
    const answered = record.method === 'HEAD' ? undefined : given.body;
    record.bytes = { received: body.length, sent: Buffer.byteLength(answered ?? '') };
    // As registries in Go do; without it Node's client would not use the connection again.
    const length = record.method === 'HEAD' &&
      given.status >= 400 && { 'content-length': Buffer.byteLength(given.body ?? '') };
    response.writeHead(given.status, { ...(given.headers as Record<string, string>), ...length });
    response.end(answered);
    traffic.answered();
  };
  const port = await listen(server, options.port ?? 0);
  return { origin: `${scheme}://127.0.0.1:${port}`, close: () => close(server) };
}

async function answerOrComplain(
  answer: (request: PartRequest) => Promise<Answer> | Answer,
  request: PartRequest,
): Promise<Answer> {
  try {
    return await answer(request);
  } catch (error) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : 'unknown';
    return json(500, { message: `lab ${request.record.part}: ${detail}` });
  }
}

/** The part's own answer, or what a fault makes of it; undefined where the connection was dropped. */
async function spoiled(
  fault: Fault | undefined,
  work: () => Promise<Answer>,
  traffic: Traffic,
  dropped: () => void,
): Promise<Answer | undefined> {
  switch (fault?.when) {
    case undefined:
      return work();
    case 'twice':
      await work();
      return work();
    case 'late':
      dropped();
      await traffic.belatedly(work);
      return undefined;
    case 'before':
      return strayAnswer(fault.how, dropped);
    case 'after': {
      const honest = await work();
      return fault.how === 'truncated' ? firstHalf(honest) : strayAnswer(fault.how, dropped);
    }
  }
}

function strayAnswer(how: 'reset' | number | StrayAnswer | (() => void), dropped: () => void): Answer | undefined {
  if (typeof how === 'object') return how;
  if (typeof how === 'number') return json(how, { message: 'the lab was told to fail this request' });
  if (typeof how === 'function') how();
  dropped();
  return undefined;
}

function firstHalf({ body = '', ...answer }: Answer): Answer {
  const whole = Buffer.from(body);
  return { ...answer, body: whole.subarray(0, Math.floor(whole.length / 2)) };
}

function drop(record: ServedRequest, response: ServerResponse): void {
  record.status = 'reset';
  response.socket?.destroy();
}

/** `undefined` where the client went away before its end: there is nothing to serve, and nobody to answer. */
async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of message) chunks.push(chunk as Buffer);
  } catch (error) {
    if (message.destroyed && !message.complete) return undefined;
    throw error;
  }
  return Buffer.concat(chunks);
}

type PartListener = ReturnType<typeof createServer> | ReturnType<typeof createSecureServer>;

function listen(server: PartListener, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: PartListener): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
