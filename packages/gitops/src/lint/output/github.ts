import { enumerated, type Outcome } from './outcome.ts';

/** Workflow commands, which a runner shows at the lines of a pull request. */
export function githubOutput({ reports, prefix }: Outcome): string {
  return reports
    .map(({ severity, at, rule, message, applications }) => {
      const where = applications.length === 0 ? '' : ` [${enumerated(applications)}]`;
      const properties = { file: prefix + at.file, line: at.line, col: at.column, title: rule.id };
      const written = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
      return `::${severity} ${written.join(',')}::${data(message + where)}\n`;
    })
    .join('');
}

const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
