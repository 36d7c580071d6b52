import { areApart, type EnvironmentFacts, type RepositorySafeguards, type SettingChange } from '@bitvault/promotion';
import type { CheckCode } from '../check-table.ts';
import type { Finding, Fix } from '../finding.ts';
import { environmentOf, secretsOf, workflowsOf } from '../jobs.ts';
import { branchRef, gatesOf, isSame, listed, sourceRefs, type Patient } from '../patient.ts';
import { environmentChange, onlyRefs } from '../fixes.ts';
import { lacks } from './plan.ts';
import { unreadFinding } from './unread.ts';

/** What guards the environments of the gates, and those with keys in them, in every repository. */
export function* environmentFindings(patient: Patient): Iterable<Finding> {
  yield* separationFindings(patient);
  const gates = gatesOf(patient.policy).map(({ environment }) => environment);
  yield* findingsOf(patient.gitops, gates, [branchRef(patient.gitops.branch)]);
  for (const application of patient.applications)
    yield* findingsOf(
      application,
      [],
      [branchRef(application.branch), ...sourceRefs(patient.policy, application.repository)],
    );
}

function* separationFindings({ policy, gitops: { repository } }: Patient): Iterable<Finding> {
  for (const { name, merge, separate } of policy.environments) {
    if (merge !== 'gate' || areApart(separate.promotion, 'reviewer', 'approver')) continue;
    const says = `the policy lets one person review what goes to ${name} and approve its gate`;
    yield { code: 'one-person-releases', repository, subject: `environment ${name} of promotion.yaml`, says };
  }
}

/** @param refs full refs from which jobs may use an environment with keys */
function* findingsOf(
  safeguards: RepositorySafeguards,
  gates: readonly string[],
  refs: readonly string[],
): Iterable<Finding> {
  const { repository, environments } = safeguards;
  yield* unreadFinding(
    'unread-environments',
    repository,
    `what guards the environments of ${repository}`,
    environments,
  );
  if (environments.kind !== 'read' || lacks(safeguards, 'environments')) return;
  const withKeys = namedByJobs(safeguards);
  for (const name of distinct([...gates, ...withKeys])) {
    if (environments.value.some((each) => isSame(each.name, name))) continue;
    const says = `there is no environment ${name}, which ${gates.includes(name) ? 'promotion.yaml' : 'a workflow'} names`;
    yield { code: 'environment-missing', repository, ...at(name), says, fix: making(safeguards, name, refs) };
  }
  for (const environment of environments.value) {
    const isGate = gates.some((gate) => isSame(gate, environment.name));
    const isUsed = withKeys.some((name) => isSame(name, environment.name));
    if (isGate) yield* approvalFindings(safeguards, environment);
    if ((isGate || isUsed) && environment.waitTimer > 0) yield waiting(safeguards, environment);
    yield* isGate || isUsed || holdsSecrets(environment)
      ? refFindings(safeguards, environment, refs)
      : unreadSecrets(safeguards, environment, refs);
  }
}

const distinct = (names: readonly string[]): readonly string[] =>
  names.filter((name, index) => names.findIndex((other) => isSame(other, name)) === index);

const holdsSecrets = ({ secrets }: EnvironmentFacts): boolean => secrets.kind === 'read' && secrets.value.length > 0;

/** Where others than the base branch may use it, it matters whether it has secrets. */
function unreadSecrets(
  safeguards: RepositorySafeguards,
  environment: EnvironmentFacts,
  refs: readonly string[],
): readonly Finding[] {
  if ([...refFindings(safeguards, environment, refs)].length === 0) return [];
  const subject = `which secrets environment ${environment.name} has, which other branches may use,`;
  return unreadFinding('unread-secrets', safeguards.repository, subject, environment.secrets);
}

/** The environments that jobs with secrets name, expressions apart. */
function namedByJobs(safeguards: RepositorySafeguards): readonly string[] {
  return workflowsOf(safeguards)
    .workflows.flatMap(({ workflow }) => workflow.jobs)
    .filter((job) => secretsOf(job).size > 0)
    .map(environmentOf)
    .filter((name) => name !== '' && !name.includes('${{'));
}

const at = (name: string) => ({ subject: `environment ${name}`, setting: `Settings → Environments → ${name}` });

const making = ({ repository }: RepositorySafeguards, name: string, refs: readonly string[]): Fix => ({
  changes: onlyRefs(repository, { name, refs: { kind: 'any' } }, refs),
  safe: false,
});

function* approvalFindings(safeguards: RepositorySafeguards, environment: EnvironmentFacts): Iterable<Finding> {
  const { repository } = safeguards;
  const { name, reviewers, preventSelfReview, canAdminsBypass } = environment;
  const found = (code: CheckCode, says: string, change: SettingChange, safe: boolean): Finding => ({
    code,
    repository,
    ...at(name),
    says,
    fix: { changes: [change], safe },
  });
  if (reviewers.length === 0) {
    if (lacks(safeguards, 'required-reviewers')) return;
    const unsaid = safeguards.plan === null && safeguards.visibility === 'private';
    const doubt = unsaid ? '; below the plan Enterprise, a private repository has none' : '';
    const change = environmentChange(repository, environment, {
      prevent_self_review: true,
      reviewers: [{ type: 'Team', id: '<number of the team that approves>' }],
    });
    yield found(
      'environment-without-reviewers',
      `environment ${name} has no required reviewers${doubt}`,
      change,
      false,
    );
    return;
  }
  if (!preventSelfReview) {
    const change = environmentChange(repository, environment, { prevent_self_review: true });
    yield found('environment-self-review', `in environment ${name}, whoever starts a run may approve it`, change, true);
  }
  if (canAdminsBypass !== false) {
    const how = canAdminsBypass ? 'may start' : 'may perhaps start, since GitHub does not say,';
    const change = environmentChange(repository, environment, { can_admins_bypass: false });
    yield found(
      'environment-admins-bypass',
      `administrators ${how} what waits for environment ${name} without an approval`,
      change,
      true,
    );
  }
}

const waiting = ({ repository }: RepositorySafeguards, environment: EnvironmentFacts): Finding => {
  const { name, waitTimer } = environment;
  return {
    code: 'environment-wait-timer',
    repository,
    ...at(name),
    says: `every run that uses environment ${name} waits ${waitTimer} ${waitTimer === 1 ? 'minute' : 'minutes'} first`,
    // Somebody wanted the wait, and it opens no gate.
    fix: { changes: [environmentChange(repository, environment, { wait_timer: 0 })], safe: false },
  };
};

function* refFindings(
  safeguards: RepositorySafeguards,
  environment: EnvironmentFacts,
  refs: readonly string[],
): Iterable<Finding> {
  const { repository } = safeguards;
  const { name } = environment;
  const found = (code: CheckCode, says: string): Finding => ({
    code,
    repository,
    ...at(name),
    says,
    fix: { changes: onlyRefs(repository, environment, refs), safe: true },
  });
  switch (environment.refs.kind) {
    case 'any':
      yield found('environment-any-branch', `a workflow on any branch may use environment ${name}`);
      return;
    case 'protected':
      yield* protectedFindings(safeguards, name, refs, found);
      return;
    case 'selected': {
      const { patterns } = environment.refs;
      yield* unreadFinding('unread-environments', repository, `which branches may use environment ${name}`, patterns);
      const others = (patterns.kind === 'read' ? patterns.value : []).filter(
        (each) => !refs.includes(`refs/${each.tag ? 'tags' : 'heads'}/${each.name}`),
      );
      if (others.length === 0) return;
      const names = listed(others.map((each) => (each.tag ? `tags ${each.name}` : each.name)));
      yield found('environment-other-branches', `workflows on ${names} may use environment ${name}`);
      return;
    }
    default:
      return environment.refs satisfies never;
  }
}

/** *Protected branches only* means branch protection, not rulesets; where no branch has it, every branch may deploy. */
function* protectedFindings(
  { repository, refs: guards, protectedBranches }: RepositorySafeguards,
  name: string,
  refs: readonly string[],
  found: (code: CheckCode, says: string) => Finding,
): Iterable<Finding> {
  const protections = refs.map((ref) => guards.get(ref)?.protection);
  if (!protections.some((each) => each?.kind === 'read' && each.value.length > 0)) {
    const why = 'for the base branch has no branch protection, and rulesets do not count';
    yield found('environment-any-branch', `environment ${name} is for protected branches, which is any branch, ${why}`);
    return;
  }
  yield* unreadFinding('unread-environments', repository, `which branches are protected`, protectedBranches);
  const others = (protectedBranches.kind === 'read' ? protectedBranches.value : []).filter(
    (branch) => !refs.includes(branchRef(branch)),
  );
  if (others.length > 0)
    yield found(
      'environment-other-branches',
      `environment ${name} is for all protected branches, and ${listed(others)} may be such too`,
    );
}
