import { createHash } from 'node:crypto';
import { parseAllDocuments } from 'yaml';
import type { GitMirror, MirroredFile } from './git-mirror.ts';

/** What an application's folders say at one commit. */
export interface DesiredState {
  readonly revision: string;
  /** Equal for equal files: an application syncs when this changes, not when the commit does. */
  readonly fingerprint: string;
  /** Image digests by where they stand: `services.bitvaultd.image.digest`. */
  readonly digests: Readonly<Record<string, string>>;
}

/** An application of the stand-in, whose manifests depend on some folders of the repository. */
export interface ArgoApplication {
  /** `bitvault-dev`; its commit statuses have the context `argocd/bitvault-dev`. */
  readonly name: string;
  /** Holds the values file with the digests: `envs/dev`. */
  readonly path: string;
  /** Other folders that its manifests come from, such as the chart's. */
  readonly alsoFrom?: readonly string[];
}

export async function desiredState(
  mirror: GitMirror,
  revision: string,
  files: readonly MirroredFile[],
  application: ArgoApplication,
): Promise<DesiredState> {
  const own = files.filter((file) => isBelow(file.path, application.path));
  const others = files.filter((file) => application.alsoFrom?.some((folder) => isBelow(file.path, folder)));
  const digests: Record<string, string> = {};
  for (const file of own.filter(({ path }) => /\.ya?ml$/.test(path))) {
    for (const document of parseAllDocuments(await mirror.read(file))) collectDigests(document.toJS(), [], digests);
  }
  const listed = [...own, ...others].map(({ path, blob }) => `${blob} ${path}\n`).toSorted();
  return { revision, fingerprint: createHash('sha256').update(listed.join('')).digest('hex'), digests };
}

const isBelow = (path: string, folder: string) => path === folder || path.startsWith(`${folder.replace(/\/$/, '')}/`);

function collectDigests(value: unknown, path: readonly string[], found: Record<string, string>): void {
  if (typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value)) found[path.join('.')] = value;
  if (value === null || typeof value !== 'object') return;
  for (const [key, entry] of Object.entries(value)) collectDigests(entry, [...path, key], found);
}
