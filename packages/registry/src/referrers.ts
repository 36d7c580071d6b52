import { isSha256 } from './digest.ts';
import { isIndexType, mostEntries, parseIndex } from './documents.ts';
import { readManifest } from './manifests.ts';
import { nextPage } from './next-page.ts';
import { isUnsupported, refusedAnswer } from './refused-answer.ts';
import { RegistryError } from './registry-error.ts';
import type { Descriptor, Sha256, StoredManifest } from './repository.ts';
import { retrying } from './retrying.ts';
import type { Need, RegistrySession } from './session.ts';

/** What refers to a subject, and where that was found. */
export interface ReferrerListing {
  readonly source: 'api' | 'tag';
  readonly descriptors: readonly Descriptor[];
}

const mostPages = 100;

/** The tag that stands in for the referrers API (distribution-spec, "Referrers Tag Schema"). */
export const fallbackTag = (subject: Sha256): string => subject.replace(':', '-');

/**
 * The referrers API where the registry has it, else the fallback tag. Registries without the API answer 404, but 400, 405
 * or 406 too; only a 404 of the tag means that there are none: a listing that was denied or throttled, or that failed,
 * must not read as "no signatures".
 */
export async function listReferrers(
  session: RegistrySession,
  subject: Sha256,
  artifactType: string | undefined,
  need: Need = 'pull',
): Promise<ReferrerListing> {
  if (!isSha256(subject)) throw new RegistryError('REFERENCE_INVALID', 'a subject is named by its sha256 digest');
  const descriptors = await listByApi(session, subject, artifactType, need);
  const listing: ReferrerListing = descriptors
    ? { source: 'api', descriptors }
    : { source: 'tag', descriptors: entriesUnderTag(subject, await readManifest(session, fallbackTag(subject), need)) };
  if (artifactType === undefined) return listing;
  // A registry need not filter, and may filter without saying so.
  return { ...listing, descriptors: listing.descriptors.filter((each) => each.artifactType === artifactType) };
}

async function listByApi(
  session: RegistrySession,
  subject: Sha256,
  artifactType: string | undefined,
  need: Need,
): Promise<readonly Descriptor[] | undefined> {
  const start = session.url(`referrers/${subject}`);
  if (artifactType !== undefined) start.searchParams.set('artifactType', artifactType);
  const descriptors: Descriptor[] = [];
  let url: URL | undefined = start;
  for (let page = 0; url; page += 1) {
    if (page === mostPages) throw tooMany(session, subject);
    const answer = await listPage(session, url, need, page === 0);
    if (!answer) return undefined;
    descriptors.push(...parseIndex(answer.body).manifests);
    if (descriptors.length > mostEntries) throw tooMany(session, subject);
    url = nextPage(answer.headers.get('link'), url, start);
  }
  return descriptors;
}

async function listPage(session: RegistrySession, url: URL, need: Need, isFirst: boolean) {
  return retrying(async () => {
    const answer = await session.request({ method: 'GET', url, need });
    if (isFirst && isUnsupported(answer.status)) return undefined;
    if (answer.status !== 200) throw refusedAnswer('GET', answer);
    return answer;
  }, session.pace);
}

/** What the manifest under a subject's fallback tag lists. */
export function entriesUnderTag(subject: Sha256, manifest: StoredManifest | undefined): readonly Descriptor[] {
  if (!manifest) return [];
  if (!isIndexType(manifest.mediaType))
    throw new RegistryError('REGISTRY_ANSWER_INVALID', `tag ${fallbackTag(subject)} is not an index of referrers`);
  return parseIndex(manifest.bytes).manifests;
}

const tooMany = (session: RegistrySession, subject: Sha256): RegistryError =>
  new RegistryError('RESPONSE_TOO_LARGE', `more than ${mostEntries} referrers of ${session.address.name}@${subject}`);
