import type { CommitOid, StatusLog, StatusReport } from '@bitvault/promotion';
import * as v from 'valibot';
import { timestamp } from './answers.ts';
import type { GitHubConnection } from './connection.ts';

const reportsPerPage = 100;
/** GitHub keeps at most a thousand for each commit and context (docs.github.com, "Create a commit status"). */
const mostPages = 10;
const commitsAtOnce = 8;

const report = v.object({
  id: v.number(),
  context: v.string(),
  state: v.picklist(['success', 'pending', 'failure', 'error']),
  created_at: timestamp,
  creator: v.nullable(v.object({ login: v.string(), type: v.picklist(['User', 'Bot', 'Organization', 'Mannequin']) })),
});

const states = { success: 'SUCCESS', pending: 'PENDING', failure: 'FAILURE', error: 'ERROR' } as const;

function statusReport({ context, state, created_at: createdAt, creator }: v.InferOutput<typeof report>): StatusReport {
  return {
    context,
    state: states[state],
    createdAt,
    creator: creator === null ? null : { login: creator.login, kind: creator.type },
  };
}

/** Every report on these commits: GraphQL has but the last one of each context. */
export async function readStatusLogs(
  connection: GitHubConnection,
  commits: readonly CommitOid[],
): Promise<ReadonlyMap<CommitOid, StatusLog>> {
  const logs: (readonly [CommitOid, StatusLog])[] = [];
  for (let start = 0; start < commits.length; start += commitsAtOnce) {
    const portion = commits.slice(start, start + commitsAtOnce);
    const read = portion.map(async (commit) => [commit, await readLog(connection, commit)] as const);
    logs.push(...(await Promise.all(read)));
  }
  return new Map(logs);
}

async function readLog(connection: GitHubConnection, commit: CommitOid): Promise<StatusLog> {
  const route = 'GET /repos/{owner}/{repo}/commits/{ref}/statuses';
  const found = new Map<number, StatusReport>();
  for (let page = 1; page <= mostPages; page += 1) {
    const parameters = { ref: commit, per_page: reportsPerPage, page };
    const listed = await connection.rest('repeatable', route, parameters, v.array(report));
    // What is reported meanwhile moves others on to the next page, where they are found again.
    for (const each of listed) found.set(each.id, statusReport(each));
    if (listed.length < reportsPerPage) return { reports: [...found.values()], complete: true };
  }
  return { reports: [...found.values()], complete: false };
}
