import { isSha256, sha256Of } from './digest.ts';
import { mediaTypeOf, mediaTypes } from './documents.ts';
import type { ExchangeAnswer } from './exchange.ts';
import { isUnsupported, refusedAnswer, refuseOtherDigest } from './refused-answer.ts';
import { RegistryError } from './registry-error.ts';
import { isTag } from './repository-name.ts';
import type { Descriptor, PushedManifest, StoredManifest } from './repository.ts';
import { retrying } from './retrying.ts';
import type { Need, RegistrySession } from './session.ts';
import { isUnlistedTag } from './unlisted-tag.ts';

const accept = [mediaTypes.index, mediaTypes.manifest, mediaTypes.dockerList, mediaTypes.dockerManifest].join(', ');

/** A manifest with the entity tag that a conditional write needs. */
export interface ReadManifest extends StoredManifest {
  readonly etag: string | undefined;
}

export async function readManifest(
  session: RegistrySession,
  reference: string,
  need: Need = 'pull',
): Promise<ReadManifest | undefined> {
  const url = manifestUrl(session, reference);
  const answer = await retrying(async () => {
    const given = await session.request({ method: 'GET', url, headers: { accept }, need });
    if (await isMissing(session, given, reference, need)) return undefined;
    if (given.status !== 200) throw refusedAnswer('GET', given);
    return given;
  }, session.pace);
  if (!answer) return undefined;
  const digest = sha256Of(answer.body);
  const promised = isSha256(reference) ? reference : answer.headers.get('docker-content-digest');
  if (promised !== null && promised !== digest)
    throw new RegistryError('DIGEST_MISMATCH', `${session.address.name} has ${digest} where ${promised} should be`);
  const mediaType = mediaTypeOf(answer.body, answer.headers.get('content-type'));
  return { digest, mediaType, bytes: answer.body, etag: answer.headers.get('etag') ?? undefined };
}

export async function resolveManifest(
  session: RegistrySession,
  reference: string,
  need: Need = 'pull',
): Promise<Descriptor | undefined> {
  const url = manifestUrl(session, reference);
  const answer = await retrying(async () => {
    const given = await session.request({ method: 'HEAD', url, headers: { accept }, need });
    if (await isMissing(session, given, reference, need)) return undefined;
    // Who does not answer a HEAD is asked the longer way.
    if (given.status !== 200 && !isUnsupported(given.status)) throw refusedAnswer('HEAD', given);
    return given;
  }, session.pace);
  if (!answer) return undefined;
  const described = answer.status === 200 ? describedBy(answer, reference) : undefined;
  if (described) return described;
  const manifest = await readManifest(session, reference, need);
  return manifest && { mediaType: manifest.mediaType, digest: manifest.digest, size: manifest.bytes.length };
}

async function isMissing(
  session: RegistrySession,
  { status }: ExchangeAnswer,
  reference: string,
  need: Need,
): Promise<boolean> {
  return status === 404 || (status === 403 && (await isUnlistedTag(session, reference, need)));
}

/** What the registry lets nobody look at may still be put, which then tells whether this is denied. */
export async function findBeforePush(
  session: RegistrySession,
  reference: string,
): Promise<Descriptor | 'unknown' | undefined> {
  try {
    return await resolveManifest(session, reference, 'push');
  } catch (error) {
    if (error instanceof RegistryError && error.code === 'REGISTRY_DENIED') return 'unknown';
    throw error;
  }
}

/** Registries may leave out all three headers on HEAD; then only the bytes tell. */
function describedBy(answer: ExchangeAnswer, reference: string): Descriptor | undefined {
  const digest = answer.headers.get('docker-content-digest') ?? '';
  const size = answer.headers.get('content-length') ?? '';
  const mediaType = answer.headers.get('content-type')?.split(';', 1)[0]?.trim();
  if (isSha256(reference) && digest !== '' && digest !== reference)
    throw new RegistryError('DIGEST_MISMATCH', `the registry says that ${reference} has the digest of something else`);
  if (!isSha256(digest) || !/^[1-9]\d{0,8}$/.test(size) || !mediaType?.startsWith('application/vnd.')) return undefined;
  return { mediaType, digest, size: Number(size) };
}

/** What came of storing a manifest, and whether the registry answered that it knows the manifest's subject. */
export interface StoredReferrer extends Descriptor {
  readonly knowsSubject: boolean;
}

/** Puts by digest, whether or not it is there. */
export async function storeManifest(
  session: RegistrySession,
  bytes: Uint8Array,
  mediaType: string,
): Promise<StoredReferrer> {
  const digest = sha256Of(bytes);
  const answer = await putManifest(session, digest, bytes, mediaType);
  return { mediaType, digest, size: bytes.length, knowsSubject: answer.headers.has('oci-subject') };
}

export interface ManifestPush {
  readonly tags: readonly string[];
  /** Whether the registry said just now that it has none of this digest. */
  readonly isAbsent: boolean;
}

/** Puts what is not there yet. Under a tag suffices: every manifest can be had by its digest too. */
export async function pushManifest(
  session: RegistrySession,
  bytes: Uint8Array,
  mediaType: string,
  { tags, isAbsent }: ManifestPush,
): Promise<PushedManifest> {
  const digest = sha256Of(bytes);
  let existed = !isAbsent;
  for (const reference of tags.length > 0 ? tags : [digest]) {
    // Registries with immutable tags refuse even the write that changes nothing; what is absent has no tag.
    if (!isAbsent && isFound(await findBeforePush(session, reference), digest)) continue;
    await putManifest(session, reference, bytes, mediaType);
    existed = false;
  }
  return { mediaType, digest, size: bytes.length, existed };
}

const isFound = (found: Descriptor | 'unknown' | undefined, digest: string): boolean =>
  found !== undefined && found !== 'unknown' && found.digest === digest;

/** Puts under a tag or digest. A 412 comes back as an answer where there was a precondition. */
export async function putManifest(
  session: RegistrySession,
  reference: string,
  bytes: Uint8Array,
  mediaType: string,
  precondition: Readonly<Record<string, string>> = {},
): Promise<ExchangeAnswer> {
  const url = manifestUrl(session, reference);
  const conditional = Object.keys(precondition).length > 0;
  const headers = { 'content-type': mediaType, ...precondition };
  const answer = await retrying(async () => {
    const given = await session.request({ method: 'PUT', url, headers, body: bytes, need: 'push' });
    const expected = given.status === 201 || (conditional && given.status === 412);
    if (!expected) throw refusedAnswer('PUT', given);
    return given;
  }, session.pace);
  if (answer.status === 201) refuseOtherDigest(answer, sha256Of(bytes));
  return answer;
}

function manifestUrl(session: RegistrySession, reference: string): URL {
  if (!isSha256(reference) && !isTag(reference))
    throw new RegistryError(
      'REFERENCE_INVALID',
      `neither a tag nor a sha256 digest: ${JSON.stringify(reference.slice(0, 140))}`,
    );
  return session.url(`manifests/${reference}`);
}
