import pLimit from 'p-limit';
import { amendTag } from './amend-tag.ts';
import { attachManifests, checkReferrers } from './attach.ts';
import { blobOf } from './blob-source.ts';
import { blobPieces, hasBlob, pushBlob, readBlob, type BlobPush } from './blobs.ts';
import type { Credentials } from './credentials.ts';
import { sha256Of } from './digest.ts';
import type { Fetch } from './exchange.ts';
import { keepAliveFetch } from './keep-alive-fetch.ts';
import { findBeforePush, pushManifest, readManifest, resolveManifest } from './manifests.ts';
import { listReferrers } from './referrers.ts';
import { parseRepositoryName } from './repository-name.ts';
import type { BlobSource, ImageRepository, PushBlobOptions, Sha256 } from './repository.ts';
import type { RetryPace } from './retrying.ts';
import { RegistrySession } from './session.ts';
import { UploadHabits } from './upload-habits.ts';

export interface OpenRepositoryOptions {
  /** Absent: anonymous. */
  readonly credentials?: Credentials | undefined;
  /** Default `keepAliveFetch`; must heed `redirect: 'manual'`. */
  readonly fetch?: Fetch;
  readonly userAgent?: string;
  /** Default false; true means https on loopback too, where a registry is otherwise asked over http. */
  readonly secure?: boolean;
  /** Told every secret that was derived or received (tokens, the Basic form) before it is used. */
  readonly mask?: (secret: string) => void;
  /** Hosts, as `host[:port]`, of token services that may see the credentials although their name does not show it. */
  readonly trustedRealms?: readonly string[];
  readonly retry?: RetryPace;
  /** Larger blobs are sent in chunks of this many bytes; default 64 MiB. */
  readonly chunkBytes?: number;
  /** Of this registry, to be shared by all repositories that a job opens there; default what this repository learns. */
  readonly habits?: UploadHabits;
}

const parallelUploads = 4;
const emptyConfig = '{}';
const defaultBlobLimit = 16 * 1024 * 1024;

/**
 * Opens a repository by name, `host[:port]/path`; nothing is sent yet. One call is one session: its tokens and what it
 * has pushed are remembered, so share it. Throws `REFERENCE_INVALID`.
 */
export function openRepository(name: string, options: OpenRepositoryOptions = {}): ImageRepository {
  const session = new RegistrySession(parseRepositoryName(name, options.secure), {
    credentials: options.credentials,
    fetch: options.fetch ?? keepAliveFetch(),
    userAgent: options.userAgent ?? 'bitvault-actions',
    mask: options.mask ?? (() => {}),
    trustedRealms: options.trustedRealms ?? [],
    pace: options.retry ?? {},
  });
  const { chunkBytes, habits = new UploadHabits() } = options;
  const uploads = pLimit(parallelUploads);
  // Two merges of one fallback index in one process would overwrite each other.
  const attaching = pLimit(1);
  const pushed = new Map<Sha256, Promise<BlobPush>>();

  const absent = new Set<Sha256>();

  const pushOnce = async (content: Uint8Array | BlobSource, how: PushBlobOptions = {}) => {
    const source = 'digest' in content ? content : blobOf(content);
    const { digest } = source;
    const earlier = pushed.get(digest);
    if (earlier) return { digest: (await earlier).digest, existed: true };
    const transfer = { ...how, chunkBytes, habits };
    const push = uploads(() => pushBlob(session, source, transfer));
    pushed.set(digest, push);
    try {
      return await push;
    } catch (error) {
      pushed.delete(digest);
      throw error;
    }
  };

  return {
    name,
    resolve: (reference) => resolveManifest(session, reference),
    manifest: (reference) => readManifest(session, reference),
    blob: (descriptor, limit = defaultBlobLimit) => readBlob(session, descriptor, limit),
    hasBlob: (digest) => hasBlob(session, digest),
    blobPieces: (descriptor, start, end) => blobPieces(session, descriptor, start, end),
    pushBlob: pushOnce,
    lacksManifest: async (digest) => {
      const lacks = (await findBeforePush(session, digest)) === undefined;
      if (lacks) absent.add(digest);
      return lacks;
    },
    pushManifest: (bytes, mediaType, tags = []) =>
      pushManifest(session, bytes, mediaType, { tags, isAbsent: absent.delete(sha256Of(bytes)) }),
    referrers: async (subject, artifactType) => (await listReferrers(session, subject, artifactType)).descriptors,
    amend: (tag, mediaType, change) => attaching(() => amendTag(session, tag, mediaType, change)),
    attach: async (subject, referrers) => {
      checkReferrers(subject, referrers);
      const blobs = referrers.flatMap((referrer) => referrer.blobs);
      // What somebody else may have pushed is the empty config that all referrers share.
      await Promise.all(blobs.map((blob) => pushOnce(blob, { isNew: blob.length > emptyConfig.length })));
      return attaching(() => attachManifests(session, subject, referrers));
    },
  };
}
