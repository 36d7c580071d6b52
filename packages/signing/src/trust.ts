import type { TrustedRoot } from '@sigstore/protobuf-specs';
import type { TrustMaterial } from '@sigstore/verify';
import { SigningError } from './signing-error.ts';
import { readSource, type SigstoreSource } from './sigstore-source.ts';

/** Whose certificates, log entries and timestamps count. */
export interface Trust {
  readonly material: TrustMaterial;
}

export interface TrustOptions {
  /** Where the public good instance's TUF metadata is cached; the user's data directory without it. */
  readonly cachePath?: string;
  /** Milliseconds for each request. */
  readonly timeout?: number;
}

const mediaTypes = new Set([
  'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
  'application/vnd.dev.sigstore.trustedroot.v0.1+json',
  'application/vnd.dev.sigstore.trustedroot+json;version=0.2',
  'application/vnd.dev.sigstore.trustedroot.v0.2+json',
]);

/**
 * Reads a trusted root: the public good instance's over TUF, any other from JSON.
 * @throws SigningError TRUST_ROOT_INVALID, TRUST_ROOT_UNAVAILABLE
 */
export async function loadTrust(source: SigstoreSource, options: TrustOptions = {}): Promise<Trust> {
  const root = source === 'public-good' ? await publicGoodRoot(options) : await parsedRoot(source);
  const empty = emptyPartOf(root);
  if (empty !== undefined) throw invalid(`it names no ${empty}`);
  const { toTrustMaterial } = await import('@sigstore/verify');
  try {
    return { material: toTrustMaterial(root) };
  } catch (error) {
    throw invalid('a key or certificate in it cannot be read', error);
  }
}

async function publicGoodRoot({ cachePath, timeout = 10_000 }: TrustOptions): Promise<TrustedRoot> {
  const { getTrustedRoot } = await import('@sigstore/tuf');
  try {
    return await getTrustedRoot({ timeout, retry: { retries: 3 }, ...(cachePath !== undefined && { cachePath }) });
  } catch (error) {
    const next = 'Run the job again; where the network forbids it, give a trusted root as JSON or as a path';
    throw new SigningError('TRUST_ROOT_UNAVAILABLE', 'the public Sigstore trusted root could not be fetched', next, {
      cause: error,
    });
  }
}

async function parsedRoot(source: Exclude<SigstoreSource, 'public-good'>): Promise<TrustedRoot> {
  const json = await readSource(source, {
    what: 'trusted root',
    invalid: 'TRUST_ROOT_INVALID',
    unavailable: 'TRUST_ROOT_UNAVAILABLE',
  });
  if (typeof json['mediaType'] !== 'string' || !mediaTypes.has(json['mediaType'])) {
    throw invalid(`its mediaType is ${JSON.stringify(json['mediaType'] ?? null)}`);
  }
  const { TrustedRoot } = await import('@sigstore/protobuf-specs');
  try {
    return TrustedRoot.fromJSON(json);
  } catch (error) {
    throw invalid('it does not have the form of one', error);
  }
}

function emptyPartOf(root: TrustedRoot): string | undefined {
  if (root.certificateAuthorities.length === 0) return 'certificate authority';
  if (root.ctlogs.length === 0) return 'certificate log';
  return root.tlogs.length === 0 ? 'transparency log' : undefined;
}

const invalid = (why: string, cause?: unknown): SigningError =>
  new SigningError(
    'TRUST_ROOT_INVALID',
    `the trusted root is not usable: ${why}`,
    'Give the trusted_root.json of your Sigstore instance, or nothing for the public good instance',
    { cause },
  );
