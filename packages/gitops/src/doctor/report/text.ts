import { styleText } from 'node:util';
import { counted } from '../../lint/output/outcome.ts';
import type { Severity } from '../check.ts';
import { checkOf } from '../check-table.ts';
import { countOf } from '../diagnosis.ts';
import { severityOf, type Finding } from '../finding.ts';
import { commandOf, holesOf, pageOf, plain, unreadOf, type Report } from './treated.ts';

type Style = (format: Parameters<typeof styleText>[0], text: string) => string;

export const headings: Readonly<Record<Severity, string>> = {
  error: 'Defeats a gate',
  warning: 'Weakens a gate',
  note: 'Worth knowing',
};

const colours = { error: 'red', warning: 'yellow', note: 'cyan' } as const satisfies Record<Severity, string>;

/** For people, on a terminal or in a log. */
export function textReport(report: Report, { colours: wanted }: { readonly colours: boolean }): string {
  const style: Style = (format, text) => (wanted ? styleText(format, text, { validateStream: false }) : text);
  const sections = [
    ...treatmentSection(report, style),
    ...(['error', 'warning', 'note'] as const).flatMap((severity) =>
      section(
        style([colours[severity], 'bold'], headings[severity]),
        holesOf(report).filter((finding) => severityOf(finding) === severity),
        style,
      ),
    ),
    ...section(style(['red', 'bold'], 'Could not be read, and is not taken for fine'), unreadOf(report), style),
    ...acceptedSection(report, style),
    `${style('bold', 'Looked at')}\n${report.lookedAt.map((line) => `  ${shown(line)}\n`).join('')}`,
  ];
  return `${sections.join('\n')}\n${verdict(report, style)}\n`;
}

function section(heading: string, findings: readonly Finding[], style: Style): readonly string[] {
  if (findings.length === 0) return [];
  return [`${heading}\n${findings.map((finding) => entry(finding, style)).join('\n')}`];
}

function entry(finding: Finding, style: Style): string {
  const { code, repository, says, setting, fix, at } = finding;
  const { attack, remedy } = checkOf(code);
  const where = at === undefined ? repository : `${repository} ${at.file}:${at.line}`;
  const lines = [
    `  ${style('bold', capital(shown(says)))}.  ${style('dim', code)}`,
    `    ${shown(where)}${setting === undefined ? '' : `: ${shown(setting)}`}`,
    ...wrapped(plain(attack)).map((line) => `    ${style('dim', line)}`),
    ...wrapped(plain(remedy)).map((line) => `    ${line}`),
    ...(fix?.changes ?? []).map((change) => `    ${style('green', `$ ${shown(commandOf(change))}`)}`),
    ...(fix?.safe === true ? [`    ${style('green', 'or let --fix do it')}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function treatmentSection({ treatments }: Report, style: Style): readonly string[] {
  if (treatments.length === 0) return [];
  const lines = treatments.map(({ finding, changes, failure }) => {
    const done = failure === null ? style('green', 'done') : style('red', `failed: ${shown(failure)}`);
    return [
      `  ${finding.code} at ${shown(finding.subject)}: ${done}`,
      ...changes.map((change) => `    ${shown(commandOf(change))}`),
      '',
    ].join('\n');
  });
  return [`${style('bold', 'Fixed')}\n${lines.join('')}`];
}

function acceptedSection({ accepted }: Report, style: Style): readonly string[] {
  if (accepted.length === 0) return [];
  const lines = accepted.map(
    ({ finding, reason }) => `  ${capital(shown(finding.says))}.  ${finding.code}: ${shown(reason)}\n`,
  );
  return [`${style('bold', 'Accepted')}\n${lines.join('')}`];
}

function verdict(report: Report, style: Style): string {
  const { findings } = report;
  if (findings.length === 0) return style('green', `Nothing found: the gates of ${report.repository} hold.`);
  const parts = [
    counted(countOf(findings, 'error'), 'error'),
    counted(countOf(findings, 'warning'), 'warning'),
    counted(countOf(findings, 'note'), 'note'),
  ];
  const [first] = findings;
  return `${parts.join(', ')} in ${report.repository}.${first === undefined ? '' : ` Each code is described: ${pageOf(first.code)}`}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const width = 112;

function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line === undefined || line.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}

/** Names are anybody's: what would end a line, what a terminal obeys, and what turns the order round is taken out. */
const shown = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, ' ');
