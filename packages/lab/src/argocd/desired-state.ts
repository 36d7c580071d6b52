import { createHash } from 'node:crypto';
import { parseAllDocuments } from 'yaml';
import type { GitMirror, MirroredFile } from './git-mirror.ts';

/** An application of the stand-in, whose manifests depend on some folders of the repository. */
export interface ArgoApplication {
  /** `bitvault-dev`; its commit statuses have the context `argocd/bitvault-dev`. */
  readonly name: string;
  /** Holds the values file with the digests: `envs/dev`. */
  readonly path: string;
  /** Other folders that its manifests come from, such as the chart's. */
  readonly alsoFrom?: readonly string[];
}

export const hasFiles = (files: readonly MirroredFile[], { path }: ArgoApplication): boolean =>
  files.some((file) => isBelow(file.path, path));

/** Equal for equal files: an application syncs when this changes, not when the commit does. */
export function fingerprint(files: readonly MirroredFile[], { path, alsoFrom = [] }: ArgoApplication): string {
  const relevant = files.filter((file) => [path, ...alsoFrom].some((folder) => isBelow(file.path, folder)));
  const lines = relevant.map((file) => `${file.blob} ${file.path}\n`).toSorted();
  return createHash('sha256').update(lines.join('')).digest('hex');
}

/** The image digests in an application's own folder, by where they stand: `services.bitvaultd.image.digest`. */
export async function deployedDigests(
  mirror: GitMirror,
  files: readonly MirroredFile[],
  { path }: ArgoApplication,
): Promise<Readonly<Record<string, string>>> {
  const digests: Record<string, string> = {};
  for (const file of files.filter((some) => isBelow(some.path, path) && /\.ya?ml$/.test(some.path))) {
    for (const document of parseAllDocuments(await mirror.read(file))) collectDigests(document.toJS(), [], digests);
  }
  return digests;
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder.replace(/\/$/, '')}/`);
}

function collectDigests(value: unknown, path: readonly string[], found: Record<string, string>): void {
  if (typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value)) found[path.join('.')] = value;
  if (value === null || typeof value !== 'object') return;
  for (const [key, entry] of Object.entries(value)) collectDigests(entry, [...path, key], found);
}
