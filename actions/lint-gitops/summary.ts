import { markdownText } from '@bitvault/action-kit';
import { counted, enumerated, rulePage, subjectOf, tallyOf, type Shown } from '@bitvault/gitops';
import { table } from '@bitvault/promotion';

/** More rows than anybody reads; the log has them all. */
const mostRows = 200;

export function findingsSummary(shown: Shown): string {
  const { repository, reports, suppressed } = shown;
  const { errors, warnings } = tallyOf(shown);
  const found = reports.length === 0 ? 'Nothing found' : `${counted(errors, 'error')}, ${counted(warnings, 'warning')}`;
  const title = `## GitOps lint\n\n${found} in ${subjectOf(repository)}; ${suppressed.length} suppressed.\n${noticesSection(shown)}`;
  if (reports.length === 0) return title;
  const rows = reports
    .slice(0, mostRows)
    .map(({ at, severity, rule, message, applications }) => [
      markdownText(`${shown.prefix}${at.file}:${at.line}`),
      severity,
      `[${rule.id}](${rulePage(rule.id)})`,
      markdownText(message),
      markdownText(enumerated(applications)),
    ]);
  const rest = reports.length - rows.length;
  const more = rest === 0 ? '' : `\n${rest} more are in the log.\n`;
  return `${title}\n${table(['where', 'severity', 'rule', 'what', 'Applications'], rows)}\n${more}`;
}

/** What a reviewer should know, although it fails nothing. */
function noticesSection({ notices, prefix }: Shown): string {
  const rows = notices
    .slice(0, mostRows)
    .map(({ at, message }) => [markdownText(`${prefix}${at.file}:${at.line}`), markdownText(message)]);
  return rows.length === 0 ? '' : `\n**What is looked at changes:**\n\n${table(['where', 'what'], rows)}\n`;
}

/** One line for the step's failure. */
export function failureLine(shown: Shown): string {
  const { errors, warnings } = tallyOf(shown);
  const rules = [...new Set(shown.reports.map(({ rule }) => rule.id))];
  return `LINT_FINDINGS: ${counted(errors, 'error')} and ${counted(warnings, 'warning')}, of ${enumerated(rules)}. Next: fix them, or suppress what is right as it is with its reason; the log names every line and the page of each rule.`;
}
