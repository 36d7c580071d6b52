import { json, type Answer } from '../../http/part-server.ts';
import type { CheckRun } from '../model/repository.ts';
import { notFound, Refusal, unprocessable } from '../refusal.ts';
import { checkRunShape } from '../shapes/actions-shapes.ts';
import { commitNamed } from './commit-routes.ts';
import { actorOf, listAnswer, repoRoute, type RepoCall, type Route } from './route.ts';

/** Of one commit; of those with the same name the latest (docs.github.com, "List check runs for a Git reference"). */
async function listCheckRuns(call: RepoCall): Promise<Answer> {
  const { context, repository, params, query } = call;
  const { oid } = await commitNamed(call, params['ref'] ?? '');
  const name = query.get('check_name');
  const found = repository.checkRuns.filter((check) => check.headSha === oid && (name === null || check.name === name));
  return listAnswer(
    call,
    found,
    (check) => checkRunShape(context, repository, check),
    (check_runs) => ({ total_count: found.length, check_runs }),
  );
}

/** Only Apps write check runs. */
function appOf(call: RepoCall) {
  const by = actorOf(call);
  if (by.kind !== 'installation') throw new Refusal(403, 'FORBIDDEN', 'You must authenticate via a GitHub App.');
  return by.installation.app;
}

const statuses = ['queued', 'in_progress', 'completed'] as const;
const conclusions = ['success', 'failure', 'neutral', 'cancelled', 'skipped'] as const;

function outputOf({ body }: RepoCall): CheckRun['output'] {
  const output = body.record('output');
  if (output === undefined) return null;
  const { title, summary } = output;
  if (typeof title !== 'string' || typeof summary !== 'string')
    throw unprocessable('Invalid request.\n\n"title" and "summary" weren\'t supplied.');
  if (summary.length > 65_535)
    throw unprocessable('Invalid request.\n\nsummary is too long (maximum is 65535 characters)');
  return { title, summary };
}

/** A conclusion completes the run (same page, "Create a check run"). */
function progressOf(call: RepoCall, now: Date): Pick<CheckRun, 'status' | 'conclusion' | 'completedAt'> {
  const conclusion = call.body.word('conclusion', conclusions) ?? null;
  const status = conclusion === null ? (call.body.word('status', statuses) ?? 'queued') : 'completed';
  if (status === 'completed' && conclusion === null)
    throw unprocessable('Invalid request.\n\n"conclusion" is required if status is "completed".');
  return { status, conclusion, completedAt: conclusion === null ? null : now };
}

function createCheckRun(call: RepoCall): Answer {
  const { context, repository, body } = call;
  const app = appOf(call);
  const now = context.clock.now();
  const id = context.store.nextId();
  const check: CheckRun = {
    id,
    name: body.mustString('name'),
    headSha: body.mustString('head_sha'),
    ...progressOf(call, now),
    startedAt: now,
    detailsUrl: body.string('details_url') ?? context.links.repoPage(repository, `runs/${id}`),
    app,
    externalId: body.string('external_id') ?? '',
    output: outputOf(call),
  };
  repository.checkRuns.push(check);
  return json(201, checkRunShape(context, repository, check));
}

function updateCheckRun(call: RepoCall): Answer {
  const { context, repository, params, body } = call;
  const app = appOf(call);
  const check = repository.checkRuns.find(({ id }) => String(id) === params['check_run_id']);
  if (check === undefined) throw notFound();
  if (check.app !== app)
    throw new Refusal(
      403,
      'FORBIDDEN',
      'Invalid app_id `' + String(app.id) + '` - check run can only be modified by the GitHub App that created it.',
    );
  Object.assign(check, progressOf(call, context.clock.now()));
  check.detailsUrl = body.string('details_url') ?? check.detailsUrl;
  check.output = outputOf(call) ?? check.output;
  return json(200, checkRunShape(context, repository, check));
}

export const checkRoutes: readonly Route[] = [
  repoRoute('GET', '/commits/{ref}/check-runs', 'checks:read', listCheckRuns),
  repoRoute('POST', '/check-runs', 'checks:write', createCheckRun),
  repoRoute('PATCH', '/check-runs/{check_run_id}', 'checks:write', updateCheckRun),
];
