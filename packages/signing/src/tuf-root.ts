import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TrustedRoot } from '@sigstore/protobuf-specs';
import { SigningError } from './signing-error.ts';
import { sigstoreInstances, type SigstoreInstance } from './sigstore-instances.ts';

/** A TUF repository, with the root metadata that all later metadata is proven from. */
export interface TufRepository {
  readonly mirror: string;
  /** JSON text of a `root.json`; without it, the one that @sigstore/tuf has for this mirror. */
  readonly root?: string;
}

export interface TufOptions {
  /** Where TUF metadata is cached; the user's data directory without it. */
  readonly cachePath?: string;
  /** Milliseconds for each request. */
  readonly timeout?: number;
  /** In place of the instances' own repositories. */
  readonly repositories?: Readonly<Partial<Record<SigstoreInstance, TufRepository>>>;
}

/**
 * The trusted root of an instance, proven by its TUF repository.
 * @throws SigningError TRUST_ROOT_UNAVAILABLE
 */
export async function trustedRootOf(instance: SigstoreInstance, options: TufOptions): Promise<TrustedRoot> {
  const { cachePath, timeout = 10_000, repositories = {} } = options;
  const { getTrustedRoot } = await import('@sigstore/tuf');
  const { mirror, root } = repositories[instance] ?? (await repositoryOf(instance));
  const common = { mirrorURL: mirror, timeout, retry: { retries: 3 }, ...(cachePath !== undefined && { cachePath }) };
  try {
    if (root === undefined) return await getTrustedRoot(common);
    return await withFile(root, (rootPath) => getTrustedRoot({ ...common, rootPath }));
  } catch (error) {
    const { title } = sigstoreInstances[instance];
    const next = `Run the job again; where the network forbids ${mirror}, give a trusted root as JSON or as a path`;
    throw new SigningError('TRUST_ROOT_UNAVAILABLE', `the trusted root of ${title} could not be fetched`, next, {
      cause: error,
    });
  }
}

async function repositoryOf(instance: SigstoreInstance): Promise<TufRepository> {
  const { mirror } = sigstoreInstances[instance];
  switch (instance) {
    case 'public-good':
      return { mirror };
    case 'github': {
      // As cli/cli has it built in, version 3: TUF goes from it to the root of today.
      const { default: root } = await import('./github-tuf-root.json', { with: { type: 'json' } });
      return { mirror, root: JSON.stringify(root) };
    }
  }
}

/** The library takes the root only as a file. */
async function withFile<T>(text: string, use: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'tuf-root-'));
  try {
    const path = join(folder, 'root.json');
    await writeFile(path, text);
    return await use(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}
