import fc from 'fast-check';
import { byteChanges } from './mutations.ts';

/** Marks of every grammar here. */
const marks =
  '--- ... : - ? , x { } [ ] " \' # | || *a !!x <<:*a \\ \\u0000 \\x41 ${{x}} * ** **/** ! [a- ( ) (a+)+$ {a,b} @(a) .. /../ // / @ %2e = == ; . ~ ^ $ +';
const numbers = '0 -1 1e999 0x1 010 1_000 .inf 99999999999999999999 null true';
const names = '__proto__ constructor toString prototype {"__proto__":{}}';

/** Pieces on which readers of text have stumbled. */
const pieces: readonly string[] = [
  ...[marks, numbers, names].flatMap((each) => each.split(' ')),
  ' ',
  '  ',
  ': ',
  '- ',
  '? ',
  ', x',
  '\n',
  '\r\n',
  '\r',
  '\t',
  '&a ',
  '<<: *a',
  '%YAML 1.1',
  '${{ x }}',
  '__proto__: {a: 1}',
  // Characters that do not show, or that change what stands beside them.
  '\u0000',
  '\u0007',
  '\u001B[2J',
  '\u0085',
  '\u00A0',
  '\u200B',
  '\u202E',
  '\u2028',
  '\uFEFF',
  '\uFFFD',
  '\uD800',
  '\u{1F600}',
  '\u0130',
  '\u212A',
  'a'.repeat(300),
  'A'.repeat(70),
  '9'.repeat(40),
  '::add-mask::x',
  '##[error]x',
  `sha256:${'f'.repeat(64)}`,
];

/** One change of a text; places are shares of its length. */
type Change =
  | { readonly kind: 'insert'; readonly at: number; readonly piece: string; readonly times: number }
  | { readonly kind: 'replace'; readonly at: number; readonly length: number; readonly piece: string }
  | { readonly kind: 'move'; readonly at: number; readonly length: number; readonly to: number }
  | { readonly kind: 'line'; readonly at: number; readonly to: number; readonly indent: number }
  | { readonly kind: 'bytes'; readonly spoil: (honest: Uint8Array) => Buffer };

const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const piece = fc.constantFrom(...pieces);
const length = fc.integer({ min: 1, max: 40 });

const changes: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('insert'), at: share, piece, times: fc.constantFrom(1, 1, 1, 3, 50) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('replace'), at: share, length, piece }) },
  fc.record({ kind: fc.constant('move'), at: share, length, to: share }),
  fc.record({ kind: fc.constant('line'), at: share, to: share, indent: fc.integer({ min: 0, max: 6 }) }),
  fc.record({ kind: fc.constant('bytes'), spoil: byteChanges }),
);

function changed(text: string, change: Change): string {
  if (change.kind === 'bytes') return change.spoil(Buffer.from(text)).toString('utf8');
  const at = Math.floor(change.at * (text.length + 1));
  switch (change.kind) {
    case 'insert':
      return text.slice(0, at) + change.piece.repeat(change.times) + text.slice(at);
    case 'replace':
      return text.slice(0, at) + change.piece + text.slice(at + change.length);
    case 'move': {
      const taken = text.slice(at, at + change.length);
      const rest = text.slice(0, at) + text.slice(at + change.length);
      const to = Math.floor(change.to * (rest.length + 1));
      return rest.slice(0, to) + taken + rest.slice(to);
    }
    case 'line': {
      const lines = text.split('\n');
      const line = (lines[Math.floor(change.at * lines.length)] ?? '').trimStart();
      return lines.toSpliced(Math.floor(change.to * lines.length), 0, ' '.repeat(change.indent) + line).join('\n');
    }
  }
}

/** One of the texts with one to four changes made in it; now and then none. */
export const spoiltTexts = (honest: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...honest), fc.array(changes, { maxLength: 4 }))
    .map(([text, all]) => all.reduce(changed, text));

/** A piece of an honest text, or of those above, over and over: what makes matching by trial take for ever. */
export interface LongText {
  readonly before: string;
  readonly over: string;
  readonly after: string;
}

export const longTexts = (honest: readonly string[]): fc.Arbitrary<LongText> =>
  fc
    .tuple(
      fc.constantFrom(...honest),
      share,
      length,
      fc.array(piece, { maxLength: 3 }),
      fc.constantFrom('', '!', '\n', '\0'),
    )
    .map(([text, at, count, more, end]) => {
      const start = Math.floor(at * text.length);
      const over = text.slice(start, start + count) + more.join('');
      return { before: text.slice(0, start), over: over === '' ? 'a' : over, after: end + text.slice(start) };
    });

export const textOf = ({ before, over, after }: LongText, characters: number): string =>
  before + over.repeat(Math.ceil(characters / over.length)) + after;
