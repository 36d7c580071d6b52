import type { GitRepository } from './git-repository.ts';

/** What a name stands for: an OID, `HEAD`, a full ref, a tag or a branch. */
export function resolveRevision(git: GitRepository, revision: string, defaultBranch: string): string | null {
  if (/^[0-9a-f]{40}$/.test(revision)) return revision;
  if (revision === 'HEAD') return git.branch(defaultBranch);
  const places = [revision, `refs/${revision}`, `refs/tags/${revision}`, `refs/heads/${revision}`];
  for (const place of places) {
    const oid = git.refs.get(place);
    if (oid !== null) return oid;
  }
  return null;
}
