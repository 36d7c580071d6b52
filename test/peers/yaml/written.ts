import fc from 'fast-check';
import { digest, path } from './corpus.ts';
import type { Question } from './readers.ts';

/** A value that is written in one way or another; the innermost value of the path is marked. */
type Drawn =
  | { readonly kind: 'scalar'; readonly text: string }
  | { readonly kind: 'lines'; readonly header: string; readonly lines: readonly string[] }
  | { readonly kind: 'map'; readonly style: Style; readonly entries: readonly Entry[] }
  | { readonly kind: 'list'; readonly style: Style; readonly items: readonly Drawn[] };

interface Entry {
  readonly key: string;
  readonly colon: string;
  readonly value: Drawn;
  readonly comment: string;
}

type Style = 'block' | 'flow' | 'spread';

/** Words that some reader may read in its own way, as they may stand for a key or a value. */
const words = [
  'a',
  'b',
  'x y',
  'yes',
  'on',
  'n',
  'null',
  '~',
  'true',
  '0x1F',
  '010',
  '1_0',
  '1.5',
  '.5',
  '1e3',
  '12',
  '-1',
  '1:30',
  '.inf',
  '2026-11-24',
  'v1.2',
  'http://x:80/y',
  'a:b',
  'a#b',
  '-a',
  '?a',
  ':a',
  'a?',
  '<<',
  '=',
  '!a',
  '&a',
  '*a',
  '@a',
  '%a',
  'é',
  '😀',
  '\xA0',
  '​',
  'Digest',
  'digest',
  'API',
  'services',
  digest,
  '',
  '-',
  '--- a',
  '... b',
  'a, b',
  '[a]',
  '{a: b}',
  "it's",
  'a "b"',
  'a\\b',
  'a	b',
  'a: b',
  'a #b',
] as const;

const word = fc.constantFrom(...words);
const quotedWord = word.chain((text) =>
  fc.constantFrom(JSON.stringify(text), `'${text.replaceAll("'", "''")}'`, `"${text.replaceAll(/["\\\t]/g, '_')}"`),
);
const property = fc.constantFrom('', '', '', '', '', '&a ', '&b ', '!!str ', '&a !!str ');
const someText = fc.oneof(
  { weight: 5, arbitrary: word },
  { weight: 3, arbitrary: quotedWord },
  {
    weight: 2,
    arbitrary: fc.constantFrom('*a', '*b', 'one\n two', '"one\n two"', "'one\n\n two'", '"one\\\n two"', 'a\n b: c'),
  },
);
const scalar: fc.Arbitrary<Drawn> = fc
  .tuple(property, someText)
  .map(([before, text]) => ({ kind: 'scalar', text: `${before}${text}` }));
const lines: fc.Arbitrary<Drawn> = fc.record({
  kind: fc.constant('lines' as const),
  header: fc.constantFrom('|', '>', '|-', '>+', '|2', '>1-', '| # c', '|2+'),
  lines: fc.array(fc.constantFrom('text', ' more', '', '# no comment', 'digest: x', '--- a', '\ttab', '- a', '  '), {
    maxLength: 4,
  }),
});
const style = fc.constantFrom<Style>('block', 'block', 'block', 'flow', 'spread');
const someKey = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f') },
  { weight: 1, arbitrary: someText },
);
const entryOf = (value: fc.Arbitrary<Drawn>): fc.Arbitrary<Entry> =>
  fc.record({
    key: someKey,
    colon: fc.constantFrom(':', ':', ':', ':', ' :', '?'),
    value,
    comment: fc.constantFrom('', '', '', ' # c', '\t# c', '  # digest: x'),
  });

const { drawn } = fc.letrec<{ drawn: Drawn }>((tie) => ({
  drawn: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 5, arbitrary: scalar },
    { weight: 1, arbitrary: lines },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('map' as const),
        style,
        entries: fc.uniqueArray(entryOf(tie('drawn')), { maxLength: 3, selector: (entry) => entry.key }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('list' as const),
        style,
        items: fc.array(tie('drawn'), { maxLength: 3 }),
      }),
    },
  ),
}));

const beside = fc.uniqueArray(entryOf(drawn), { maxLength: 3, selector: (entry) => entry.key });
const written = (name: string) => fc.constantFrom(name, name, name, `"${name}"`, `'${name}'`);
const value = fc
  .tuple(property, fc.constantFrom(digest, digest, `"${digest}"`, `'${digest}'`, '', '""', '~'))
  .map(([before, text]): Drawn => ({ kind: 'scalar', text: `${before}${text}` }));

/** Maps from the root down to the value, each with others of its own around the key of the path. */
const onPath: fc.Arbitrary<Drawn> = path.reduceRight(
  (inner, name) =>
    fc.tuple(style, beside, beside, written(name), entryOf(inner)).map(([found, before, after, key, entry]): Drawn => ({
      kind: 'map',
      style: found,
      entries: [...before, { ...entry, key }, ...after],
    })),
  value,
);

function inFlow(node: Drawn, gap: string): string {
  switch (node.kind) {
    case 'scalar':
      return node.text;
    case 'lines':
      return `"${node.lines.join(' ').replaceAll(/["\\\t]/g, '')}"`;
    case 'list':
      return `[${node.items.map((item) => inFlow(item, gap)).join(`,${gap}`)}]`;
    case 'map':
      return `{${node.entries.map((entry) => `${keyOf(entry)} ${inFlow(entry.value, gap)}`).join(`,${gap}`)}}`;
  }
}

const keyOf = ({ key: name, colon }: Entry): string => (colon === '?' ? `? ${name} :` : `${name}${colon}`);

/** What follows a colon or a hyphen, from the space on, with its line end. */
function inBlock(node: Drawn, indent: string, comment: string): string {
  if (node.kind === 'scalar') return ` ${node.text.replaceAll('\n', `\n${indent} `)}${comment}\n`;
  if (node.kind === 'lines') return ` ${node.header}\n${node.lines.map((line) => `${indent}  ${line}\n`).join('')}`;
  if (node.style !== 'block' || (node.kind === 'map' ? node.entries : node.items).length === 0) {
    return ` ${inFlow(node, node.style === 'spread' ? `\n${indent}  ` : ' ')}${comment}\n`;
  }
  return `${comment}\n${blockOf(node, `${indent}  `)}`;
}

function blockOf(node: Extract<Drawn, { kind: 'map' | 'list' }>, indent: string): string {
  if (node.kind === 'list') return node.items.map((item) => `${indent}-${inBlock(item, `${indent}  `, '')}`).join('');
  return node.entries
    .map((entry) => {
      const opening = entry.colon === '?' ? `? ${entry.key}\n${indent}:` : `${entry.key}${entry.colon}`;
      return `${indent}${opening}${inBlock(entry.value, indent, entry.comment)}`;
    })
    .join('');
}

function textOf(root: Drawn): string {
  if (root.kind !== 'map' || root.style !== 'block')
    return `${inFlow(root, root.kind === 'map' && root.style === 'spread' ? '\n  ' : ' ')}\n`;
  return blockOf(root, '');
}

/** Documents with every kind of thing beside and below the path. */
export const writtenQuestions: fc.Arbitrary<Question> = fc
  .tuple(
    onPath,
    fc.constantFrom('', '', '', '---\n', '# c\n', '# c\n---\n', '\uFEFF'),
    fc.constantFrom('', '', '', '...\n', '# end\n', '---\n'),
    fc.boolean(),
  )
  .map(([root, start, end, isWindows]) => {
    const text = `${start}${textOf(root)}${end}`;
    return { text: isWindows ? text.replaceAll('\n', '\r\n') : text, path };
  });
