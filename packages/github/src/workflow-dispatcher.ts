import type { WorkflowDispatcher } from '@bitvault/promotion';
import * as v from 'valibot';
import type { GitHubConnection } from './connection.ts';

/** Starts workflows on `branch`, or the default branch, and sees whether they are under way. */
export function workflowDispatcher(
  connection: GitHubConnection,
  { branch }: { readonly branch?: string } = {},
): WorkflowDispatcher {
  return {
    isUnderWay: (workflow, title) => isUnderWay(connection, workflow, title),
    dispatch: async (workflow, inputs) => {
      const ref = branch ?? (await defaultBranch(connection));
      const route = 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches';
      await connection.rest('once', route, { workflow_id: fileName(workflow), ref, inputs }, v.unknown());
    },
  };
}

/** GitHub takes a workflow's file name for its id, but no path. */
const fileName = (workflow: string): string => workflow.slice(workflow.lastIndexOf('/') + 1);

const unfinished = ['queued', 'in_progress', 'waiting', 'requested', 'pending'] as const;
const runsPerPage = 100;

const runs = v.object({
  total_count: v.number(),
  workflow_runs: v.array(v.object({ display_title: v.string(), status: v.nullable(v.string()) })),
});

/** One request as long as the workflow has had few runs; else those that are not finished are asked for, by status. */
async function isUnderWay(connection: GitHubConnection, workflow: string, title: string): Promise<boolean> {
  const list = (status: Readonly<Record<string, string>>) => {
    const route = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs';
    const parameters = { workflow_id: fileName(workflow), per_page: runsPerPage, ...status };
    return connection.rest('repeatable', route, parameters, runs);
  };
  const newest = await list({});
  const pages =
    newest.total_count <= runsPerPage ? [newest] : await Promise.all(unfinished.map((status) => list({ status })));
  return pages
    .flatMap((page) => page.workflow_runs)
    .some((run) => run.status !== 'completed' && run.display_title === title);
}

const branchAnswer = v.object({ default_branch: v.string() });

async function defaultBranch(connection: GitHubConnection): Promise<string> {
  const repository = await connection.rest('repeatable', 'GET /repos/{owner}/{repo}', {}, branchAnswer);
  return repository.default_branch;
}
