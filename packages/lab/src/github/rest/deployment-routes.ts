import { json, type Answer } from '../../http/part-server.ts';
import { isAncestor } from '../git/history.ts';
import { resolveRevision } from '../git/revision.ts';
import type { Deployment, DeploymentStatus } from '../model/actions.ts';
import { invalid, notFound, Refusal, unprocessable } from '../refusal.ts';
import { contextStates } from '../pulls/protection.ts';
import { deploymentShape, deploymentStatusShape } from '../shapes/actions-shapes.ts';
import { actorOf, listAnswer, repoRoute, type RepoCall, type Route } from './route.ts';

function listDeployments(call: RepoCall): Promise<Answer> {
  const { context, repository, query } = call;
  const wants = (name: string, value: string): boolean => (query.get(name) ?? value) === value;
  const found = repository.deployments
    .filter(
      (each) =>
        wants('sha', each.sha) &&
        wants('ref', each.ref) &&
        wants('task', each.task) &&
        wants('environment', each.environment),
    )
    .toReversed();
  return listAnswer(call, found, (deployment) => deploymentShape(context, repository, deployment));
}

function deploymentOf({ repository, params }: RepoCall): Deployment {
  const found = repository.deployments.find((each) => String(each.id) === params['deployment_id']);
  if (!found) throw notFound();
  return found;
}

/** By default all contexts must have succeeded and a branch that lags behind is not deployed but merged into. */
async function createDeployment(call: RepoCall): Promise<Answer> {
  const { context, repository, body } = call;
  const { git, defaultBranch } = repository;
  const ref = body.mustString('ref');
  const sha = resolveRevision(git, ref, defaultBranch);
  if (sha === null || !(await git.commit(sha))) throw unprocessable(`No ref found for: ${ref}`);
  const tip = git.branch(defaultBranch);
  if ((body.boolean('auto_merge') ?? true) && tip !== null && !(await isAncestor(git, tip, sha)))
    return json(202, { message: `Auto-merged ${defaultBranch} into ${ref} on deployment.` });
  refuseUnlessSucceeded(call, ref, sha);
  const description = body.nullable('description') ?? null;
  if ((description?.length ?? 0) > 140)
    throw invalid('Deployment', 'description is too long (maximum is 140 characters)', 'description');
  const deployment: Deployment = {
    id: context.store.nextId(),
    sha,
    ref,
    task: body.string('task') ?? 'deploy',
    environment: body.string('environment') ?? 'production',
    description,
    payload: typeof body.raw('payload') === 'string' ? body.mustString('payload') : (body.record('payload') ?? {}),
    creator: actorOf(call).account,
    createdAt: context.clock.now(),
    statuses: [],
  };
  repository.deployments.push(deployment);
  return json(201, deploymentShape(context, repository, deployment));
}

function refuseUnlessSucceeded({ repository, body }: RepoCall, ref: string, sha: string): void {
  const states = contextStates(repository, sha);
  const required = body.strings('required_contexts') ?? [...states.keys()];
  const unmet = required.filter((name) => states.get(name) !== 'success');
  if (unmet.length > 0)
    throw new Refusal(409, 'UNPROCESSABLE', `Conflict: Commit status checks failed for ${ref}.`, {
      errors: unmet.map((context) => ({
        resource: 'Deployment',
        field: 'required_contexts',
        code: 'invalid',
        message: context,
      })),
    });
}

const deploymentStates = ['error', 'failure', 'inactive', 'in_progress', 'queued', 'pending', 'success'] as const;

function createStatus(call: RepoCall): Answer {
  const { context, repository, body } = call;
  const deployment = deploymentOf(call);
  const state = body.word('state', deploymentStates);
  if (state === undefined) throw unprocessable('Invalid request.\n\n"state" wasn\'t supplied.');
  const description = body.string('description') ?? '';
  if (description.length > 140)
    throw invalid('DeploymentStatus', 'description is too long (maximum is 140 characters)', 'description');
  const status: DeploymentStatus = {
    id: context.store.nextId(),
    state,
    description,
    environmentUrl: body.string('environment_url') ?? '',
    logUrl: body.string('log_url') ?? body.string('target_url') ?? '',
    creator: actorOf(call).account,
    createdAt: context.clock.now(),
  };
  deployment.statuses.push(status);
  return json(201, deploymentStatusShape(context, repository, deployment, status));
}

function listStatuses(call: RepoCall): Promise<Answer> {
  const { context, repository } = call;
  const deployment = deploymentOf(call);
  return listAnswer(call, deployment.statuses.toReversed(), (status) =>
    deploymentStatusShape(context, repository, deployment, status),
  );
}

export const deploymentRoutes: readonly Route[] = [
  repoRoute('GET', '/deployments', 'deployments:read', listDeployments),
  repoRoute('POST', '/deployments', 'deployments:write', createDeployment),
  repoRoute('GET', '/deployments/{deployment_id}', 'deployments:read', (call) =>
    json(200, deploymentShape(call.context, call.repository, deploymentOf(call))),
  ),
  repoRoute('GET', '/deployments/{deployment_id}/statuses', 'deployments:read', listStatuses),
  repoRoute('POST', '/deployments/{deployment_id}/statuses', 'deployments:write', createStatus),
];
