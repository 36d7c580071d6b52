import { isSha256, sha256Of } from './digest.ts';
import { refusedAnswer } from './refused-answer.ts';
import { RegistryError } from './registry-error.ts';
import type { BlobSource, Descriptor, Sha256 } from './repository.ts';
import { retrying } from './retrying.ts';
import type { Need, RegistrySession } from './session.ts';

/** What came of a push: whether it was there before, so that nothing was sent. */
export interface BlobPush {
  readonly digest: Sha256;
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
    if (given.status === 404) throw new RegistryError('BLOB_UNKNOWN', `${session.address.name} has no blob ${digest}`);
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

export async function hasBlob(session: RegistrySession, digest: Sha256, need: Need = 'pull'): Promise<boolean> {
  const url = blobUrl(session, digest);
  return retrying(() => headBlob(session, url, need), session.pace);
}

async function headBlob(session: RegistrySession, url: URL, need: Need): Promise<boolean> {
  const answer = await session.request({ method: 'HEAD', url, need });
  if (answer.status !== 200 && answer.status !== 404) throw refusedAnswer('HEAD', answer);
  return answer.status === 200;
}

/**
 * Asks before it reads and sends, unless nobody can have pushed this before; then POST and PUT (distribution-spec, "POST
 * then PUT"). A failure on the way starts over with a new upload: what the old one has received cannot be known.
 */
export async function pushBlob(session: RegistrySession, source: BlobSource, isNew = false): Promise<BlobPush> {
  const { digest } = source;
  const url = blobUrl(session, digest);
  return retrying(async (attemptNumber) => {
    // On a later attempt it may be there because the first one took effect.
    const asks = attemptNumber > 1 || !isNew;
    if (asks && (await headBlob(session, url, 'push'))) return { digest, existed: attemptNumber === 1 };
    const bytes = await source.read();
    if (sha256Of(bytes) !== digest)
      throw new RegistryError('DIGEST_MISMATCH', `what was read for blob ${digest} is not it`);
    await upload(session, bytes, digest);
    return { digest, existed: false };
  }, session.pace);
}

async function upload(session: RegistrySession, bytes: Uint8Array, digest: Sha256): Promise<void> {
  const opened = await session.request({ method: 'POST', url: session.url('blobs/uploads/'), need: 'push' });
  if (opened.status !== 202) throw refusedAnswer('POST', opened);
  const location = session.pointedTo(opened.headers.get('location'), opened.url);
  // Added as text: parsing the query and writing it again could change the state that the registry keeps in it.
  location.search += `${location.search === '' ? '?' : '&'}digest=${encodeURIComponent(digest)}`;
  const headers = { 'content-type': 'application/octet-stream' };
  const stored = await session.request({ method: 'PUT', url: location, headers, body: bytes, need: 'push' });
  if (stored.status !== 201) throw refusedAnswer('PUT', stored);
}

function blobUrl(session: RegistrySession, digest: string): URL {
  if (!isSha256(digest)) throw new RegistryError('REFERENCE_INVALID', 'a blob is named by its sha256 digest');
  return session.url(`blobs/${digest}`);
}
