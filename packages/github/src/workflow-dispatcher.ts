import type { RepositoryName, RunStanding, WorkflowDispatcher } from '@bitvault/promotion';
import * as v from 'valibot';
import { commitOid } from './answers.ts';
import { commitsOn } from './branch-commits.ts';
import type { GitHubConnection } from './connection.ts';
import { GitHubError } from './github-error.ts';
import { readApprovals } from './deployment-gate-reader.ts';

/** Starts workflows on `branch`, or the default branch, and sees how they stand. */
export function workflowDispatcher(
  connection: GitHubConnection,
  { branch }: { readonly branch?: string } = {},
): WorkflowDispatcher {
  return {
    standing: (workflow, title, on) => standing(connection, workflow, title, on),
    dispatch: async (workflow, inputs) => {
      // In full: a tag may have the same name.
      const ref = `refs/heads/${branch ?? (await defaultBranch(connection))}`;
      return startedRun(await post(connection, { workflow_id: fileName(workflow), ref, inputs }));
    },
  };
}

type Parameters = Readonly<Record<string, unknown>>;

/**
 * Asks for the run too, which GitHub tells since 2026. An Enterprise Server of before refuses a key that it does not know,
 * and has started nothing then.
 */
async function post(connection: GitHubConnection, parameters: Parameters): Promise<unknown> {
  const route = 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches';
  const detail = 'return_run_details';
  try {
    return await connection.rest('once', route, { ...parameters, [detail]: true }, v.unknown());
  } catch (error) {
    const unknown = error instanceof GitHubError && (error.status === 400 || error.answer.includes(detail));
    if (!unknown) throw error;
    return connection.rest('once', route, parameters, v.unknown());
  }
}

const dispatched = v.object({ html_url: v.string() });

/** It has started, whatever the answer looks like. */
function startedRun(answer: unknown): string | null {
  const told = v.safeParse(dispatched, answer);
  return told.success ? told.output.html_url : null;
}

/** GitHub takes a workflow's file name for its id, but no path. */
const fileName = (workflow: string): string => workflow.slice(workflow.lastIndexOf('/') + 1);

/** Address of the page where people see a workflow's runs, and start one by hand. */
export const workflowPage = (server: string, repository: RepositoryName, workflow: string): string =>
  `${server}/${repository}/actions/workflows/${encodeURIComponent(fileName(workflow))}`;

const unfinished = ['queued', 'in_progress', 'waiting', 'requested', 'pending'] as const;
const runsPerPage = 100;
const byHand = 'workflow_dispatch';

const runs = v.object({
  total_count: v.number(),
  workflow_runs: v.array(
    v.object({
      id: v.number(),
      display_title: v.string(),
      event: v.string(),
      head_branch: v.nullable(v.string()),
      head_sha: commitOid,
      html_url: v.string(),
      status: v.nullable(v.string()),
      conclusion: v.nullish(v.string(), null),
    }),
  ),
});

/**
 * Whoever may push a branch or a tag may run a workflow of the same file and title there, which says and does what they
 * like; a tag may even have the branch's name. Runs are the branch's by their commit.
 * One request, and one for their commits, as long as the workflow has had few runs; else those that are not finished are asked for, and those that
 * failed, as a rejected run does, by status. A run that failed costs one request more: who rejected it, if anybody.
 */
async function standing(
  connection: GitHubConnection,
  workflow: string,
  title: string,
  branch: string,
): Promise<RunStanding> {
  const list = (status: Readonly<Record<string, string>>) => {
    const route = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs';
    const parameters = { workflow_id: fileName(workflow), branch, event: byHand, per_page: runsPerPage, ...status };
    return connection.rest('repeatable', route, parameters, runs);
  };
  const newest = await list({}).catch((error: unknown) => {
    throw isMissing(error) ? missing(workflow, error) : error;
  });
  const others = newest.total_count <= runsPerPage ? [] : [...unfinished, 'failure'];
  const pages = [newest, ...(await Promise.all(others.map((status) => list({ status }))))];
  const named = pages
    .flatMap((page) => page.workflow_runs)
    .filter((run) => run.display_title === title && run.head_branch === branch && run.event === byHand);
  const onBranch = await commitsOn(connection, branch, [...new Set(named.map((run) => run.head_sha))]);
  const ours = named.filter((run) => onBranch.has(run.head_sha));
  const running = ours.find((run) => run.status !== 'completed');
  if (running !== undefined) return { kind: 'under-way', url: running.html_url };
  const last = ours.reduce<(typeof ours)[number] | null>(
    (latest, run) => (latest === null || run.id > latest.id ? run : latest),
    null,
  );
  if (last === null) return { kind: 'none' };
  if (last.conclusion !== 'failure') return { kind: 'ended' };
  const rejection = (await readApprovals(connection, last.id)).find((approval) => approval.state === 'rejected');
  return rejection === undefined ? { kind: 'ended' } : { kind: 'rejected', by: rejection.user?.login ?? null };
}

const isMissing = (error: unknown): error is GitHubError =>
  error instanceof GitHubError && error.code === 'GITHUB_NOT_FOUND';

const missing = (workflow: string, { message, status }: GitHubError): GitHubError =>
  new GitHubError('GITHUB_NOT_FOUND', `there is no workflow ${fileName(workflow)}, or it may not be seen: ${message}`, {
    next: `Add .github/workflows/${fileName(workflow)} to the default branch, or name the workflow of the gate as \`gate-workflow\`.`,
    ...(status !== null && { status }),
  });

const branchAnswer = v.object({ default_branch: v.string() });

async function defaultBranch(connection: GitHubConnection): Promise<string> {
  const repository = await connection.rest('repeatable', 'GET /repos/{owner}/{repo}', {}, branchAnswer);
  return repository.default_branch;
}
