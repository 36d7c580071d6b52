import { styleText } from 'node:util';
import { grouped } from '../../grouped.ts';
import type { Report } from '../lint.ts';
import { rulePage } from './docs.ts';
import { counted, deploys, enumerated, subjectOf, tallyOf, type Outcome } from './outcome.ts';

type Style = (format: Parameters<typeof styleText>[0], text: string) => string;

/** For people: by file, each finding with its line of source. */
export function textOutput(outcome: Outcome, { colours }: { readonly colours: boolean }): string {
  const style: Style = (format, text) => (colours ? styleText(format, text, { validateStream: false }) : text);
  const sections = [...grouped(outcome.reports, ({ at }) => at.file)].map(([file, reports]) => {
    const lines = linesOf(file, outcome);
    return `${style('underline', outcome.prefix + file)}\n${reports.map((report) => entry(report, lines, style)).join('')}`;
  });
  return `${[...sections, footer(outcome, style)].join('\n')}\n`;
}

function entry(
  { at, severity, rule, message, applications, edit }: Report,
  lines: readonly string[],
  style: Style,
): string {
  const mark = style(severity === 'error' ? 'red' : 'yellow', severity);
  const where = applications.length === 0 ? '' : style('dim', ` [${enumerated(applications)}]`);
  const fixable = edit === undefined ? '' : style('green', ' (fixable with --fix)');
  return `  ${at.line}:${at.column} ${mark} ${message}${where}${fixable} ${style('dim', rule.id)}\n${excerpt(at, lines, style)}`;
}

const widest = 120;

function excerpt(at: Report['at'], lines: readonly string[], style: Style): string {
  const source = lines[at.line - 1];
  if (source === undefined || source.trim() === '') return '';
  const from = at.column > widest ? at.column - 40 : 1;
  const shown = source.slice(from - 1, from - 1 + widest).replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ');
  const gutter = String(at.line).padStart(6);
  return style('dim', `${gutter} | ${shown}\n       | ${' '.repeat(at.column - from)}^`) + '\n';
}

function linesOf(file: string, { repository: { tree } }: Outcome): readonly string[] {
  if (!tree.files.has(file)) return [];
  return tree.lines(file);
}

function footer(outcome: Outcome, style: Style): string {
  const { repository, suppressed, reports } = outcome;
  const { errors, warnings } = tallyOf(outcome);
  const manifests = counted(
    repository.applications.reduce((sum, each) => sum + each.manifests.length, 0),
    'manifest',
  );
  const looked = deploys(repository) ? `${subjectOf(repository)} with ${manifests}` : subjectOf(repository);
  const found =
    reports.length === 0
      ? style('green', 'Nothing found')
      : `${style('red', counted(errors, 'error'))}, ${style('yellow', counted(warnings, 'warning'))}`;
  const [rule] = reports.map((report) => report.rule.id);
  return [
    `${found} in ${looked}${suppressed.length === 0 ? '' : `; ${suppressed.length} suppressed`}.`,
    ...outcome.notices.map(({ at, message }) => `Note: ${outcome.prefix}${at.file}:${at.line} ${message}.`),
    ...foreignNote(outcome),
    ...(rule === undefined ? [] : [`Each rule has a page: ${rulePage(rule)}`]),
  ].join('\n');
}

/** Nothing is passed over without a word. */
function foreignNote({ repository }: Outcome): readonly string[] {
  const foreign = repository.applications.flatMap(({ renderings, sources }) =>
    renderings.flatMap(({ kind }, index) => (kind === 'foreign' ? [sources[index]?.repoURL ?? ''] : [])),
  );
  if (foreign.length === 0) return [];
  const addresses = [...new Set(foreign)];
  return [`Not looked at: ${counted(foreign.length, 'source')} from elsewhere (${enumerated(addresses)}).`];
}
