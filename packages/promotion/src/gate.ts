import type { RepositoryName } from './names.ts';
import type { DeploymentEnvironment, EnvironmentApproval, WorkflowRunFacts } from './ports.ts';
import type { Reason } from './reason.ts';
import type { PullRequest } from './state.ts';
import { sameLogin } from './trust.ts';

/** GitHub takes names of environments and repositories without regard to case. */
const sameName = sameLogin;

/** Claims of the job's own identity token (docs.github.com, "OpenID Connect reference"); absent claims are empty. */
export interface JobClaims {
  readonly repository: string;
  readonly environment: string;
  readonly ref: string;
  readonly runId: string;
  readonly runAttempt: string;
}

export interface GateFacts {
  readonly repository: RepositoryName;
  /** Short name of the branch that the environment must be restricted to. */
  readonly branch: string;
  /** The environment that promotion.yaml names. */
  readonly required: string;
  readonly environment: DeploymentEnvironment | null;
  readonly approvals: readonly EnvironmentApproval[];
  readonly run: WorkflowRunFacts;
  readonly claims: JobClaims;
  /** Lower-case logins of those approvers that are members of a required team. */
  readonly teamMembers: ReadonlySet<string>;
}

/** Why the manual approval of the environment does not stand behind this run; empty when it does. */
export function gateReasons(facts: GateFacts, pull: PullRequest): readonly Reason[] {
  return [...bindingReasons(facts), ...protectionReasons(facts), ...approvalReasons(facts, pull)];
}

/** Only the token proves that GitHub let this very job into the environment; a workflow can claim anything. */
function bindingReasons({ claims, repository, required, branch, run }: GateFacts): readonly Reason[] {
  const expected: readonly (readonly [claim: string, found: string, expected: string])[] = [
    ['repository', claims.repository, repository],
    ['environment', claims.environment, required],
    ['ref', claims.ref, `refs/heads/${branch}`],
    ['run_id', claims.runId, String(run.id)],
    ['run_attempt', claims.runAttempt, String(run.attempt)],
  ];
  const unbound = expected
    .filter(([, found, wanted]) => !sameName(found, wanted))
    .map(([claim, found, wanted]): Reason => ({ code: 'JOB_NOT_BOUND', claim, found, expected: wanted }));
  return run.attempt > 1 ? [...unbound, { code: 'RUN_REPEATED', attempt: run.attempt }] : unbound;
}

function protectionReasons({ environment, required }: GateFacts): readonly Reason[] {
  if (environment === null) return [{ code: 'ENVIRONMENT_ABSENT', environment: required }];
  const reasons: Reason[] = [];
  if (environment.reviewers.length === 0) reasons.push({ code: 'ENVIRONMENT_UNPROTECTED', environment: required });
  if (environment.canAdminsBypass !== false) reasons.push({ code: 'ENVIRONMENT_BYPASSABLE', environment: required });
  if (environment.branchPolicy === 'none') reasons.push({ code: 'ENVIRONMENT_ANY_BRANCH', environment: required });
  return reasons;
}

function approvalReasons(facts: GateFacts, pull: PullRequest): readonly Reason[] {
  const { required } = facts;
  const ours = facts.approvals.filter((approval) => approval.environments.some((name) => sameName(name, required)));
  const rejected = ours.find((approval) => approval.state === 'rejected');
  if (rejected !== undefined) {
    return [{ code: 'APPROVAL_REJECTED', environment: required, by: rejected.user?.login ?? 'a deleted user' }];
  }
  const approved = ours.filter((approval) => approval.state === 'approved');
  if (approved.length === 0) return [{ code: 'APPROVAL_MISSING', environment: required }];
  if (eligibleApprovers(facts, pull).length > 0) return [];
  return approved.map((approval) => ({
    code: 'APPROVER_INELIGIBLE',
    approver: approval.user?.login ?? 'a deleted user',
    why: ineligibility(approval, facts, pull) ?? 'unknown',
  }));
}

/** Logins whose approval of the environment counts for this run. */
export function eligibleApprovers(facts: GateFacts, pull: PullRequest): readonly string[] {
  return facts.approvals
    .filter((approval) => approval.state === 'approved')
    .filter((approval) => approval.environments.some((name) => sameName(name, facts.required)))
    .filter((approval) => ineligibility(approval, facts, pull) === null)
    .flatMap((approval) => (approval.user === null ? [] : [approval.user.login]));
}

function ineligibility({ user }: EnvironmentApproval, facts: GateFacts, pull: PullRequest): string | null {
  if (user === null) return 'the account is gone';
  if (user.kind !== 'User') return 'it is no person';
  if (pull.author !== null && sameLogin(user.login, pull.author.login)) return 'it is the author of the pull request';
  const starters = [facts.run.actor, facts.run.triggeringActor].filter((starter) => starter !== null);
  if (starters.length === 0) return 'nobody knows who started the run';
  if (starters.some((starter) => sameLogin(starter, user.login))) return 'the same person started the run';
  const reviewers = facts.environment?.reviewers ?? [];
  if (reviewers.some((reviewer) => reviewer.kind === 'User' && reviewer.id === user.id)) return null;
  return facts.teamMembers.has(user.login.toLowerCase()) ? null : 'it is not a required reviewer of the environment';
}
