import { RegistryError } from './registry-error.ts';
import { TransientFailure } from './retrying.ts';

/** A request's body that is too large to be held: its length, and its bytes as often as they are asked for. */
export interface BodyInPieces {
  /** Bytes. */
  readonly length: number;
  readonly pieces: () => AsyncIterable<Uint8Array>;
}

/** One HTTP request and how much answer it may bring. */
export interface ExchangeRequest {
  readonly method: 'GET' | 'HEAD' | 'PATCH' | 'POST' | 'PUT';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | BodyInPieces;
  /** Bytes of answer; default 4 MiB, the most that a manifest may have (distribution-spec, "Pushing Manifests"). */
  readonly limit?: number;
}

/** Names are asked for in lower case. */
export interface AnswerHeaders {
  get(name: string): string | null;
  has(name: string): boolean;
}

interface AnswerHead {
  readonly status: number;
  readonly headers: AnswerHeaders;
  /** Where it came from, after redirects. */
  readonly url: URL;
}

export interface ExchangeAnswer extends AnswerHead {
  readonly body: Uint8Array;
}

/** An answer of which only the head has been read; one of the two must be called, once. */
export interface OpenAnswer extends AnswerHead {
  /** All of it, within the limit of the request. */
  readonly whole: () => Promise<ExchangeAnswer>;
  /** As it comes; failures on the way are transient. */
  readonly pieces: () => AsyncIterable<Uint8Array>;
}

export interface FetchInit {
  readonly method: ExchangeRequest['method'];
  readonly headers: Record<string, string>;
  /** Where it comes in pieces, `content-length` is among the headers. */
  readonly body: Uint8Array<ArrayBuffer> | AsyncIterable<Uint8Array> | null;
  readonly duplex: 'half';
  readonly redirect: 'manual';
  readonly signal: AbortSignal;
}

/** What the client needs of `fetch`, which is one. */
export type Fetch = (
  url: URL,
  init: FetchInit,
) => Promise<Pick<AnswerHead, 'status' | 'headers'> & { readonly body: AsyncIterable<Uint8Array> | null }>;

const manifestLimit = 4 * 1024 * 1024;
/** Whatever was asked for, a refusal must be readable. */
const errorBodyLimit = 64 * 1024;
const baseTimeout = 30_000;
/** A transfer slower than this counts as dead. */
const slowestBytesAMillisecond = 50;

/** Where a request goes, for messages: no query, which may carry a signature or a token. */
export const place = (url: URL): string => `${url.host}${url.pathname}`;

/** Sends one request, follows nothing, and reads the answer whole within its limit. Throws where no answer came. */
export async function exchange(fetch: Fetch, request: ExchangeRequest): Promise<ExchangeAnswer> {
  return (await openExchange(fetch, request)).whole();
}

/** Sends one request, follows nothing, and leaves the body of the answer to be read. Throws where no answer came. */
export async function openExchange(fetch: Fetch, request: ExchangeRequest): Promise<OpenAnswer> {
  const { method, url } = request;
  const limit = Math.max(request.limit ?? manifestLimit, errorBodyLimit);
  const most = Math.max(request.body?.length ?? 0, request.limit ?? 0);
  const body = outgoing(request.body);
  const headers: Record<string, string> = {
    // A coded answer would be decoded on the way, and a digest is of the bytes as they are stored.
    'accept-encoding': 'identity',
    ...request.headers,
  };
  // Registries have taken minutes for what came without its length.
  if (method !== 'GET' && method !== 'HEAD') headers['content-length'] = String(request.body?.length ?? 0);
  try {
    const signal = AbortSignal.timeout(baseTimeout + Math.ceil(most / slowestBytesAMillisecond));
    const init = { method, headers, body: body.content, duplex: 'half', redirect: 'manual', signal } as const;
    const answer = await fetch(url, init);
    const head = { status: answer.status, headers: answer.headers, url };
    const pieces = (): AsyncIterable<Uint8Array> => received(answer.body, request);
    return {
      ...head,
      pieces,
      whole: async () => ({ ...head, body: await readBounded(pieces(), method === 'HEAD' ? 0 : limit, url) }),
    };
  } catch (error) {
    const { failure } = body;
    throw failure ? failure.reason : unanswered(request, error);
  }
}

interface Outgoing {
  readonly content: FetchInit['body'];
  /** Why the body could not be read to its end, which is no fault of the network. */
  failure?: { readonly reason: unknown };
}

function outgoing(body: ExchangeRequest['body']): Outgoing {
  if (body === undefined) return { content: null };
  if (body instanceof Uint8Array) return { content: body as Uint8Array<ArrayBuffer> };
  const noting: Outgoing = { content: noticed() };
  return noting;
  async function* noticed(): AsyncGenerator<Uint8Array> {
    try {
      yield* (body as BodyInPieces).pieces();
    } catch (reason) {
      noting.failure = { reason };
      throw reason;
    }
  }
}

function unanswered({ method, url }: ExchangeRequest, error: unknown): TransientFailure {
  const message = `no complete answer to ${method} ${place(url)}${networkCode(error)}`;
  return new TransientFailure(new RegistryError('REGISTRY_UNREACHABLE', message, { cause: error }));
}

/** The system's own word for what happened, such as ` (ECONNREFUSED)`, which may stand in the cause. */
function networkCode(error: unknown): string {
  if (error instanceof DOMException) return ` (${error.name})`;
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof DOMException) return ` (${cause.name})`;
  for (const each of [cause, error]) {
    const code = each instanceof Error && 'code' in each ? each.code : undefined;
    if (typeof code === 'string' && /^[A-Z_]{1,60}$/.test(code)) return ` (${code})`;
  }
  return '';
}

async function* received(
  body: AsyncIterable<Uint8Array> | null,
  request: ExchangeRequest,
): AsyncGenerator<Uint8Array, void> {
  try {
    if (body) yield* body;
  } catch (error) {
    throw unanswered(request, error);
  }
}

async function readBounded(body: AsyncIterable<Uint8Array>, limit: number, url: URL): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    // Leaving the loop cancels the stream, so that the rest is never read.
    if (length > limit) throw new RegistryError('RESPONSE_TOO_LARGE', `${place(url)} answers more than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
