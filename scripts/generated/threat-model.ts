import type { Elsewhere, Holder, Row } from '../../test/attacks/table/row.ts';
import type { Limit } from '../../test/attacks/table/limits.ts';
import type { Power } from '../../test/attacks/table/powers.ts';
import type { Gap } from '../../test/races/events.ts';
import { markdownTable } from './tables.ts';

/** What the page is made of. Each sentence of it stands in one of these, beside the test that shows it. */
export interface ThreatModel {
  readonly holders: Readonly<Record<Holder, string>>;
  readonly attacks: Readonly<Record<Holder, readonly Row[]>>;
  readonly powers: readonly Power[];
  readonly limits: readonly Limit[];
  /** What may happen between the last look and the merge. */
  readonly gaps: readonly (Gap & { readonly title: string })[];
}

export function threatModelPage({ holders, attacks, powers, limits, gaps }: ThreatModel): string {
  const sections = (Object.keys(holders) as Holder[])
    .filter((holder) => attacks[holder].length > 0)
    .map((holder) => `### ${holders[holder]} …\n\n${attackTable(holder, attacks[holder])}`);
  return [
    '# Threat model\n\nMade from the attacks in `test/attacks/table` by `npm run generate`: each attack is made on the shipped bundle, or names the test that shows it. What nobody can try here is called *assumed*.\n',
    '## What is at stake\n\nA digest in `envs/<environment>/` decides what runs: whoever can change one without the policy’s consent has deployed code.\n',
    '## Who may do what\n',
    markdownTable(
      ['who', 'has', 'can do alone', 'shown in'],
      powers.map(({ who, has, alone, shown }) => [who, has, alone, shown.map(link).join(', ')]),
    ),
    '## Attacks and what stops them\n',
    ...sections,
    '## The moment of the merge\n\nThe gates look again right before they merge. What happens between that look and the merge is refused by GitHub, or judged right after it: then the run fails with `MERGED_AGAINST_POLICY`. It starts the rollback of a promotion or a rollback, and tells people how to take back [what no rollback can](gates.md#the-moment-of-the-merge). [races/events](../test/races/events.ts) lets each of these happen between the requests of every gate, on the shipped bundle: `npm test` in a sample of them, `npm run races` between every two.\n\nStrict required checks and a merge queue would refuse what the base no longer fits, but these gates work with neither: nothing brings a branch up to date that is merely behind its base, so that GitHub would refuse the merge of each pull request that main has moved on from (`MERGE_FORBIDDEN`), and no gate enqueues.\n',
    markdownTable(
      ['what happens', 'in the last gap', 'by what, or what is left to do'],
      gaps.flatMap((gap) => (gap.outcome === 'none' ? [] : [[gap.title, ...gapCells(gap)]])),
    ),
    '## Where it ends\n',
    markdownTable(
      ['limit', 'therefore', 'shown in'],
      limits.map(({ claim, therefore, shown }) => [claim, therefore, shown === 'assumed' ? 'assumed' : link(shown)]),
    ),
  ].join('\n');
}

const gapCells = (gap: Exclude<Gap, { outcome: 'none' }>): readonly string[] =>
  gap.outcome === 'refused' ? ['refused', gap.by] : ['merged, and told', gap.left];

const attackTable = (holder: Holder, rows: readonly Row[]): string =>
  markdownTable(
    ['… who', 'is stopped, because', 'by', 'shown in'],
    rows.map(({ does, stoppedBy, codes, shown }) => [
      does,
      stoppedBy,
      codes.length === 0 ? '–' : codes.map((code) => `\`${code}\``).join(' '),
      shown.kind === 'attempt' ? link({ file: `test/attacks/table/${holder}.ts` }) : link(shown),
    ]),
  );

function link({ file }: Pick<Elsewhere, 'file'>): string {
  const name = file.replace(/^test\//, '').replace(/(?:\.test)?\.ts$/, '');
  return `[${name}](../${file})`;
}
