import type {
  DeploymentEnvironment,
  DeploymentGateReader,
  EnvironmentApproval,
  EnvironmentReviewer,
  WorkflowRunFacts,
} from '@bitvault/promotion';
import * as v from 'valibot';
import { commitOid } from './answers.ts';
import { commitsOn } from './branch-commits.ts';
import { answerInvalid, type GitHubConnection } from './connection.ts';
import { GitHubError } from './github-error.ts';

/** Reads what guards a job: its environment, who approved its run, and who may. */
export function deploymentGateReader(connection: GitHubConnection): DeploymentGateReader {
  return {
    environment: (name) => readEnvironment(connection, name),
    approvals: (runId) => readApprovals(connection, runId),
    run: (runId) => readRun(connection, runId),
    isOnBranch: async (branch, commit) => (await commitsOn(connection, branch, [commit])).has(commit),
    isTeamMember: (organization, team, login) => isTeamMember(connection, organization, team, login),
  };
}

/** A required reviewer of an environment. */
export const reviewer = v.pipe(
  v.variant('type', [
    v.object({ type: v.literal('User'), reviewer: v.object({ login: v.string(), id: v.number() }) }),
    v.object({ type: v.literal('Team'), reviewer: v.object({ slug: v.string(), id: v.number() }) }),
  ]),
  v.transform((found): EnvironmentReviewer => {
    const name = found.type === 'User' ? found.reviewer.login : found.reviewer.slug;
    return { kind: found.type, name, id: found.reviewer.id };
  }),
);

const reviewersRule = v.object({
  type: v.literal('required_reviewers'),
  prevent_self_review: v.optional(v.boolean(), false),
  reviewers: v.array(reviewer),
});
const otherRule = v.object({ type: v.pipe(v.string(), v.notValue('required_reviewers')) });

const environmentAnswer = v.object({
  name: v.string(),
  protection_rules: v.optional(v.array(v.union([reviewersRule, otherRule])), []),
  can_admins_bypass: v.optional(v.boolean()),
  deployment_branch_policy: v.nullish(
    v.object({ protected_branches: v.boolean(), custom_branch_policies: v.boolean() }),
    null,
  ),
});

async function readEnvironment(connection: GitHubConnection, name: string): Promise<DeploymentEnvironment | null> {
  const route = 'GET /repos/{owner}/{repo}/environments/{environment_name}';
  const answer = await orNull(connection.rest('repeatable', route, { environment_name: name }, environmentAnswer));
  if (answer === null) return null;
  if (answer.name.toLowerCase() !== name.toLowerCase()) {
    throw answerInvalid(route, `it is about another environment, ${answer.name}`);
  }
  const rules = answer.protection_rules.filter((rule) => 'reviewers' in rule);
  const policy = answer.deployment_branch_policy;
  return {
    name: answer.name,
    reviewers: rules.flatMap((rule) => rule.reviewers),
    preventSelfReview: rules.some((rule) => rule.prevent_self_review),
    canAdminsBypass: answer.can_admins_bypass,
    branchPolicy: policy === null ? 'none' : policy.protected_branches ? 'protected' : 'custom',
  };
}

const approval = v.pipe(
  v.object({
    state: v.picklist(['approved', 'rejected', 'pending']),
    comment: v.string(),
    user: v.nullable(v.object({ login: v.string(), id: v.number(), type: v.string() })),
    environments: v.array(v.object({ name: v.string() })),
  }),
  v.transform(({ state, comment, user, environments }): EnvironmentApproval => ({
    state,
    comment,
    user: user === null ? null : { login: user.login, id: user.id, kind: user.type },
    environments: environments.map((environment) => environment.name),
  })),
);

/** Reviews of a run's deployments. */
export function readApprovals(connection: GitHubConnection, runId: number): Promise<readonly EnvironmentApproval[]> {
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals';
  return connection.rest('repeatable', route, { run_id: runId }, v.array(approval));
}

const actor = v.nullish(v.object({ login: v.string(), type: v.string() }), null);

const runAnswer = v.pipe(
  v.object({
    id: v.number(),
    run_attempt: v.number(),
    event: v.string(),
    path: v.string(),
    head_branch: v.nullable(v.string()),
    head_sha: commitOid,
    actor,
    triggering_actor: actor,
  }),
  v.transform((run): WorkflowRunFacts => ({
    id: run.id,
    attempt: run.run_attempt,
    event: run.event,
    actor: run.actor?.login ?? null,
    actorKind: run.actor?.type ?? null,
    triggeringActor: run.triggering_actor?.login ?? null,
    // GitHub may add the ref that the workflow was taken from.
    path: run.path.replace(/(\.ya?ml)@.*$/, '$1'),
    headBranch: run.head_branch,
    headCommit: run.head_sha,
  })),
);

function readRun(connection: GitHubConnection, runId: number): Promise<WorkflowRunFacts> {
  return connection.rest('repeatable', 'GET /repos/{owner}/{repo}/actions/runs/{run_id}', { run_id: runId }, runAnswer);
}

async function isTeamMember(connection: GitHubConnection, org: string, team: string, login: string): Promise<boolean> {
  const parameters = { org, team_slug: team, username: login };
  const membership = v.object({ state: v.string() });
  const route = 'GET /orgs/{org}/teams/{team_slug}/memberships/{username}';
  const found = await orNull(connection.rest('repeatable', route, parameters, membership));
  if (found !== null) return found.state === 'active';
  // The same 404 stands for "no member" and for "no such team, as far as you may see".
  await connection.rest(
    'repeatable',
    'GET /orgs/{org}/teams/{team_slug}',
    { org, team_slug: team },
    v.object({ slug: v.string() }),
  );
  return false;
}

async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GitHubError && error.code === 'GITHUB_NOT_FOUND') return null;
    throw error;
  }
}
