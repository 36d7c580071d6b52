import { InputError } from '@bitvault/action-kit';
import type {
  DeploymentEnvironment,
  DeploymentGateReader,
  EnvironmentApproval,
  GateFacts,
  JobClaims,
  Policy,
  RepositoryName,
  WorkflowRunFacts,
} from '@bitvault/promotion';

export type ApprovalFacts = Pick<GateFacts, 'environment' | 'approvals' | 'run' | 'teamMembers' | 'starterTeams'>;

/** Reads what is on record about this very run, and about the environment that its job is bound to. */
export async function readApprovalFacts(
  reader: DeploymentGateReader,
  claims: JobClaims,
  repository: RepositoryName,
  policy: Policy,
): Promise<ApprovalFacts> {
  const runId = Number(claims.runId);
  if (!Number.isSafeInteger(runId) || runId <= 0) throw unbound('no run');
  const teams = dispatchingTeams(policy);
  if (claims.environment === '' && teams.length === 0) throw unbound('no environment');
  const [environment, approvals, run] = await Promise.all([
    claims.environment === '' ? null : reader.environment(claims.environment),
    claims.environment === '' ? [] : reader.approvals(runId),
    reader.run(runId),
  ]);
  const membership = membershipIn(reader, repository);
  const [teamMembers, starterTeams] = await Promise.all([
    approvingMembers(membership, environment, approvals),
    teamsOfStarter(membership, teams, run),
  ]);
  return { environment, approvals, run, teamMembers, starterTeams };
}

const unbound = (what: string): InputError =>
  new InputError(
    'OIDC_UNAVAILABLE',
    `the job's identity token names ${what}`,
    'Give the gate job the `environment:` that promotion.yaml names.',
  );

/** Teams whose members may start a gate by hand. */
function dispatchingTeams(policy: Policy): readonly string[] {
  return [...new Set(policy.environments.flatMap(({ dispatchers }) => dispatchers ?? []))];
}

type Membership = (team: string, login: string) => Promise<boolean>;

function membershipIn(reader: DeploymentGateReader, repository: RepositoryName): Membership {
  const [organization = ''] = repository.split('/');
  return (team, login) => reader.isTeamMember(organization, team, login);
}

/** Lower-case logins of those approvers that are members of a team which the environment requires. */
async function approvingMembers(
  isMember: Membership,
  environment: DeploymentEnvironment | null,
  approvals: readonly EnvironmentApproval[],
): Promise<ReadonlySet<string>> {
  const teams = (environment?.reviewers ?? []).filter((reviewer) => reviewer.kind === 'Team');
  const approvers = approvals.flatMap(({ state, user }) =>
    state === 'approved' && user !== null ? [user.login.toLowerCase()] : [],
  );
  const members = new Set<string>();
  for (const login of new Set(approvers)) {
    for (const team of teams) {
      if (await isMember(team.name, login)) members.add(login);
    }
  }
  return members;
}

async function teamsOfStarter(
  isMember: Membership,
  teams: readonly string[],
  { actor, actorKind }: WorkflowRunFacts,
): Promise<ReadonlySet<string>> {
  if (actor === null || actorKind !== 'User') return new Set();
  const found = await Promise.all(teams.map(async (team) => ((await isMember(team, actor)) ? [team] : [])));
  return new Set(found.flat());
}
