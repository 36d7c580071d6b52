import { isReviewer, mayReview } from '../actions/environment-gate.ts';
import type { GitHubContext } from '../context.ts';
import type { Actor } from '../identity/identity.ts';
import type {
  Deployment,
  DeploymentStatus,
  Environment,
  JobRecord,
  PendingDeployment,
  Reviewer,
  RunApproval,
  WorkflowRunRecord,
} from '../model/actions.ts';
import type { CheckRun, Repository, Workflow } from '../model/repository.ts';
import { nodeId } from '../node-ids.ts';
import { accountShape, appShape, teamShape, type Shape } from './account-shapes.ts';
import { instantOrNull } from './pull-shapes.ts';
import { minimalRepositoryShape } from './repository-shapes.ts';

const reviewerShape = (context: GitHubContext, reviewer: Reviewer): Shape =>
  reviewer.kind === 'User'
    ? { type: 'User', reviewer: accountShape(context, reviewer.account) }
    : { type: 'Team', reviewer: teamShape(context, reviewer.team) };

const environmentHead = ({ links }: GitHubContext, repository: Repository, environment: Environment): Shape => ({
  id: environment.id,
  node_id: nodeId('Environment', environment.id),
  name: environment.name,
  url: links.repo(repository, `environments/${encodeURIComponent(environment.name)}`),
  html_url: links.repoPage(repository, `deployments/activity_log?environments_filter=${environment.name}`),
});

export function environmentShape(context: GitHubContext, repository: Repository, environment: Environment): Shape {
  const { id, reviewers, waitTimer, branchPolicy, canAdminsBypass } = environment;
  const node = nodeId('Environment', id);
  const rules: Shape[] = [];
  if (waitTimer > 0) rules.push({ id: id * 10 + 1, node_id: node, type: 'wait_timer', wait_timer: waitTimer });
  if (reviewers.length > 0)
    rules.push({
      id: id * 10 + 2,
      node_id: node,
      type: 'required_reviewers',
      prevent_self_review: environment.preventSelfReview,
      reviewers: reviewers.map((reviewer) => reviewerShape(context, reviewer)),
    });
  if (branchPolicy !== null) rules.push({ id: id * 10 + 3, node_id: node, type: 'branch_policy' });
  return {
    ...environmentHead(context, repository, environment),
    created_at: environment.createdAt.toISOString(),
    updated_at: environment.updatedAt.toISOString(),
    ...(canAdminsBypass === undefined ? {} : { can_admins_bypass: canAdminsBypass }),
    protection_rules: rules,
    deployment_branch_policy:
      branchPolicy === null
        ? null
        : { protected_branches: branchPolicy === 'protected', custom_branch_policies: branchPolicy !== 'protected' },
  };
}

export function approvalShape(context: GitHubContext, repository: Repository, approval: RunApproval): Shape {
  return {
    state: approval.state,
    comment: approval.comment,
    user: accountShape(context, approval.user),
    environments: approval.environments.map((environment) => ({
      ...environmentHead(context, repository, environment),
      created_at: environment.createdAt.toISOString(),
      updated_at: environment.updatedAt.toISOString(),
    })),
  };
}

export function pendingShape(
  context: GitHubContext,
  repository: Repository,
  pending: PendingDeployment,
  by: Actor,
): Shape {
  const { environment } = pending;
  return {
    environment: environmentHead(context, repository, environment),
    wait_timer: environment.waitTimer,
    wait_timer_started_at: environment.waitTimer > 0 ? pending.since.toISOString() : null,
    current_user_can_approve:
      by.kind === 'user' && isReviewer(environment.reviewers, by.account) && mayReview(pending, by.account),
    reviewers: environment.reviewers.map((reviewer) => reviewerShape(context, reviewer)),
  };
}

export async function runShape(context: GitHubContext, run: WorkflowRunRecord): Promise<Shape> {
  const { links } = context;
  const { repository, event } = run;
  const api = links.repo(repository, `actions/runs/${run.id}`);
  const actor = accountShape(context, run.actor);
  const head = await repository.git.commit(run.headSha);
  const repo = minimalRepositoryShape(context, repository);
  return {
    id: run.id,
    name: run.workflow.name,
    node_id: nodeId('WorkflowRun', run.id),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.workflow.path,
    display_title: run.displayTitle,
    run_number: run.number,
    run_attempt: run.attempt,
    event: event.name,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: run.workflow.id,
    url: api,
    html_url: links.repoPage(repository, `actions/runs/${run.id}`),
    pull_requests: [],
    created_at: run.createdAt.toISOString(),
    updated_at: run.updatedAt.toISOString(),
    run_started_at: run.createdAt.toISOString(),
    actor,
    triggering_actor: accountShape(context, run.triggeringActor),
    jobs_url: `${api}/jobs`,
    logs_url: `${api}/logs`,
    check_suite_url: links.repo(repository, `check-suites/${run.id}`),
    artifacts_url: `${api}/artifacts`,
    cancel_url: `${api}/cancel`,
    rerun_url: `${api}/rerun`,
    previous_attempt_url: null,
    workflow_url: links.repo(repository, `actions/workflows/${run.workflow.id}`),
    referenced_workflows: [],
    head_commit: head && {
      id: head.oid,
      tree_id: head.tree,
      message: head.message.trimEnd(),
      timestamp: head.committer.date.toISOString(),
      author: { name: head.author.name, email: head.author.email },
      committer: { name: head.committer.name, email: head.committer.email },
    },
    repository: repo,
    head_repository: repo,
  };
}

export function jobShape({ links }: GitHubContext, job: JobRecord): Shape {
  const { run, checkRun } = job;
  const { repository } = run;
  return {
    id: job.id,
    run_id: run.id,
    run_url: links.repo(repository, `actions/runs/${run.id}`),
    run_attempt: run.attempt,
    node_id: nodeId('CheckRun', checkRun.id),
    head_sha: run.headSha,
    url: links.repo(repository, `actions/jobs/${job.id}`),
    html_url: checkRun.detailsUrl,
    status: job.status,
    conclusion: job.conclusion,
    created_at: checkRun.startedAt.toISOString(),
    started_at: checkRun.startedAt.toISOString(),
    completed_at: instantOrNull(checkRun.completedAt),
    name: job.name,
    steps: [],
    check_run_url: links.repo(repository, `check-runs/${checkRun.id}`),
    labels: ['ubuntu-latest'],
    runner_id: null,
    runner_name: null,
    runner_group_id: null,
    runner_group_name: null,
    workflow_name: run.workflow.name,
    head_branch: run.headBranch,
  };
}

export function workflowShape({ links }: GitHubContext, repository: Repository, workflow: Workflow): Shape {
  const api = links.repo(repository, `actions/workflows/${workflow.id}`);
  const since = repository.createdAt.toISOString();
  return {
    id: workflow.id,
    node_id: nodeId('WorkflowRun', `workflow:${workflow.id}`),
    name: workflow.name,
    path: workflow.path,
    state: 'active',
    created_at: since,
    updated_at: since,
    url: api,
    html_url: links.repoPage(repository, `blob/${repository.defaultBranch}/${workflow.path}`),
    badge_url: links.repoPage(repository, `workflows/${encodeURIComponent(workflow.name)}/badge.svg`),
  };
}

export function checkRunShape(context: GitHubContext, repository: Repository, check: CheckRun): Shape {
  const api = context.links.repo(repository, `check-runs/${check.id}`);
  return {
    id: check.id,
    name: check.name,
    node_id: nodeId('CheckRun', check.id),
    head_sha: check.headSha,
    external_id: check.externalId,
    url: api,
    html_url: check.app === null ? check.detailsUrl : context.links.repoPage(repository, `runs/${check.id}`),
    details_url: check.detailsUrl,
    status: check.status,
    conclusion: check.conclusion,
    started_at: check.startedAt.toISOString(),
    completed_at: instantOrNull(check.completedAt),
    output: {
      title: check.output?.title ?? null,
      summary: check.output?.summary ?? null,
      text: null,
      annotations_count: 0,
      annotations_url: `${api}/annotations`,
    },
    check_suite: { id: check.id },
    app: appShape(context, check.app ?? context.store.actions),
    pull_requests: [],
  };
}

export function deploymentShape(context: GitHubContext, repository: Repository, deployment: Deployment): Shape {
  const { links } = context;
  const url = links.repo(repository, `deployments/${deployment.id}`);
  const updated = deployment.statuses.at(-1)?.createdAt ?? deployment.createdAt;
  return {
    url,
    id: deployment.id,
    node_id: nodeId('Deployment', deployment.id),
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload: deployment.payload,
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: deployment.description,
    creator: accountShape(context, deployment.creator),
    created_at: deployment.createdAt.toISOString(),
    updated_at: updated.toISOString(),
    statuses_url: `${url}/statuses`,
    repository_url: links.repo(repository),
    transient_environment: false,
    production_environment: false,
  };
}

export function deploymentStatusShape(
  context: GitHubContext,
  repository: Repository,
  deployment: Deployment,
  status: DeploymentStatus,
): Shape {
  const { links } = context;
  const deploymentUrl = links.repo(repository, `deployments/${deployment.id}`);
  const since = status.createdAt.toISOString();
  const log = status.logUrl === '' ? links.repoPage(repository, 'deployments') : status.logUrl;
  return {
    url: `${deploymentUrl}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId('DeploymentStatus', status.id),
    state: status.state,
    creator: accountShape(context, status.creator),
    description: status.description,
    environment: deployment.environment,
    target_url: log,
    log_url: log,
    ...(status.environmentUrl === '' ? {} : { environment_url: status.environmentUrl }),
    created_at: since,
    updated_at: since,
    deployment_url: deploymentUrl,
    repository_url: links.repo(repository),
  };
}
