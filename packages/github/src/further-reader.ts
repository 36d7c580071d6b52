import type { CommitOid, Further, Wanted } from '@bitvault/promotion';
import { readBranchReports } from './branch-reports.ts';
import type { GitHubConnection } from './connection.ts';
import { readStatusLogs } from './status-logs.ts';

/** See `PromotionStateReader.further`. */
export async function readFurther(connection: GitHubConnection, base: CommitOid, wanted: Wanted): Promise<Further> {
  const [logs, branch] = await Promise.all([
    readStatusLogs(connection, wanted.logs),
    wanted.branch.length === 0 ? null : readBranchReports(connection, base, wanted.contexts, wanted.branch),
  ]);
  return { logs, branch };
}
