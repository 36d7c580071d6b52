import { InputError } from '@bitvault/action-kit';
import type { DeploymentGateReader, GateFacts, JobClaims, RepositoryName } from '@bitvault/promotion';

export type ApprovalFacts = Pick<GateFacts, 'environment' | 'approvals' | 'run' | 'teamMembers'>;

/** Reads what is on record about the environment that this job is bound to, and about this very run. */
export async function readApprovalFacts(
  reader: DeploymentGateReader,
  claims: JobClaims,
  repository: RepositoryName,
): Promise<ApprovalFacts> {
  const runId = Number(claims.runId);
  if (claims.environment === '' || !Number.isSafeInteger(runId) || runId <= 0) {
    throw new InputError(
      'OIDC_UNAVAILABLE',
      "the job's identity token names no environment or no run",
      'Give the gate job the `environment:` that promotion.yaml names.',
    );
  }
  const [environment, approvals, run] = await Promise.all([
    reader.environment(claims.environment),
    reader.approvals(runId),
    reader.run(runId),
  ]);
  const teams = (environment?.reviewers ?? []).filter((reviewer) => reviewer.kind === 'Team');
  const approvers = approvals.flatMap(({ state, user }) =>
    state === 'approved' && user !== null ? [user.login.toLowerCase()] : [],
  );
  const [organization = ''] = repository.split('/');
  const teamMembers = new Set<string>();
  for (const login of new Set(approvers)) {
    for (const team of teams) {
      if (await reader.isTeamMember(organization, team.name, login)) teamMembers.add(login);
    }
  }
  return { environment, approvals, run, teamMembers };
}
