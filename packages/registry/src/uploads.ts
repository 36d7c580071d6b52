import type { OutgoingBlob } from './blob-source.ts';
import { sendChunks } from './chunks.ts';
import type { BodyInPieces } from './exchange.ts';
import { openUpload, uploadIn } from './open-upload.ts';
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
 * another repository"). False where it does not want to, or these credentials may not read there: then it is sent.
 */
export async function mountBlob(session: RegistrySession, digest: Sha256, from: string): Promise<boolean> {
  const url = session.url(`blobs/uploads/?mount=${encodeURIComponent(digest)}&from=${encodeURIComponent(from)}`);
  try {
    const answer = await session.request({ method: 'POST', url, need: 'push', from });
    if (answer.status === 201) {
      refuseOtherDigest(answer, digest);
      return true;
    }
    if (answer.status === 429 || answer.status >= 500) throw refusedAnswer('POST', answer);
    return false;
  } catch (error) {
    // A token service may refuse the whole token because of the other repository.
    if (error instanceof RegistryError && error.code === 'REGISTRY_DENIED') return false;
    throw error;
  }
}

export interface UploadOptions {
  readonly chunkBytes: number;
  readonly habits: UploadHabits;
  /** The first attempt may try what not every registry does; those after it keep to what each must. */
  readonly isFirstAttempt: boolean;
}

/** Sends a blob: in one POST, in POST and PUT, or in chunks where it is larger than `chunkBytes`. */
export async function uploadBlob(session: RegistrySession, blob: OutgoingBlob, options: UploadOptions): Promise<void> {
  const { size } = blob.source;
  if (size > options.chunkBytes) return uploadInChunks(session, blob, options.chunkBytes);
  const sent = options.isFirstAttempt ? await options.habits.atOnce(size, () => sendAtOnce(session, blob)) : undefined;
  if (sent?.kind === 'stored') return;
  const { location } = sent?.kind === 'opened' ? sent.upload : await openUpload(session);
  return closeUpload(session, location, blob, await blob.part(0, size));
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
  if (failure instanceof TransientFailure || failure.code === 'REGISTRY_DENIED') throw failure;
  return { kind: 'refused' };
}

async function uploadInChunks(session: RegistrySession, blob: OutgoingBlob, chunkBytes: number): Promise<void> {
  const upload = await openUpload(session);
  const end = await sendChunks(session, upload, blob, chunkBytes);
  if (end) return closeUpload(session, end, blob, new Uint8Array());
  // Not every registry takes chunks; each takes a blob whole.
  const { location } = await openUpload(session);
  return closeUpload(session, location, blob, await blob.part(0, blob.source.size));
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
