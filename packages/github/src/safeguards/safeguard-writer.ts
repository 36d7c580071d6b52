import type { SafeguardWriter, SettingChange } from '@bitvault/promotion';
import * as v from 'valibot';
import type { GitHubConnection } from '../connection.ts';

/** Changes settings of one repository, each with one request that does the same when it is sent twice. */
export function safeguardWriter(connection: GitHubConnection): SafeguardWriter {
  const prefix = `/repos/${connection.repository}/`;
  return {
    async change({ method, path, body = {} }: SettingChange): Promise<void> {
      if (!path.startsWith(prefix)) throw new TypeError(`${path} is not of ${connection.repository}`);
      // As a route, so that owner and name do not become fields of the body.
      const route = `${method} /repos/{owner}/{repo}/${path.slice(prefix.length)}`;
      await connection.rest('repeatable', route, body, v.unknown());
    },
  };
}
