import { OutgoingBlob } from './blob-source.ts';
import { isSha256, sha256Of } from './digest.ts';
import { refusedAnswer } from './refused-answer.ts';
import { RegistryError } from './registry-error.ts';
import type { BlobSource, Descriptor, PushBlobOptions, Sha256 } from './repository.ts';
import { retrying, TransientFailure } from './retrying.ts';
import type { Need, RegistrySession } from './session.ts';
import type { UploadHabits } from './upload-habits.ts';
import { defaultChunkBytes, mountBlob, uploadBlob } from './uploads.ts';

export interface BlobPush {
  readonly digest: Sha256;
  /** Whether nothing was sent: it was there before, or the registry took it over from another repository. */
  readonly existed: boolean;
}

/** Reads by digest from the repository; a descriptor's `urls` are never asked, whatever they say. */
export async function readBlob(session: RegistrySession, descriptor: Descriptor, limit: number): Promise<Uint8Array> {
  const { digest, size } = descriptor;
  if (size > limit) throw new RegistryError('RESPONSE_TOO_LARGE', `blob ${digest} has ${size} bytes, ${limit} at most`);
  const url = blobUrl(session, digest);
  // One byte more than promised is enough to know that it is something else.
  const answer = await retrying(async () => {
    const given = await session.request({ method: 'GET', url, need: 'pull', limit: size + 1 });
    if (given.status === 404) throw unknownBlob(session, digest);
    if (given.status !== 200) throw refusedAnswer('GET', given);
    return given;
  }, session.pace);
  if (answer.body.length !== size || sha256Of(answer.body) !== digest)
    throw new RegistryError(
      'DIGEST_MISMATCH',
      `${session.address.name} has other bytes where blob ${digest} should be`,
    );
  return answer.body;
}

/** As they come, from a place in the middle too, whether or not the registry serves ranges. */
export async function* blobPieces(
  session: RegistrySession,
  { digest, size }: Descriptor,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array, void> {
  if (start >= end) return;
  const isPart = start > 0 || end < size;
  const headers = isPart ? { range: `bytes=${start}-${end - 1}` } : {};
  const url = blobUrl(session, digest);
  const answer = await retrying(async () => {
    const given = await session.open({ method: 'GET', url, headers, need: 'pull', limit: end - start });
    if (given.status === 200 || given.status === 206) return given;
    throw given.status === 404 ? unknownBlob(session, digest) : refusedAnswer('GET', await given.whole());
  }, session.pace);
  let at = answer.status === 206 ? start : 0;
  for await (const piece of answer.pieces()) {
    const wanted = piece.subarray(Math.max(start - at, 0), Math.max(end - at, 0));
    at += piece.length;
    if (wanted.length > 0) yield wanted;
    // Leaving the loop cancels the stream: a registry may send more than it was asked for.
    if (at >= end) return;
  }
}

export async function hasBlob(session: RegistrySession, digest: Sha256, need: Need = 'pull'): Promise<boolean> {
  const url = blobUrl(session, digest);
  return retrying(() => headBlob(session, url, need), session.pace);
}

async function headBlob(session: RegistrySession, url: URL, need: Need): Promise<boolean> {
  const answer = await session.request({ method: 'HEAD', url, need });
  if (answer.status !== 200 && answer.status !== 404) throw refusedAnswer('HEAD', answer);
  return answer.status === 200;
}

export interface BlobTransfer extends PushBlobOptions {
  /** Larger blobs are sent in chunks of this many bytes. */
  readonly chunkBytes?: number | undefined;
  readonly habits: UploadHabits;
}

/**
 * Asks before it reads and sends, unless nobody can have pushed this before or sending costs no more than asking. A
 * failure on the way starts over with a new upload, but for one chunk's, which is gone on from. What only saves work
 * (asking, mounting, chunks, a single request) never fails the push: the blob is then sent as every registry takes it.
 */
export async function pushBlob(
  session: RegistrySession,
  source: BlobSource,
  transfer: BlobTransfer,
): Promise<BlobPush> {
  const { isNew = false, chunkBytes = defaultChunkBytes, habits, onSent = () => {} } = transfer;
  const { digest, size } = source;
  const from = source.from === undefined ? undefined : session.siblingPath(source.from);
  const url = blobUrl(session, digest);
  let uploads = 0;
  return retrying(async (attemptNumber) => {
    const mayRepeat = attemptNumber < attemptsToSpare;
    // On a later attempt it may be there because the first one took effect.
    const asks = attemptNumber > 1 || !(isNew || habits.isCheap(size));
    if (asks && (await spared(() => isPushed(session, url), mayRepeat)))
      return { digest, existed: attemptNumber === 1 };
    if (from !== undefined && (await spared(() => mountBlob(session, digest, from), mayRepeat)))
      return { digest, existed: true };
    uploads += 1;
    await uploadBlob(session, new OutgoingBlob(source, onSent), { chunkBytes, habits, isFirstAttempt: uploads === 1 });
    return { digest, existed: false };
  }, session.pace);
}

/** How often a registry is asked for what would only spare an upload, before it is uploaded without that. */
const attemptsToSpare = 3;

async function spared(ask: () => Promise<boolean>, mayRepeat: boolean): Promise<boolean> {
  try {
    return await ask();
  } catch (error) {
    if (mayRepeat || !(error instanceof TransientFailure)) throw error;
    return false;
  }
}

/** False also where the registry does not tell: sending it tells whether that is allowed. */
async function isPushed(session: RegistrySession, url: URL): Promise<boolean> {
  const answer = await session.request({ method: 'HEAD', url, need: 'push' });
  if (answer.status === 200) return true;
  const failure = refusedAnswer('HEAD', answer);
  if (failure instanceof TransientFailure || answer.status === 401) throw failure;
  return false;
}

const unknownBlob = (session: RegistrySession, digest: Sha256): RegistryError =>
  new RegistryError('BLOB_UNKNOWN', `${session.address.name} has no blob ${digest}`);

function blobUrl(session: RegistrySession, digest: string): URL {
  if (!isSha256(digest)) throw new RegistryError('REFERENCE_INVALID', 'a blob is named by its sha256 digest');
  return session.url(`blobs/${digest}`);
}
