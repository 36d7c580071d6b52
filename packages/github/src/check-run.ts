import type { CommitOid, PullCheck, PullRequest } from '@bitvault/promotion';
import * as v from 'valibot';
import { commitOid } from './answers.ts';
import type { GitHubConnection } from './connection.ts';

/** How the check run is called on every pull request. */
const name = 'promotion';

const checkRun = v.object({
  id: v.number(),
  external_id: v.nullable(v.string()),
  app: v.nullable(v.object({ slug: v.optional(v.string()) })),
  status: v.string(),
  conclusion: v.nullable(v.string()),
  details_url: v.nullable(v.string()),
  html_url: v.nullable(v.string()),
  output: v.object({ title: v.nullable(v.string()), summary: v.nullable(v.string()) }),
});

const listed = v.object({ check_runs: v.array(checkRun) });

const progress = {
  waiting: { status: 'in_progress' },
  refused: { status: 'completed', conclusion: 'failure' },
  merged: { status: 'completed', conclusion: 'success' },
} as const satisfies Readonly<Record<PullCheck['state'], object>>;

/**
 * Says on the head of a pull request what is missing: one check run, which is updated, not repeated, and left alone where
 * it says the same already. Any App, and so any workflow, may write one that looks like it; theirs is left alone as well.
 * Needs an App with `checks: write`.
 */
export async function reportCheck(
  connection: GitHubConnection,
  { number, head }: Pick<PullRequest, 'number' | 'head'>,
  check: PullCheck,
): Promise<void> {
  const externalId = `bitvault-promotion/${number}`;
  const { title, summary, url } = check;
  const list = 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs';
  const { check_runs } = await connection.rest(
    'repeatable',
    list,
    { ref: head, check_name: name, per_page: 100 },
    listed,
  );
  const known = await ownAmong(
    connection,
    check_runs.filter(({ external_id }) => external_id === externalId),
  );
  if (known !== undefined && saysSame(known, check)) return;
  // A link that led somewhere before must not stay where nothing is to be done any more.
  const link = url ?? known?.html_url ?? null;
  const said = { ...progress[check.state], output: { title, summary }, ...(link !== null && { details_url: link }) };
  if (known === undefined) {
    const parameters = { name, head_sha: head, external_id: externalId, ...said };
    await connection.rest('once', 'POST /repos/{owner}/{repo}/check-runs', parameters, checkRun);
  } else {
    const parameters = { check_run_id: known.id, ...said };
    await connection.rest('repeatable', 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', parameters, checkRun);
  }
}

const pullAnswer = v.object({ state: v.string(), head: v.object({ sha: commitOid }) });

/** Head of a pull request, as long as it is open; null where it is not. */
export async function openHead(connection: GitHubConnection, number: number): Promise<CommitOid | null> {
  const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
  const { state, head } = await connection.rest('repeatable', route, { pull_number: number }, pullAnswer);
  return state === 'open' ? head.sha : null;
}

type CheckRun = v.InferOutput<typeof checkRun>;

async function ownAmong(connection: GitHubConnection, found: readonly CheckRun[]): Promise<CheckRun | undefined> {
  if (found.length === 0) return undefined;
  const { login } = await connection.holder();
  return found.find(({ app }) => login !== null && `${app?.slug}[bot]` === login);
}

function saysSame(known: CheckRun, { state, title, summary, url }: PullCheck): boolean {
  const { status, conclusion } = { conclusion: null, ...progress[state] };
  return (
    known.status === status &&
    known.conclusion === conclusion &&
    known.output.title === title &&
    known.output.summary === summary &&
    (url === null || known.details_url === url)
  );
}
