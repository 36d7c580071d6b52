import type { Barred, GateAgreement } from './agreement.ts';
import type { RepositoryName } from './names.ts';
import type { Environment } from './policy.ts';
import type { DeploymentEnvironment, EnvironmentApproval, WorkflowRunFacts } from './ports.ts';
import type { Reason } from './reason.ts';
import type { PullRequest } from './state.ts';
import { sameLogin } from './trust.ts';

/** Claims of the job's own identity token (docs.github.com, "OpenID Connect reference"); absent claims are empty. */
export interface JobClaims {
  readonly repository: string;
  readonly environment: string;
  readonly ref: string;
  readonly eventName: string;
  readonly actor: string;
  readonly runId: string;
  readonly runAttempt: string;
}

export interface GateFacts {
  readonly repository: RepositoryName;
  /** Short name of the branch that the run must be of. */
  readonly branch: string;
  /** The environment that the job is bound to; null where there is none. */
  readonly environment: DeploymentEnvironment | null;
  readonly approvals: readonly EnvironmentApproval[];
  readonly run: WorkflowRunFacts;
  readonly claims: JobClaims;
  /** Lower-case logins of those approvers that are members of a required team. */
  readonly teamMembers: ReadonlySet<string>;
  /** Slugs of those teams of the policy that whoever started the run is a member of. */
  readonly starterTeams: ReadonlySet<string>;
}

/** Who let this very run through, and why that does not stand; `barred` are people who do not count. */
export function gateAgreement(
  facts: GateFacts,
  pull: PullRequest,
  environment: Environment,
  barred: Barred,
): GateAgreement {
  if (environment.merge !== 'gate') return { reasons: [], approvers: [] };
  return environment.dispatchers === null
    ? approvalAgreement(facts, pull, environment.environment, barred)
    : dispatchAgreement(facts, pull, environment.dispatchers, barred);
}

function approvalAgreement(facts: GateFacts, pull: PullRequest, required: string, barred: Barred): GateAgreement {
  const ours = facts.approvals.filter((approval) => approval.environments.some((name) => sameName(name, required)));
  const approved = ours.filter((approval) => approval.state === 'approved');
  const judged = approved.map((approval) => ({
    login: approval.user?.login ?? 'a deleted user',
    why: ineligibility(approval, facts, pull, barred),
  }));
  const approvers = judged.filter(({ why }) => why === null).map(({ login }) => login);
  const binding = [...bindingReasons(facts), ...environmentBinding(facts, required)];
  const protection = protectionReasons(facts, required);
  const rejected = ours.find((approval) => approval.state === 'rejected');
  if (rejected !== undefined) {
    const by = rejected.user?.login ?? 'a deleted user';
    return {
      reasons: [...binding, ...protection, { code: 'APPROVAL_REJECTED', environment: required, by }],
      approvers,
    };
  }
  const missing: readonly Reason[] = approved.length === 0 ? [{ code: 'APPROVAL_MISSING', environment: required }] : [];
  const ineligible = judged.flatMap(({ login: approver, why }): Reason[] =>
    why === null || approvers.length > 0 ? [] : [{ code: 'APPROVER_INELIGIBLE', approver, why }],
  );
  return { reasons: [...binding, ...protection, ...missing, ...ineligible], approvers };
}

/**
 * A person of the team has started this run by hand. Weaker than a required reviewer: whoever starts it is the one who
 * approves, and GitHub holds nothing back until the action refuses.
 */
function dispatchAgreement(facts: GateFacts, pull: PullRequest, team: string, barred: Barred): GateAgreement {
  const { run } = facts;
  const binding = [...bindingReasons(facts), ...dispatchBinding(facts)];
  const starter = run.actor;
  const why = starterIneligibility(facts, pull, team, barred);
  if (why === null && starter !== null) return { reasons: binding, approvers: [starter] };
  const reason: Reason = { code: 'DISPATCHER_INELIGIBLE', starter: starter ?? 'nobody', why: why ?? 'nobody is known' };
  return { reasons: [...binding, reason], approvers: [] };
}

function starterIneligibility(
  { run, starterTeams }: GateFacts,
  pull: PullRequest,
  team: string,
  barred: Barred,
): string | null {
  const { actor, triggeringActor } = run;
  if (actor === null || triggeringActor === null) return 'nobody knows who started the run';
  if (run.actorKind !== 'User') return 'it is no person';
  if (!sameLogin(actor, triggeringActor)) return `${triggeringActor} started it again`;
  if (pull.author !== null && sameLogin(actor, pull.author.login)) return 'it is the author of the pull request';
  const bar = barred.get(actor.toLowerCase());
  if (bar !== undefined) return bar;
  return starterTeams.has(team) ? null : `it is no member of team ${team}`;
}

/** GitHub takes names of environments and repositories without regard to case; refs it does not. */
const sameName = sameLogin;

type Claim = readonly [claim: string, found: string, expected: string];

const unbound = ([claim, found, expected]: Claim): Reason => ({ code: 'JOB_NOT_BOUND', claim, found, expected });

/** Only the token proves which job this is; a workflow can claim anything. */
function bindingReasons({ claims, repository, branch, run }: GateFacts): readonly Reason[] {
  const exact: readonly Claim[] = [
    ['ref', claims.ref, `refs/heads/${branch}`],
    ['run_id', claims.runId, String(run.id)],
    ['run_attempt', claims.runAttempt, String(run.attempt)],
  ];
  const reasons = [
    ...(sameName(claims.repository, repository) ? [] : [unbound(['repository', claims.repository, repository])]),
    ...exact.filter(([, found, expected]) => found !== expected).map(unbound),
  ];
  return run.attempt > 1 ? [...reasons, { code: 'RUN_REPEATED', attempt: run.attempt }] : reasons;
}

const environmentBinding = ({ claims }: GateFacts, required: string): readonly Reason[] =>
  sameName(claims.environment, required) ? [] : [unbound(['environment', claims.environment, required])];

function dispatchBinding({ claims, run }: GateFacts): readonly Reason[] {
  const byHand = 'workflow_dispatch';
  return [
    ...(claims.eventName === byHand && run.event === byHand
      ? []
      : [unbound(['event_name', claims.eventName === byHand ? run.event : claims.eventName, byHand])]),
    ...(run.actor !== null && sameLogin(claims.actor, run.actor)
      ? []
      : [unbound(['actor', claims.actor, run.actor ?? 'an account that exists'])]),
  ];
}

function protectionReasons({ environment }: GateFacts, required: string): readonly Reason[] {
  if (environment === null) return [{ code: 'ENVIRONMENT_ABSENT', environment: required }];
  const reasons: Reason[] = [];
  if (environment.reviewers.length === 0) reasons.push({ code: 'ENVIRONMENT_UNPROTECTED', environment: required });
  else if (!environment.preventSelfReview) reasons.push({ code: 'ENVIRONMENT_SELF_REVIEW', environment: required });
  if (environment.canAdminsBypass !== false) reasons.push({ code: 'ENVIRONMENT_BYPASSABLE', environment: required });
  if (environment.branchPolicy === 'none') reasons.push({ code: 'ENVIRONMENT_ANY_BRANCH', environment: required });
  return reasons;
}

function ineligibility(
  { user }: EnvironmentApproval,
  facts: GateFacts,
  pull: PullRequest,
  barred: Barred,
): string | null {
  if (user === null) return 'the account is gone';
  if (user.kind !== 'User') return 'it is no person';
  if (pull.author !== null && sameLogin(user.login, pull.author.login)) return 'it is the author of the pull request';
  const { actor, triggeringActor } = facts.run;
  if (actor === null || triggeringActor === null) return 'nobody knows who started the run';
  if (sameLogin(actor, user.login) || sameLogin(triggeringActor, user.login)) return 'the same person started the run';
  const bar = barred.get(user.login.toLowerCase());
  if (bar !== undefined) return bar;
  const reviewers = facts.environment?.reviewers ?? [];
  if (reviewers.some((reviewer) => reviewer.kind === 'User' && reviewer.id === user.id)) return null;
  return facts.teamMembers.has(user.login.toLowerCase()) ? null : 'it is not a required reviewer of the environment';
}
