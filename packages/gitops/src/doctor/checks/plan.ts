import { planHas, planNames, type RepositorySafeguards } from '@bitvault/promotion';
import type { CheckCode } from '../check-table.ts';
import type { Finding } from '../finding.ts';
import { gatesOf, type Patient } from '../patient.ts';

/** What the plan does not have for a private repository, and so cannot be set right by any setting. */
export function* planFindings({ gitops, policy, applications }: Patient): Iterable<Finding> {
  const { repository, plan } = gitops;
  const lacking = (code: CheckCode, what: string): Finding => ({
    code,
    repository,
    subject: 'the plan',
    says: `the repository ${repository} is private, and ${plan === null ? 'the plan of its owner' : planNames[plan]} has no ${what} for private repositories`,
  });
  if (lacksRulesets(gitops)) yield lacking('plan-without-rulesets', 'rulesets');
  if (lacks(gitops, 'environments')) yield lacking('plan-without-environments', 'environments with secrets');
  if (gatesOf(policy).length > 0 && lacks(gitops, 'required-reviewers'))
    yield lacking('plan-without-reviewers', 'required reviewers of environments');
  for (const application of applications) {
    if (!lacks(application, 'attestations')) continue;
    const { repository: named } = application;
    const says = `the repository ${named} is private, and its owner's plan has none of GitHub's own Sigstore`;
    yield { code: 'sigstore-public', repository: named, subject: 'the plan', says };
  }
}

/** What GitHub says itself counts, whatever the plan is called. */
export const lacksRulesets = (repository: RepositorySafeguards): boolean =>
  repository.rulesets.kind === 'not-in-plan' || lacks(repository, 'rulesets');

/** Whether the plan is known to lack it. */
export const lacks = ({ plan, visibility }: RepositorySafeguards, feature: Parameters<typeof planHas>[0]): boolean =>
  plan !== null && !planHas(feature, plan, visibility);
