import { mostRounds, pause } from './amend-tag.ts';
import { mediaTypes, parseManifest } from './documents.ts';
import { putManifest, storeManifest, type StoredReferrer } from './manifests.ts';
import { fallbackTag, listByTag, listReferrers } from './referrers.ts';
import { RegistryError } from './registry-error.ts';
import type { Descriptor, Referrer } from './repository.ts';
import type { RegistrySession } from './session.ts';

/** Throws `REFERRER_INVALID` where a manifest's subject is not this one: it would be pushed and never found. */
export function checkReferrers(subject: Descriptor, referrers: readonly Referrer[]): void {
  for (const { manifest } of referrers) {
    const named = parseManifest(manifest).subject;
    if (named?.digest !== subject.digest || named.size !== subject.size || named.mediaType !== subject.mediaType)
      throw new RegistryError('REFERRER_INVALID', `a manifest for ${subject.digest} has another subject, or none`);
  }
}

/**
 * Pushes the manifests, then makes sure that a listing has them all. `OCI-Subject` alone is not believed: there are
 * registries that answer it and have no API. Other processes that write the same fallback tag at the same moment can
 * still take an entry away after the last look, unless the registry heeds the preconditions that are sent.
 */
export async function attachManifests(
  session: RegistrySession,
  subject: Descriptor,
  referrers: readonly Referrer[],
): Promise<readonly Descriptor[]> {
  const pushes = await Promise.all(
    // Not asked for before: a second time it changes nothing, and only this answer tells what the registry knows.
    referrers.map(({ manifest, mediaType }) => storeManifest(session, manifest, mediaType)),
  );
  const attached = referrers.map((referrer, at) => describe(referrer, pushes[at]));
  const unknownToRegistry = pushes.some(({ knowsSubject }) => !knowsSubject);
  if (unknownToRegistry) await mergeIntoTag(session, subject, attached);
  else await confirmListed(session, subject, attached);
  return attached;
}

function describe(referrer: Referrer, pushed: StoredReferrer | undefined): Descriptor {
  if (!pushed) throw new TypeError('a push was lost');
  const { mediaType, digest, size } = pushed;
  return { mediaType, digest, size, artifactType: referrer.artifactType, annotations: referrer.annotations };
}

async function confirmListed(
  session: RegistrySession,
  subject: Descriptor,
  attached: readonly Descriptor[],
): Promise<void> {
  for (let round = 0; round < mostRounds; round += 1) {
    const listing = await listReferrers(session, subject.digest, undefined, 'push');
    if (missingFrom(listing.descriptors, attached).length === 0) return;
    if (listing.source === 'tag') return mergeIntoTag(session, subject, attached);
    await pause(session, round);
  }
  throw notListed(session, subject);
}

/** Reads, adds what is missing, writes, and reads again until all are in. */
async function mergeIntoTag(
  session: RegistrySession,
  subject: Descriptor,
  attached: readonly Descriptor[],
): Promise<void> {
  for (let round = 0; round < mostRounds; round += 1) {
    const { descriptors, precondition } = await listByTag(session, subject.digest, 'push');
    const missing = missingFrom(descriptors, attached);
    if (missing.length === 0) return;
    if (round > 0) await pause(session, round - 1);
    const index = { schemaVersion: 2, mediaType: mediaTypes.index, manifests: [...descriptors, ...missing] };
    const bytes = Buffer.from(JSON.stringify(index));
    await writeTag(session, subject, bytes, precondition);
  }
  if (missingFrom((await listByTag(session, subject.digest, 'push')).descriptors, attached).length > 0)
    throw notListed(session, subject);
}

/** A registry that refuses this write has immutable tags: attaching a second time can never work there. */
async function writeTag(
  session: RegistrySession,
  subject: Descriptor,
  bytes: Uint8Array,
  precondition: Readonly<Record<string, string>> | undefined,
): Promise<void> {
  const tag = fallbackTag(subject.digest);
  try {
    await putManifest(session, tag, bytes, mediaTypes.index, precondition);
  } catch (cause) {
    if (!(cause instanceof RegistryError) || cause.code !== 'REGISTRY_REFUSED') throw cause;
    const message = `${session.address.name} does not accept the index of referrers under tag ${tag}`;
    throw new RegistryError('REFERRERS_UNAVAILABLE', message, { cause });
  }
}

function missingFrom(present: readonly Descriptor[], wanted: readonly Descriptor[]): readonly Descriptor[] {
  const digests = new Set(present.map(({ digest }) => digest));
  return wanted.filter(({ digest }) => !digests.has(digest));
}

const notListed = (session: RegistrySession, subject: Descriptor): RegistryError =>
  new RegistryError(
    'REFERRERS_UNAVAILABLE',
    `${session.address.name} does not list what was attached to ${subject.digest}`,
  );
