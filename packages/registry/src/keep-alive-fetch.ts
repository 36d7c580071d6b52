import { request as requestPlain, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as SecureAgent, request as requestSecure } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createSecureContext, getCACertificates } from 'node:tls';
import type { AnswerHeaders, Fetch, FetchInit } from './exchange.ts';

/** Bytes. Google's registry points to uploads by signed addresses that are longer than what Node takes by default. */
const maxHeaderSize = 256 * 1024;

/**
 * Node's `fetch` closes the connection after each HEAD, so that the next request would wait for another handshake; this
 * one keeps it. The caller gives the length of a body that comes in pieces as `content-length`.
 * @param authority PEM of certificates that are trusted besides the usual ones, for these connections and no others
 */
export function keepAliveFetch(authority?: string): Fetch {
  const agent = authority === undefined ? {} : { agent: agentTrusting(authority) };
  return (url, init) => answerTo(url, init, agent);
}

/** As Node's own for all, but for whom it trusts. */
function agentTrusting(authority: string): SecureAgent {
  const secureContext = createSecureContext({ ca: [...getCACertificates(), authority] });
  return new SecureAgent({ keepAlive: true, scheduling: 'lifo', timeout: 5_000, secureContext });
}

const answerTo = (url: URL, init: FetchInit, agent: { readonly agent?: SecureAgent }): ReturnType<Fetch> =>
  new Promise((resolve, reject) => {
    const { method, headers, signal } = init;
    const common = { method, headers, signal, maxHeaderSize };
    const outgoing =
      url.protocol === 'https:' ? requestSecure(url, { ...common, ...agent }) : requestPlain(url, common);
    // Stays for its lifetime: what comes after the answer is told to whoever reads that.
    outgoing.on('error', reject);
    outgoing.once('response', (incoming) => {
      if (!outgoing.writableEnded) abandonWith(incoming, outgoing);
      const answer = { status: incoming.statusCode ?? 0, headers: headersOf(incoming) };
      if (method !== 'HEAD') return resolve({ ...answer, body: incoming as AsyncIterable<Uint8Array> });
      // Only after its end is the connection free for what comes next.
      incoming.once('end', () => resolve({ ...answer, body: null })).once('error', reject);
      incoming.resume();
    });
    sendBody(outgoing, init.body).catch(reject);
  });

async function sendBody(outgoing: ClientRequest, body: FetchInit['body']): Promise<void> {
  if (body === null || body instanceof Uint8Array) outgoing.end(body);
  else await pipeline(Readable.from(body, { objectMode: false }), outgoing);
}

/** Who answers before all is sent does not want the rest. */
const abandonWith = (incoming: IncomingMessage, outgoing: ClientRequest): void => {
  incoming.once('close', () => {
    if (!outgoing.writableFinished) outgoing.destroy();
  });
};

const headersOf = ({ headers }: IncomingMessage): AnswerHeaders => ({
  get(name) {
    const value = headers[name];
    return Array.isArray(value) ? value.join(', ') : (value ?? null);
  },
  has: (name) => headers[name] !== undefined,
});
