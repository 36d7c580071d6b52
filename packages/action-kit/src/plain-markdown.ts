import type { Stretch } from './occurrences.ts';

/** Markdown as it is read, and where each stretch of that stands in the Markdown itself. */
export interface PlainMarkdown {
  readonly text: string;
  readonly source: (stretch: Stretch) => Stretch;
}

/** What is not seen: backslashes, which escape what follows, marks of direction, and spaces without width. */
const unseen = /[\\\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;
const reference = /&(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-f]{1,6});/gi;
const special = new RegExp([unseen, control, reference].map(({ source }) => source).join('|'), 'gi');

/** Text as `plainMarkdown` has it, whatever was done to it to stand literally in Markdown. */
export const plainText = (text: string): string => text.replace(unseen, '').replace(control, ' ');

/** A run of characters that are the same in both, and where it begins. What follows it, up to the next, is written otherwise. */
interface Run {
  readonly text: number;
  readonly source: number;
  readonly length: number;
}

/** Without its escapes, and with what its references to characters stand for. */
export function plainMarkdown(markdown: string): PlainMarkdown {
  const parts: string[] = [];
  const runs: Run[] = [];
  let [source, text] = [0, 0];
  const take = (run: string, token: string): void => {
    const meant = plainText(token.startsWith('&') ? meaning(token) : token);
    runs.push({ text, source, length: run.length });
    parts.push(run, meant);
    text += run.length + meant.length;
    source += run.length + token.length;
  };
  for (const { 0: token, index } of markdown.matchAll(special)) take(markdown.slice(source, index), token);
  take(markdown.slice(source), '');
  return { text: parts.join(''), source: ([start, end]) => [startIn(runs, start), endIn(runs, end, markdown.length)] };
}

/** An escape before the stretch stays: with the stretch gone, it escapes the first of the asterisks. */
function startIn(runs: readonly Run[], position: number): number {
  const run = runs[lastBefore(runs, position + 1)];
  return run === undefined ? 0 : run.source + Math.min(position - run.text, run.length);
}

/** An escape after the stretch stays, or what follows would be markup. */
function endIn(runs: readonly Run[], position: number, whole: number): number {
  const index = lastBefore(runs, position);
  const [run, next] = [runs[index], runs[index + 1]];
  if (run === undefined) return 0;
  const length = position - run.text;
  return length <= run.length ? run.source + length : (next?.source ?? whole);
}

/** Index of the last run whose text begins before a position. */
function lastBefore(runs: readonly Run[], position: number): number {
  let [low, high] = [0, runs.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((runs[middle]?.text ?? 0) < position) low = middle;
    else high = middle;
  }
  return low;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function meaning(written: string): string {
  const name = written.slice(1, -1).toLowerCase();
  if (!name.startsWith('#')) return named[name] ?? '';
  const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}
