import type { Location } from '../../yaml/location.ts';
import type { Severity } from '../rule.ts';
import { enumerated, type Outcome } from './outcome.ts';

/** Workflow commands, which a runner shows at the lines of a pull request. */
export function githubOutput({ reports, notices, prefix }: Outcome): string {
  const findings = reports
    .map(({ severity, at, rule, message, applications }) => {
      const where = applications.length === 0 ? '' : ` [${enumerated(applications)}]`;
      return command(severity, at, { title: rule.id, message: message + where, prefix });
    })
    .join('');
  return (
    findings + notices.map(({ at, message }) => command('notice', at, { title: noticeTitle, message, prefix })).join('')
  );
}

/** Above an annotation that is no finding. */
export const noticeTitle = 'lint-gitops looks at this differently';

function command(
  kind: Severity | 'notice',
  at: Location,
  { title, message, prefix }: { readonly title: string; readonly message: string; readonly prefix: string },
): string {
  const properties = { file: prefix + at.file, line: at.line, col: at.column, title };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${kind} ${written.join(',')}::${data(message)}\n`;
}

const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
