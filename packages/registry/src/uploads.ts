import { place, type ExchangeAnswer } from './exchange.ts';
import { refusedAnswer } from './refused-answer.ts';
import { RegistryError } from './registry-error.ts';
import type { Sha256 } from './repository.ts';
import { retrying, TransientFailure } from './retrying.ts';
import type { RegistrySession } from './session.ts';

/** Blobs of at most this many bytes are sent in one request, larger ones in parts of this size. */
export const defaultChunkBytes = 64 * 1024 * 1024;

interface OpenUpload {
  /** Where the next request of it goes; the registry may change it with each answer. */
  readonly location: URL;
  /** The smallest chunk that the registry takes, the last one apart. */
  readonly leastBytes: number;
}

/**
 * Lets the registry take over a blob that another of its repositories has (distribution-spec, "Mounting a blob from
 * another repository"). False where it does not want to, or these credentials may not read there: then it is sent.
 */
export async function mountBlob(session: RegistrySession, digest: Sha256, from: string): Promise<boolean> {
  const url = session.url(`blobs/uploads/?mount=${encodeURIComponent(digest)}&from=${encodeURIComponent(from)}`);
  try {
    const answer = await session.request({ method: 'POST', url, need: 'push', from });
    if (answer.status === 201) return true;
    if (answer.status === 429 || answer.status >= 500) throw refusedAnswer('POST', answer);
    return false;
  } catch (error) {
    // A token service may refuse the whole token because of the other repository.
    if (error instanceof RegistryError && error.code === 'REGISTRY_DENIED') return false;
    throw error;
  }
}

/** Sends a blob: POST then PUT, or in chunks where it is larger than `chunkBytes` (distribution-spec, "Pushing blobs"). */
export async function uploadBlob(
  session: RegistrySession,
  bytes: Uint8Array,
  digest: Sha256,
  chunkBytes: number,
): Promise<void> {
  const upload = await openUpload(session);
  if (bytes.length <= chunkBytes) return closeUpload(session, upload.location, digest, bytes);
  const end = await sendChunks(session, upload, bytes, chunkBytes);
  // Not every registry takes chunks; each takes a blob whole.
  const location = end ?? (await openUpload(session)).location;
  return closeUpload(session, location, digest, end ? new Uint8Array() : bytes);
}

async function openUpload(session: RegistrySession): Promise<OpenUpload> {
  const answer = await session.request({ method: 'POST', url: session.url('blobs/uploads/'), need: 'push' });
  if (answer.status !== 202) throw refusedAnswer('POST', answer);
  const least = answer.headers.get('oci-chunk-min-length') ?? '';
  return { location: next(session, answer), leastBytes: /^\d{1,10}$/.test(least) ? Number(least) : 0 };
}

async function closeUpload(session: RegistrySession, at: URL, digest: Sha256, body: Uint8Array): Promise<void> {
  const url = new URL(at);
  // Added as text: parsing the query and writing it again could change the state that the registry keeps in it.
  url.search += `${url.search === '' ? '?' : '&'}digest=${encodeURIComponent(digest)}`;
  const headers = { 'content-type': 'application/octet-stream' };
  const answer = await session.request({ method: 'PUT', url, headers, body, need: 'push' });
  if (answer.status !== 201) throw refusedAnswer('PUT', answer);
}

/**
 * One chunk after the other; after a failure the registry is asked how far it is, and the rest goes on from there. The
 * answer is where to close the upload, or `undefined` where the registry takes no chunk at all.
 */
async function sendChunks(
  session: RegistrySession,
  upload: OpenUpload,
  bytes: Uint8Array,
  chunkBytes: number,
): Promise<URL | undefined> {
  const size = Math.max(chunkBytes, upload.leastBytes);
  let at: Progress = { location: upload.location, received: 0 };
  while (at.received < bytes.length) {
    const { received } = at;
    // What came of a chunk whose answer is lost cannot be known, and some registries append whatever comes.
    const sent: Progress | undefined = await retrying(async (attemptNumber) => {
      if (attemptNumber > 1) at = await askProgress(session, at, bytes.length);
      if (at.received > received) return at;
      return sendChunk(session, at, bytes.subarray(at.received, at.received + size));
    }, session.pace);
    if (!sent) return undefined;
    at = sent;
  }
  return at.location;
}

interface Progress {
  readonly location: URL;
  /** Bytes that the registry has. */
  readonly received: number;
}

async function sendChunk(session: RegistrySession, at: Progress, chunk: Uint8Array): Promise<Progress | undefined> {
  const { location, received } = at;
  const end = received + chunk.length;
  const headers = { 'content-type': 'application/octet-stream', 'content-range': `${received}-${end - 1}` };
  const answer = await session.request({ method: 'PATCH', url: location, headers, body: chunk, need: 'push' });
  if (answer.status === 202) return { location: next(session, answer), received: end };
  const failure = refusedAnswer('PATCH', answer);
  // 416: it has more or less than was thought, which the next attempt asks about.
  if (answer.status === 416 && failure instanceof RegistryError) throw new TransientFailure(failure);
  if (received === 0 && failure instanceof RegistryError && failure.code === 'REGISTRY_REFUSED') return undefined;
  throw failure;
}

/** A registry without this answer, or without the upload, gets the blob anew: the caller of all this starts over. */
async function askProgress(session: RegistrySession, at: Progress, most: number): Promise<Progress> {
  const answer = await session.request({ method: 'GET', url: at.location, need: 'push' });
  const range = /^(?:bytes=)?0-(\d{1,15})$/.exec(answer.headers.get('range') ?? '')?.[1];
  if (answer.status !== 204 || range === undefined) throw lost(refusedAnswer('GET', answer));
  // distribution says 0-0 for nothing; for a single byte it would too, but no chunk is that small.
  const received = range === '0' ? 0 : Number(range) + 1;
  if (received < at.received || received > most)
    throw new RegistryError('REGISTRY_ANSWER_INVALID', `${place(at.location)} has other bytes than it was sent`);
  return { location: answer.headers.has('location') ? next(session, answer) : at.location, received };
}

/** Thrown through the retries of one chunk: they would only ask for the same lost upload again. */
export class UploadLost extends Error {
  override readonly name = 'UploadLost';
  readonly reason: RegistryError;

  constructor(reason: RegistryError) {
    super(reason.message, { cause: reason });
    this.reason = reason;
  }
}

const lost = (failure: RegistryError | TransientFailure): TransientFailure | UploadLost =>
  failure instanceof TransientFailure ? failure : new UploadLost(failure);

const next = (session: RegistrySession, answer: ExchangeAnswer): URL =>
  session.pointedTo(answer.headers.get('location'), answer.url);
