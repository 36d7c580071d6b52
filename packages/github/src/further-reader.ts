import { pastKey, type CommitOid, type Further, type Past, type Wanted } from '@bitvault/promotion';
import { readBranchReports, readSpan } from './branch-reports.ts';
import type { GitHubConnection } from './connection.ts';
import { readPast } from './slot-past.ts';
import { readStatusLogs } from './status-logs.ts';

/** See `PromotionStateReader.further`. */
export async function readFurther(connection: GitHubConnection, base: CommitOid, wanted: Wanted): Promise<Further> {
  const { contexts } = wanted;
  const [logs, branch] = await Promise.all([
    readStatusLogs(connection, wanted.logs),
    wanted.branch.length === 0 ? null : readBranchReports(connection, base, contexts, wanted.branch),
  ]);
  // One after the other: each may bring a hundred versions of a large file.
  const pasts = new Map<string, Past>();
  for (const past of wanted.pasts) pasts.set(pastKey(past.slot), await readPast(connection, base, contexts, past));
  const spans: Further['spans'][number][] = [];
  for (const span of wanted.spans) spans.push(await readSpan(connection, base, contexts, span));
  return { logs, branch, pasts, spans };
}
