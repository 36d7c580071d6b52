import { checkOf } from '../check-table.ts';
import { countOf } from '../diagnosis.ts';
import { severityOf, type Finding } from '../finding.ts';
import { pageOf, type Report } from './treated.ts';

/** For programs. Fields are only added within a version. */
export function jsonReport({ repository, findings, accepted, lookedAt, treatments }: Report): string {
  const body = {
    version: 1,
    repository,
    errors: countOf(findings, 'error'),
    warnings: countOf(findings, 'warning'),
    notes: countOf(findings, 'note'),
    findings: findings.map(entry),
    accepted: accepted.map(({ finding, reason }) => ({ ...entry(finding), reason })),
    lookedAt,
    fixed: treatments.map(({ finding, changes, failure }) => ({
      code: finding.code,
      repository: finding.repository,
      subject: finding.subject,
      changes,
      failure,
    })),
  };
  return `${JSON.stringify(body, null, 2)}\n`;
}

function entry(finding: Finding) {
  const { code, repository, subject, says, setting = null, at = null, fix } = finding;
  const { topic, attack, remedy } = checkOf(code);
  return {
    code,
    severity: severityOf(finding),
    topic,
    repository,
    subject,
    message: says,
    attack,
    remedy,
    setting,
    file: at?.file ?? null,
    line: at?.line ?? null,
    changes: fix?.changes ?? [],
    fixable: fix?.safe ?? false,
    page: pageOf(code),
  };
}
