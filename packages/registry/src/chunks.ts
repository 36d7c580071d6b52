import type { OutgoingBlob } from './blob-source.ts';
import { place } from './exchange.ts';
import { locationIn, type OpenUpload } from './open-upload.ts';
import { refusedAnswer } from './refused-answer.ts';
import { RegistryError } from './registry-error.ts';
import { retrying, TransientFailure } from './retrying.ts';
import type { RegistrySession } from './session.ts';

/**
 * One chunk after the other; after a failure the registry is asked how far it is, and the rest goes on from there. The
 * answer is where to close the upload, or `undefined` where the registry takes no chunk at all.
 */
export async function sendChunks(
  session: RegistrySession,
  upload: OpenUpload,
  blob: OutgoingBlob,
  chunkBytes: number,
): Promise<URL | undefined> {
  const { size } = blob.source;
  const chunk = Math.max(chunkBytes, upload.leastBytes);
  let at: Progress = { location: upload.location, received: 0 };
  while (at.received < size) {
    const { received } = at;
    // What came of a chunk whose answer is lost cannot be known, and some registries append whatever comes.
    const sent: Progress | undefined = await retrying(async (attemptNumber) => {
      if (attemptNumber > 1) at = await askProgress(session, at, size);
      if (at.received > received) return at;
      return sendChunk(session, at, blob, Math.min(at.received + chunk, size));
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

async function sendChunk(
  session: RegistrySession,
  { location, received }: Progress,
  blob: OutgoingBlob,
  end: number,
): Promise<Progress | undefined> {
  const body = await blob.part(received, end);
  const headers = { 'content-type': 'application/octet-stream', 'content-range': `${received}-${end - 1}` };
  const answer = await session.request({ method: 'PATCH', url: location, headers, body, need: 'push' });
  if (answer.status === 202) return { location: locationIn(session, answer), received: end };
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
  return { location: answer.headers.has('location') ? locationIn(session, answer) : at.location, received };
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
