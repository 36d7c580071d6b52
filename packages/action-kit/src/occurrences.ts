/** Part of a text: from its first character to the one after its last. */
export type Stretch = readonly [start: number, end: number];

/** As long as a search that goes back over what it has read is still fast. */
const headLength = 16;

/**
 * What is looked for in texts, in time that grows with the text and with nothing else, whatever either of them is: by
 * Knuth, Morris and Pratt, where the beginning has been found by the engine's own search.
 */
export class Needle {
  readonly #needle: string;
  readonly #head: string;
  #borders: Int32Array | undefined;

  /** @param needle not empty */
  constructor(needle: string) {
    this.#needle = needle;
    this.#head = needle.slice(0, headLength);
  }

  /** All places where it stands, in order; those that overlap or touch are one. */
  in(text: string): readonly Stretch[] {
    const needle = this.#needle;
    const found: Stretch[] = [];
    if (needle.length > text.length) return found;
    let at = text.indexOf(this.#head);
    let matched = 0;
    while (at !== -1 && text.length - at >= needle.length - matched) {
      matched = this.#advance(matched, text.charCodeAt(at));
      at += 1;
      if (matched === needle.length) {
        add(found, at - needle.length, at);
        matched = this.#border(matched);
      }
      if (matched === 0) at = text.indexOf(this.#head, at);
    }
    return found;
  }

  /** How much of it ends with this character, where `matched` of it ended before. */
  #advance(matched: number, code: number): number {
    let length = matched;
    while (length > 0 && this.#needle.charCodeAt(length) !== code) length = this.#border(length);
    return this.#needle.charCodeAt(length) === code ? length + 1 : 0;
  }

  /** The length of the longest part that its first `length` characters begin and end with. */
  #border(length: number): number {
    this.#borders ??= bordersOf(this.#needle);
    return this.#borders[length] ?? 0;
  }
}

function bordersOf(needle: string): Int32Array {
  const borders = new Int32Array(needle.length + 1);
  for (let end = 1, border = 0; end < needle.length; end += 1) {
    while (border > 0 && needle.charCodeAt(end) !== needle.charCodeAt(border)) border = borders[border] ?? 0;
    if (needle.charCodeAt(end) === needle.charCodeAt(border)) border += 1;
    borders[end + 1] = border;
  }
  return borders;
}

/** Several lists of stretches as one, in order, those that overlap or touch being one. */
export function merged(stretches: readonly Stretch[]): readonly Stretch[] {
  const all: Stretch[] = [];
  for (const [start, end] of stretches.toSorted(([left], [right]) => left - right)) add(all, start, end);
  return all;
}

function add(stretches: Stretch[], start: number, end: number): void {
  const last = stretches.at(-1);
  if (last === undefined || start > last[1]) stretches.push([start, end]);
  else if (end > last[1]) stretches[stretches.length - 1] = [last[0], end];
}
