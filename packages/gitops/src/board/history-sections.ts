import { literal, minute, table } from '@bitvault/promotion';
import { grouped } from '../grouped.ts';
import type { Board } from './board.ts';
import { commitUrl, link, shortDigest, sourceLink, type BoardAddresses } from './board-links.ts';
import type { DeliveryFigures } from './delivery-figures.ts';
import type { Promoted } from './promoted.ts';

const recentCommits = 10;

export function figuresSection({ figures, since }: Board): string {
  if (figures.every(({ promotions, rollbacks }) => promotions + rollbacks === 0)) return '';
  const rows = figures.map((each) => [
    each.environment,
    `${each.promotions} (${each.images} images)`,
    duration(each.passage),
    rollbackText(each),
    duration(each.restoration),
  ]);
  const header = [
    'environment',
    'promotions',
    'median time from the first environment',
    'rollbacks',
    'median time until rolled back',
  ];
  return `### Figures since ${minute(since).slice(0, 10)}\n\n${table(header, rows)}`;
}

const rollbackText = ({ promotions, rollbacks }: DeliveryFigures): string =>
  rollbacks === 0 || promotions === 0
    ? String(rollbacks)
    : `${rollbacks} (${Math.round((rollbacks / promotions) * 100)} %)`;

/** In its two largest units. */
function duration(milliseconds: number | null): string {
  if (milliseconds === null) return '–';
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes === 0) return 'under a minute';
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  if (days > 0) return `${days} d ${hours} h`;
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
}

/** A row for each commit. */
export function promotedSection(promoted: readonly Promoted[], addresses: BoardAddresses): string {
  if (promoted.length === 0) return '';
  const commits = [...grouped(promoted, ({ commit, environment }) => `${commit} ${environment}`).values()];
  const rows = commits.slice(0, recentCommits).flatMap((together) => {
    const [first] = together;
    if (first === undefined) return [];
    const sources = together.flatMap(({ source }) => (source === null ? [] : [sourceLink(source, addresses)]));
    return [
      [
        link(minute(first.at), commitUrl(first.commit, addresses)),
        first.kind === 'rollback' ? `**${first.environment}, rolled back**` : first.environment,
        some(together.map(({ service, to }) => `${service} ${shortDigest(to)}`)),
        some([...new Set(sources)]),
        approvedBy(first),
      ],
    ];
  });
  return `### Last promotions\n\n${table(['when', 'environment', 'images', 'source', 'approved by'], rows)}`;
}

const shownOfCommit = 8;

/** The first of many, and how many more there are. */
function some(texts: readonly string[]): string {
  const left = texts.length - shownOfCommit;
  return [...texts.slice(0, shownOfCommit), ...(left > 0 ? [`and ${left} more`] : [])].join('<br>');
}

const approvedBy = ({ approvals: { reviewers, gate } }: Promoted): string =>
  [...reviewers.map(literal), ...gate.map((login) => `${literal(login)} (gate)`)].join(', ');
