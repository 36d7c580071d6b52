import { RegistryError } from './registry-error.ts';
import { TransientFailure } from './retrying.ts';

/** One HTTP request and how much answer it may bring. */
export interface ExchangeRequest {
  readonly method: 'GET' | 'HEAD' | 'PATCH' | 'POST' | 'PUT';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Bytes of answer; default 4 MiB, the most that a manifest may have (distribution-spec, "Pushing Manifests"). */
  readonly limit?: number;
}

export interface ExchangeAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** Where it came from, after redirects. */
  readonly url: URL;
}

export type Fetch = (url: URL, init: RequestInit) => Promise<Response>;

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
  const limit = Math.max(request.limit ?? manifestLimit, errorBodyLimit);
  const most = Math.max(request.body?.length ?? 0, request.limit ?? 0);
  const signal = AbortSignal.timeout(baseTimeout + Math.ceil(most / slowestBytesAMillisecond));
  try {
    const response = await fetch(request.url, {
      method: request.method,
      // A coded answer would be decoded on the way, and a digest is of the bytes as they are stored.
      headers: { 'accept-encoding': 'identity', ...request.headers },
      body: (request.body as Uint8Array<ArrayBuffer> | undefined) ?? null,
      redirect: 'manual',
      signal,
    });
    const body = await readBounded(response, request.method === 'HEAD' ? 0 : limit, request.url);
    return { status: response.status, headers: response.headers, body, url: request.url };
  } catch (error) {
    if (error instanceof RegistryError) throw error;
    const message = `no complete answer to ${request.method} ${place(request.url)}${networkCode(error)}`;
    throw new TransientFailure(new RegistryError('REGISTRY_UNREACHABLE', message, { cause: error }));
  }
}

/** The system's own word for what happened, such as ` (ECONNREFUSED)`; `fetch` hides it in the cause. */
function networkCode(error: unknown): string {
  if (error instanceof DOMException) return ` (${error.name})`;
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' && /^[A-Z_]{1,60}$/.test(code) ? ` (${code})` : '';
}

async function readBounded(response: Response, limit: number, url: URL): Promise<Uint8Array> {
  if (!response.body || limit === 0) {
    await response.body?.cancel();
    return new Uint8Array();
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.length;
    // Leaving the loop cancels the stream, so that the rest is never read.
    if (length > limit) throw new RegistryError('RESPONSE_TOO_LARGE', `${place(url)} answers more than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
