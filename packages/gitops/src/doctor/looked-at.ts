import { planNames, type Reading, type RepositorySafeguards } from '@bitvault/promotion';
import { counted } from '../lint/output/outcome.ts';
import { workflowsOf } from './jobs.ts';
import { branchRef, listed, type Patient } from './patient.ts';
import { actorName, guardsOf } from './rule-keeping.ts';

/** What was seen of each repository, and who may update the base branch. */
export function lookedAt(patient: Patient): readonly string[] {
  const { gitops, applications, signers, apps } = patient;
  const shared = [...signers].map(([repository, refs]) => `${repository}: ${listed([...refs.keys()])}`);
  return [
    ...[gitops, ...applications].map(seenOf),
    ...shared,
    ...(apps.kind === 'read' ? [counted(apps.value.length, 'App')] : []),
    ...updatersOf(patient),
  ];
}

function seenOf(safeguards: RepositorySafeguards): string {
  const { repository, visibility, plan, branch, files, environments, rulesets } = safeguards;
  const kind = plan === null ? `${visibility}, of an unknown plan` : `${visibility}, plan ${planNames[plan]}`;
  const secrets = [safeguards.secrets, safeguards.organizationSecrets];
  const seen = [
    ...amount(rulesets, 'ruleset'),
    ...amount(environments, 'environment'),
    ...(files.kind === 'read' ? [counted(workflowsOf(safeguards).workflows.length, 'workflow')] : []),
    ...(files.kind === 'read' && files.value.owners !== null ? [files.value.owners.path] : []),
    ...(secrets.every(({ kind: read }) => read === 'read') ? ['names of secrets'] : []),
    ...amount(safeguards.variables, 'variable'),
    ...amount(safeguards.deployKeys, 'deploy key'),
    ...(safeguards.actions.kind === 'read' ? ['settings of Actions'] : []),
  ];
  return `${repository} (${kind}), branch ${branch}${seen.length === 0 ? '' : `: ${listed(seen)}`}`;
}

const amount = (reading: Reading<readonly unknown[]>, what: string): readonly string[] =>
  reading.kind === 'read' ? [counted(reading.value.length, what)] : [];

function updatersOf({ gitops, apps }: Patient): readonly string[] {
  const known = guardsOf(gitops.refs.get(branchRef(gitops.branch)), 'update').flatMap(({ bypass }) =>
    bypass.kind === 'read' ? bypass.value : [],
  );
  const names = [...new Set(known.map((actor) => actorName(actor, apps)))];
  return names.length === 0 ? [] : [`${gitops.branch} of ${gitops.repository} is updated by ${listed(names)}`];
}
