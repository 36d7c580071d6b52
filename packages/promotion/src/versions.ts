import { readDigest } from './digest-edit.ts';
import { deployedRuns, type DeployedRun } from './history.ts';
import type { Digest } from './names.ts';
import type { FileVersion } from './state.ts';

/**
 * The digest of one version of a file: null where it deployed none, undefined where it cannot be told. Old versions may
 * be anything; one that cannot be read proves nothing and is no error.
 */
export function digestOfVersion(version: FileVersion | undefined, path: readonly string[]): Digest | null | undefined {
  if (typeof version?.file?.text !== 'string') return undefined;
  try {
    return readDigest(version.file.text, path);
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** What was deployed at `path`, newest first, from the versions of its file. */
export function deployedHistory(versions: readonly FileVersion[], path: readonly string[]): readonly DeployedRun[] {
  return deployedRuns(
    versions.map(({ commit, committedAt }, index) => ({
      commit,
      committedAt,
      digest: digestOfVersion(versions[index], path) ?? null,
    })),
  );
}
