import { literal, minute, table } from '@bitvault/promotion';
import type { Board, BoardCell, BoardEnvironment, BoardRow } from './board.ts';
import { commitUrl, link, shortDigest, sourceLink, type BoardAddresses } from './board-links.ts';

/** How much of the table is shown. */
export type Extent = 'linked' | 'plain' | 'unsettled';

/** Every service in every environment, or with `unsettled` those that are not the same everywhere and well. */
export function servicesSection(board: Board, addresses: BoardAddresses, extent: Extent): string {
  const shown = extent === 'unsettled' ? board.rows.filter((row) => !isSettled(row)) : board.rows;
  const left = board.rows.length - shown.length;
  const header = ['service', ...board.environments.map(environmentHeading)];
  const rows = shown.map(({ service, cells }) => [
    `**${service}**`,
    ...board.environments.map(({ name }) => cellText(cells.get(name), addresses, extent)),
  ]);
  const rest =
    left === 0 ? '' : `\n\n${left} more services run the same image in every environment, with nothing amiss.`;
  return `### What runs where\n\n${table(header, rows)}${rest}`;
}

const environmentHeading = ({ name, freeze }: BoardEnvironment): string =>
  freeze === null ? name : `${name} (frozen until ${minute(freeze.until)}: ${literal(freeze.reason)})`;

/** One image everywhere, nowhere held, failed or unreadable. */
function isSettled({ cells }: BoardRow): boolean {
  const there = [...cells.values()].filter(({ kind }) => kind !== 'absent');
  const digests = new Set(there.map((cell) => (cell.kind === 'deployed' ? cell.digest : null)));
  const calm = there.every((cell) => isCalm(cell));
  return calm && digests.size <= 1;
}

const isCalm = (cell: BoardCell): boolean =>
  cell.kind === 'deployed' && cell.hold === null && cell.broken.length === 0 && cell.health !== 'failed';

function cellText(cell: BoardCell | undefined, addresses: BoardAddresses, extent: Extent): string {
  if (cell === undefined || cell.kind === 'absent') return '–';
  if (cell.kind === 'unreadable') return `cannot be read: ${literal(cell.path)}`;
  const held = [
    ...(cell.hold === null ? [] : [`**held** by ${literal(cell.hold.by)}: ${literal(cell.hold.reason)}`]),
    ...cell.broken.map((path) => `**a hold is broken**: ${literal(path)}`),
  ];
  if (cell.kind === 'empty') return ['nothing yet', ...held].join('<br>');
  const { health } = cell;
  const report = health === null ? [] : [healthWord[health]];
  const linked = extent === 'linked';
  return [
    imageText(cell, linked ? addresses : null),
    ...report,
    ...sinceText(cell, linked ? addresses : null),
    ...held,
  ].join('<br>');
}

type Deployed = Extract<BoardCell, { kind: 'deployed' }>;

/** Without addresses there are no links. */
function imageText({ digest, source }: Deployed, addresses: BoardAddresses | null): string {
  const image = shortDigest(digest);
  return source === null || addresses === null ? image : `${image} ${sourceLink(source, addresses)}`;
}

function sinceText({ since, commit }: Deployed, addresses: BoardAddresses | null): readonly string[] {
  if (since === null) return [];
  const time = minute(since);
  return [`since ${commit === null || addresses === null ? time : link(time, commitUrl(commit, addresses))}`];
}

const healthWord = { healthy: 'healthy', pending: 'no report yet', failed: '**failed**' } as const;
