import type { OutgoingBlob } from './blob-source.ts';
import { sendChunks } from './chunks.ts';
import type { BodyInPieces } from './exchange.ts';
import { openUpload, uploadIn, type OpenUpload } from './open-upload.ts';
import { refusedAnswer, refuseOtherDigest } from './refused-answer.ts';
import { RegistryError } from './registry-error.ts';
import type { Sha256 } from './repository.ts';
import { TransientFailure } from './retrying.ts';
import type { RegistrySession } from './session.ts';
import type { SentAtOnce, UploadHabits } from './upload-habits.ts';

/** Blobs of at most this many bytes are sent in one request, larger ones in parts of this size. */
export const defaultChunkBytes = 64 * 1024 * 1024;

const octets = { 'content-type': 'application/octet-stream' };

/**
 * Lets the registry take over a blob that another of its repositories has (distribution-spec, "Mounting a blob from
 * another repository"). False where it does not want to or cannot, or these credentials may not read there: then it is
 * sent.
 */
export async function mountBlob(session: RegistrySession, digest: Sha256, from: string): Promise<boolean> {
  const url = session.url(`blobs/uploads/?mount=${encodeURIComponent(digest)}&from=${encodeURIComponent(from)}`);
  try {
    const answer = await session.request({ method: 'POST', url, need: 'push', from });
    if (answer.status === 201) {
      refuseOtherDigest(answer, digest);
      return true;
    }
    const failure = refusedAnswer('POST', answer);
    if (failure instanceof TransientFailure) throw failure;
    return false;
  } catch (error) {
    // A token service may refuse the whole token because of the other repository.
    if (error instanceof RegistryError && error.code !== 'DIGEST_MISMATCH') return false;
    throw error;
  }
}

export interface UploadOptions {
  readonly chunkBytes: number;
  readonly habits: UploadHabits;
  /** The first attempt may try what not every registry does; those after it keep to what each must. */
  readonly isFirstAttempt: boolean;
}

/**
 * Sends a blob: in one POST, or in chunks where it is larger than `chunkBytes`, or else, as every registry takes it, in
 * POST and PUT.
 */
export async function uploadBlob(session: RegistrySession, blob: OutgoingBlob, options: UploadOptions): Promise<void> {
  const { size } = blob.source;
  if (!options.isFirstAttempt) return sendWhole(session, blob);
  if (size > options.chunkBytes) {
    const isStored = options.habits.takesChunks && (await sendInChunks(session, blob, options));
    return isStored ? undefined : sendWhole(session, blob.again());
  }
  const sent = await options.habits.atOnce(size, () => sendAtOnce(session, blob));
  if (sent?.kind === 'stored') return;
  return sendWhole(session, blob, sent?.kind === 'opened' ? sent.upload : undefined);
}

async function sendWhole(session: RegistrySession, blob: OutgoingBlob, upload?: OpenUpload): Promise<void> {
  const { location } = upload ?? (await openUpload(session));
  return closeUpload(session, location, blob, await blob.part(0, blob.source.size));
}

/** A registry may answer as if the body were not there (distribution-spec, "Single POST"). */
async function sendAtOnce(session: RegistrySession, blob: OutgoingBlob): Promise<SentAtOnce> {
  const { digest, size } = blob.source;
  const url = session.url(`blobs/uploads/?digest=${encodeURIComponent(digest)}`);
  const body = await blob.part(0, size);
  const answer = await session.request({ method: 'POST', url, headers: octets, body, need: 'push' });
  if (answer.status === 201) {
    refuseOtherDigest(answer, digest);
    return { kind: 'stored' };
  }
  if (answer.status === 202) return { kind: 'opened', upload: uploadIn(session, answer) };
  const failure = refusedAnswer('POST', answer);
  if (failure instanceof TransientFailure) throw failure;
  return { kind: 'refused' };
}

/**
 * False where anything goes wrong with the chunks, whatever it is: registries have limits for one that they do not tell
 * (GitHub's 4 MiB), take none (Google's), or say of one what is not so (Amazon's).
 */
async function sendInChunks(
  session: RegistrySession,
  blob: OutgoingBlob,
  { chunkBytes, habits }: UploadOptions,
): Promise<boolean> {
  const upload = await openUpload(session);
  try {
    const end = await sendChunks(session, upload, blob, chunkBytes);
    await closeUpload(session, end, blob, new Uint8Array());
    return true;
  } catch (error) {
    const isOfRegistry = error instanceof TransientFailure || error instanceof RegistryError;
    if (!isOfRegistry || (error instanceof RegistryError && error.code === 'DIGEST_MISMATCH')) throw error;
    habits.giveUpChunks();
    // The answer to the closing request is lost: the next attempt asks first whether the blob is there.
    if (error instanceof TransientFailure) throw error;
    return false;
  }
}

async function closeUpload(
  session: RegistrySession,
  at: URL,
  { source }: OutgoingBlob,
  body: Uint8Array | BodyInPieces,
): Promise<void> {
  const url = new URL(at);
  // Added as text: parsing the query and writing it again could change the state that the registry keeps in it.
  url.search += `${url.search === '' ? '?' : '&'}digest=${encodeURIComponent(source.digest)}`;
  const answer = await session.request({ method: 'PUT', url, headers: octets, body, need: 'push' });
  if (answer.status !== 201) throw refusedAnswer('PUT', answer);
  refuseOtherDigest(answer, source.digest);
}
