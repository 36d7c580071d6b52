import { literal, minute, table } from '@bitvault/promotion';
import type { Board, OtherReport } from './board.ts';
import { commitUrl, link, type BoardAddresses } from './board-links.ts';
import { figuresSection, promotedSection } from './history-sections.ts';
import { nextSection } from './next-section.ts';
import { servicesSection, type Extent } from './services-section.ts';

/** GitHub refuses issues of more than 65,536 characters; a notice of what was cut has to fit in as well. */
const mostCharacters = 64_000;

/**
 * The board as Markdown, with headings from `###` on, at most 64,000 characters: with many services first the links are
 * left out, then the services that are the same everywhere. It tells no time but those of events, so that it stays the
 * same as long as nothing happens.
 */
export function boardMarkdown(board: Board, addresses: BoardAddresses): string {
  const others = [nextSection(board.steps), reportsSection(board.otherReports), figuresSection(board)];
  const promoted = promotedSection(board.promoted, addresses);
  const footer = `Read from \`${board.branch}\` at ${link(`\`${board.base.slice(0, 7)}\``, commitUrl(board.base, addresses))}.`;
  const whole = (extent: Extent) =>
    [servicesSection(board, addresses, extent), ...others, promoted, footer].filter((part) => part !== '').join('\n\n');
  for (const extent of ['linked', 'plain'] as const) {
    const text = whole(extent);
    if (text.length <= mostCharacters) return text;
  }
  const least = whole('unsettled');
  return least.length <= mostCharacters ? least : cut(least);
}

/** Ends at the end of a line, so that no table row is left half. */
function cut(text: string): string {
  const end = text.lastIndexOf('\n', mostCharacters);
  return `${text.slice(0, end)}\n\n… cut: it is longer than an issue can be. The JSON has all of it.`;
}

const stateOfReport = {
  SUCCESS: 'success',
  PENDING: 'pending',
  EXPECTED: 'pending',
  FAILURE: '**failure**',
  ERROR: '**error**',
} as const satisfies Record<OtherReport['state'], string>;

/** Those that are not well by name, the others by number where they are many. */
function reportsSection(reports: readonly OtherReport[]): string {
  if (reports.length === 0) return '';
  const amiss = reports.filter(({ state }) => state !== 'SUCCESS');
  const shown = reports.length <= 10 ? reports : amiss;
  const rows = shown.map(({ context, state, createdAt, commit }) => [
    literal(context),
    stateOfReport[state],
    `\`${commit.slice(0, 7)}\``,
    minute(createdAt),
  ]);
  const left = reports.length - shown.length;
  const rest =
    left === 0
      ? ''
      : `${shown.length === 0 ? '' : '\n\n'}${left} ${shown.length === 0 ? '' : 'more '}contexts report success.`;
  const listed = rows.length === 0 ? '' : table(['context', 'state', 'commit', 'reported'], rows);
  return `### What else Argo CD reports\n\n${listed}${rest}`;
}
