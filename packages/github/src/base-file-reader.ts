import type { BaseFileReader } from '@bitvault/promotion';
import type { GitHubConnection } from './connection.ts';
import { readPinnedFiles } from './pinned-files.ts';

/** Reads files of commits through the API, so that no job needs a checkout: one request each. */
export function baseFileReader(connection: GitHubConnection): BaseFileReader {
  return {
    async file(commit, path) {
      const files = await readPinnedFiles(connection, [{ commit, paths: [path] }]);
      return files.get(commit)?.get(path) ?? null;
    },
  };
}
