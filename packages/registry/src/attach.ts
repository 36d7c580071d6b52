import { amendTag, mostRounds, pause } from './amend-tag.ts';
import { mediaTypes, parseManifest } from './documents.ts';
import { storeManifest, type StoredReferrer } from './manifests.ts';
import { entriesUnderTag, fallbackTag, listReferrers } from './referrers.ts';
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

const mergeIntoTag = (session: RegistrySession, subject: Descriptor, attached: readonly Descriptor[]): Promise<void> =>
  amendTag(session, fallbackTag(subject.digest), mediaTypes.index, async (current) => {
    const present = entriesUnderTag(subject.digest, current);
    const missing = missingFrom(present, attached);
    if (missing.length === 0) return undefined;
    const index = { schemaVersion: 2, mediaType: mediaTypes.index, manifests: [...present, ...missing] };
    return Buffer.from(JSON.stringify(index));
  });

function missingFrom(present: readonly Descriptor[], wanted: readonly Descriptor[]): readonly Descriptor[] {
  const digests = new Set(present.map(({ digest }) => digest));
  return wanted.filter(({ digest }) => !digests.has(digest));
}

const notListed = (session: RegistrySession, subject: Descriptor): RegistryError =>
  new RegistryError(
    'REFERRERS_UNAVAILABLE',
    `${session.address.name} does not list what was attached to ${subject.digest}`,
  );
