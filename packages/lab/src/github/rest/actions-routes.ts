import { json, type Answer } from '../../http/part-server.ts';
import { dispatchRepository, dispatchWorkflow, mustWorkflow } from '../actions/dispatch.ts';
import { reviewDeployments } from '../actions/environment-gate.ts';
import type { WorkflowRunRecord } from '../model/actions.ts';
import { sameLogin } from '../model/accounts.ts';
import { missingField, notForIntegration, notFound, Refusal, unprocessable } from '../refusal.ts';
import {
  approvalShape,
  deploymentShape,
  jobShape,
  pendingShape,
  runShape,
  workflowShape,
} from '../shapes/actions-shapes.ts';
import { actorOf, listAnswer, noContent, repoRoute, type RepoCall, type Route } from './route.ts';

function runOf({ repository, params }: RepoCall): WorkflowRunRecord {
  const found = repository.runs.find((run) => String(run.id) === params['run_id']);
  if (!found) throw notFound();
  return found;
}

function listRuns(call: RepoCall, all: readonly WorkflowRunRecord[]): Promise<Answer> {
  const { query, context } = call;
  const wants = (name: string, ...values: readonly (string | null)[]): boolean => {
    const wanted = query.get(name);
    return wanted === null || values.includes(wanted);
  };
  const found = all
    .filter(
      (run) =>
        context.rules.unlisted?.(run) !== true &&
        wants('event', run.event.name) &&
        wants('status', run.status, run.conclusion) &&
        wants('branch', run.headBranch) &&
        wants('head_sha', run.headSha) &&
        (!query.has('actor') || sameLogin(run.actor.login, query.get('actor') ?? '')),
    )
    .toReversed();
  return listAnswer(
    call,
    found,
    (run) => runShape(context, run),
    (workflow_runs) => ({ total_count: found.length, workflow_runs }),
  );
}

async function listWorkflowRuns(call: RepoCall): Promise<Answer> {
  const { context, repository, params } = call;
  const workflow = await mustWorkflow(context, repository, params['workflow_id'] ?? '');
  return listRuns(
    call,
    repository.runs.filter((run) => run.workflow === workflow),
  );
}

async function getWorkflow({ context, repository, params }: RepoCall): Promise<Answer> {
  const workflow = await mustWorkflow(context, repository, params['workflow_id'] ?? '');
  return json(200, workflowShape(context, repository, workflow));
}

function listJobs(call: RepoCall): Promise<Answer> {
  const { jobs } = runOf(call);
  return listAnswer(
    call,
    jobs,
    (job) => jobShape(call.context, job),
    (items) => ({ total_count: jobs.length, jobs: items }),
  );
}

const listApprovals = (call: RepoCall): Answer =>
  json(
    200,
    runOf(call).approvals.map((approval) => approvalShape(call.context, call.repository, approval)),
  );

function listPending(call: RepoCall): Answer {
  const by = actorOf(call);
  const open = runOf(call).pending.filter((pending) => !pending.reviewed || pending.environment.waitTimer > 0);
  return json(
    200,
    open.map((pending) => pendingShape(call.context, call.repository, pending, by)),
  );
}

/** For people only: Apps may not review deployments. */
function reviewPending(call: RepoCall): Answer {
  const { context, repository, body } = call;
  const by = actorOf(call);
  if (by.kind !== 'user') throw notForIntegration('deployments=write');
  const environmentIds = (body.array('environment_ids') ?? []).map((id) => {
    if (typeof id !== 'number') throw unprocessable("For 'items', an environment id is not a number.");
    return id;
  });
  const state = body.word('state', ['approved', 'rejected']);
  if (state === undefined) throw missingField('Deployment', 'state');
  const jobs = reviewDeployments(
    runOf(call),
    { environmentIds, state, comment: body.mustString('comment') },
    by.account,
  );
  const deployments = jobs.map((job) => job.deployment).filter((deployment) => deployment !== null);
  return json(
    200,
    deployments.map((deployment) => deploymentShape(context, repository, deployment)),
  );
}

async function postWorkflowDispatch(call: RepoCall): Promise<Answer> {
  const { context, repository, params, body } = call;
  const ref = body.mustString('ref');
  const inputs = body.record('inputs') ?? {};
  if (body.has('return_run_details') && !context.rules.namesDispatchedRuns)
    throw new Refusal(400, 'UNPROCESSABLE', 'Invalid request.\n\n"return_run_details" is not a permitted key.');
  const wantsRun = body.boolean('return_run_details') === true;
  const workflow = params['workflow_id'] ?? '';
  const id = await dispatchWorkflow(context, repository, { workflow, ref, inputs }, actorOf(call));
  if (!wantsRun) return noContent;
  return json(200, {
    workflow_run_id: id,
    run_url: context.links.repo(repository, `actions/runs/${id}`),
    html_url: context.links.repoPage(repository, `actions/runs/${id}`),
  });
}

function postRepositoryDispatch(call: RepoCall): Answer {
  const { context, repository, body } = call;
  const type = body.mustString('event_type');
  const client = body.record('client_payload') ?? {};
  if (type.length > 100) throw unprocessable('event_type is too long (maximum is 100 characters)');
  if (Object.keys(client).length > 10) throw unprocessable('No more than 10 properties are allowed; client_payload');
  dispatchRepository(context, repository, { type, client }, actorOf(call));
  return noContent;
}

export const actionsRoutes: readonly Route[] = [
  repoRoute('GET', '/actions/runs', 'actions:read', (call) => listRuns(call, call.repository.runs)),
  repoRoute('GET', '/actions/runs/{run_id}', 'actions:read', async (call) =>
    json(200, await runShape(call.context, runOf(call))),
  ),
  repoRoute('GET', '/actions/runs/{run_id}/jobs', 'actions:read', listJobs),
  repoRoute('GET', '/actions/runs/{run_id}/approvals', 'actions:read', listApprovals),
  repoRoute('GET', '/actions/runs/{run_id}/pending_deployments', 'actions:read', listPending),
  repoRoute('POST', '/actions/runs/{run_id}/pending_deployments', 'deployments:read', reviewPending),
  repoRoute('GET', '/actions/workflows/{workflow_id}', 'actions:read', getWorkflow),
  repoRoute('GET', '/actions/workflows/{workflow_id}/runs', 'actions:read', listWorkflowRuns),
  repoRoute('POST', '/actions/workflows/{workflow_id}/dispatches', 'actions:write', postWorkflowDispatch),
  repoRoute('POST', '/dispatches', 'contents:write', postRepositoryDispatch),
];
