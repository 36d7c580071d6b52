import type { OutgoingBlob } from './blob-source.ts';
import { place, type ExchangeAnswer } from './exchange.ts';
import { locationIn, type OpenUpload } from './open-upload.ts';
import { refusedAnswer } from './refused-answer.ts';
import { RegistryError } from './registry-error.ts';
import { retrying, TransientFailure } from './retrying.ts';
import type { RegistrySession } from './session.ts';

/** How often a chunk is sent again without anything of it arriving: it may be what the registry cannot take. */
const mostRetries = 2;

/** How often a chunk may arrive in part, which is then gone on from. */
const mostResumed = 20;

/**
 * One chunk after the other; after a failure the registry is asked how far it is, and the rest goes on from there.
 * @returns where to close the upload
 */
export async function sendChunks(
  session: RegistrySession,
  upload: OpenUpload,
  blob: OutgoingBlob,
  chunkBytes: number,
): Promise<URL> {
  const { size } = blob.source;
  const chunk = Math.max(chunkBytes, upload.leastBytes);
  let at: Progress = { location: upload.location, received: 0 };
  let left = Math.ceil(size / chunk) + mostResumed;
  for (; at.received < size; left -= 1) {
    if (left === 0) throw new RegistryError('REGISTRY_FAILING', `${place(at.location)} takes only parts of chunks`);
    at = await sendNext(session, at, blob, Math.min(at.received + chunk, size));
  }
  return at.location;
}

interface Progress {
  readonly location: URL;
  /** Bytes that the registry has. */
  readonly received: number;
}

async function sendNext(session: RegistrySession, start: Progress, blob: OutgoingBlob, end: number): Promise<Progress> {
  const retries = Math.min(session.pace.retries ?? mostRetries, mostRetries);
  let at = start;
  let outOfRange: RegistryError | undefined;
  // What came of a chunk whose answer is lost cannot be known, and some registries append whatever comes.
  const attempt = async (attemptNumber: number): Promise<Progress> => {
    if (attemptNumber > 1) at = await askProgress(session, at, blob.source.size);
    if (at.received > start.received) return at;
    if (outOfRange) throw outOfRange;
    const answer = await sendChunk(session, at, blob, end);
    // Amazon's registry says 201 where 202 is specified. Whether all has arrived, the digest at the end decides.
    if (isSuccess(answer.status)) return { location: locationIn(session, answer), received: end };
    const failure = refusedAnswer('PATCH', answer);
    if (answer.status !== 416 || start.received === 0 || failure instanceof TransientFailure) throw failure;
    // It may have more than was thought; where it has not, the chunk itself is what it does not want.
    outOfRange = failure;
    throw new TransientFailure(failure);
  };
  return retrying(attempt, { ...session.pace, retries });
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

async function sendChunk(
  session: RegistrySession,
  { location, received }: Progress,
  blob: OutgoingBlob,
  end: number,
): Promise<ExchangeAnswer> {
  const body = await blob.part(received, end);
  const headers = { 'content-type': 'application/octet-stream', 'content-range': `${received}-${end - 1}` };
  return session.request({ method: 'PATCH', url: location, headers, body, need: 'push' });
}

async function askProgress(session: RegistrySession, at: Progress, most: number): Promise<Progress> {
  const answer = await session.request({ method: 'GET', url: at.location, need: 'push' });
  const range = /^(?:bytes=)?0-(\d{1,15})$/.exec(answer.headers.get('range') ?? '')?.[1];
  if (answer.status !== 204 || range === undefined) throw refusedAnswer('GET', answer);
  // distribution says 0-0 for nothing; for a single byte it would too, but no chunk is that small.
  const received = range === '0' ? 0 : Number(range) + 1;
  if (received < at.received || received > most)
    throw new RegistryError('REGISTRY_ANSWER_INVALID', `${place(at.location)} has other bytes than it was sent`);
  return { location: answer.headers.has('location') ? locationIn(session, answer) : at.location, received };
}
