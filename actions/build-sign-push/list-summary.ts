import { literal, table } from '@bitvault/promotion';
import type { ListEntry } from './publish-list.ts';
import { reportSections } from './summary.ts';

const words = { pushed: 'pushed and signed', planned: 'would be pushed (dry run)', refused: '**refused**' } as const;

/** The job summary of a list: one line an image, then what was refused and why, then each image's own, folded. */
export function listSummary(entries: readonly ListEntry[]): string {
  const rows = entries.map(({ image, published }) => [
    literal(image),
    published.kind === 'refused' ? '' : `\`${published.digest}\``,
    words[published.kind],
  ]);
  const count = (kind: keyof typeof words) => entries.filter(({ published }) => published.kind === kind).length;
  const counts = (['pushed', 'planned', 'refused'] as const)
    .filter((kind) => count(kind) > 0)
    .map((kind) => `${count(kind)} ${kind}`);
  return [
    `## ${entries.length} images: ${counts.join(', ')}`,
    ...entries.flatMap(({ published }) => (published.kind === 'refused' ? [`- ${literal(published.reason)}`] : [])),
    table(['image', 'digest', ''], rows),
    ...entries.flatMap(({ image, published }) =>
      published.kind === 'pushed'
        ? [
            `<details><summary>${literal(image)}</summary>`,
            ...(published.report ? reportSections(published.report) : []),
            '</details>',
          ]
        : [],
    ),
    '',
  ].join('\n\n');
}
