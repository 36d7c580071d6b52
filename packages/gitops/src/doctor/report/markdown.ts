import { literal, table } from '@bitvault/promotion';
import { counted } from '../../lint/output/outcome.ts';
import type { Severity } from '../check.ts';
import { checkOf } from '../check-table.ts';
import { countOf } from '../diagnosis.ts';
import { severityOf, type Finding } from '../finding.ts';
import { headings } from './text.ts';
import { commandOf, holesOf, pageOf, unreadOf, type Report } from './treated.ts';

/** For the summary of a job. */
export function markdownReport(report: Report): string {
  const { findings, accepted, treatments, lookedAt } = report;
  const holes = (['error', 'warning', 'note'] as const).flatMap((severity) =>
    findingSection(
      headings[severity],
      holesOf(report).filter((finding) => severityOf(finding) === severity),
    ),
  );
  return [
    `## Doctor: ${literal(report.repository)}`,
    findings.length === 0 ? 'Nothing found: the gates hold.' : `${tally(findings)}.`,
    ...(treatments.length === 0
      ? []
      : [
          '### Fixed',
          treatments
            .map(
              ({ finding, failure }) =>
                `- \`${finding.code}\` at ${literal(finding.subject)}: ${failure === null ? 'done' : `failed: ${literal(failure)}`}`,
            )
            .join('\n'),
        ]),
    ...holes,
    ...findingSection('Could not be read, and is not taken for fine', unreadOf(report)),
    ...(accepted.length === 0
      ? []
      : [
          '### Accepted',
          accepted
            .map(({ finding, reason }) => `- ${literal(finding.says)} (\`${finding.code}\`): ${literal(reason)}`)
            .join('\n'),
        ]),
    '### Looked at',
    lookedAt.map((line) => `- ${literal(line)}`).join('\n'),
  ].join('\n\n');
}

export function tally(findings: readonly Finding[]): string {
  const words: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'note' };
  return (['error', 'warning', 'note'] as const)
    .filter((severity) => countOf(findings, severity) > 0)
    .map((severity) => counted(countOf(findings, severity), words[severity]))
    .join(', ');
}

function findingSection(heading: string, findings: readonly Finding[]): readonly string[] {
  if (findings.length === 0) return [];
  const rows = findings.map((finding) => {
    const { code, repository, says, setting = '' } = finding;
    return [`${literal(says)} ([\`${code}\`](${pageOf(code)}))`, literal(repository), literal(setting)];
  });
  return [`### ${heading}`, table(['what', 'where', 'setting'], rows), details(findings)];
}

/** What an attacker would do and the request that closes it, folded. */
function details(findings: readonly Finding[]): string {
  const seen = new Set<string>();
  const entries = findings.map(({ code, says, fix }) => {
    const { attack, remedy } = checkOf(code);
    const about = seen.has(code) ? [] : [`${attack} ${remedy}`];
    seen.add(code);
    const commands = (fix?.changes ?? []).map((change) => commandOf(change).replaceAll('`', "'"));
    const block = commands.length === 0 ? [] : [`\`\`\`\`sh\n${commands.join('\n')}\n\`\`\`\``];
    return [`**${literal(says)}**`, ...about, ...block].join('\n\n');
  });
  return `<details><summary>What somebody could do, and how it is closed</summary>\n\n${entries.join('\n\n')}\n\n</details>`;
}
