import { rulePage } from './docs.ts';
import { tallyOf, type Outcome } from './outcome.ts';
import type { Report } from '../lint.ts';

/** For programs. Fields are only added within a version. */
export function jsonOutput(outcome: Outcome): string {
  const { repository, reports, suppressed, notices, prefix } = outcome;
  const entry = ({ rule, severity, at, message, applications, edit }: Report) => ({
    rule: rule.id,
    severity,
    file: prefix + at.file,
    line: at.line,
    column: at.column,
    message,
    applications,
    fixable: edit !== undefined,
    page: rulePage(rule.id),
  });
  const body = {
    version: 1,
    ...tallyOf(outcome),
    applications: repository.applications.length,
    findings: reports.map(entry),
    suppressed: suppressed.map((report) => ({ ...entry(report), reason: report.reason, by: report.by })),
    notices: notices.map(({ at, message }) => ({ file: prefix + at.file, line: at.line, column: at.column, message })),
  };
  return `${JSON.stringify(body, null, 2)}\n`;
}
