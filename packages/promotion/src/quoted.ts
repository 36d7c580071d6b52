/** What may stand in text as it is: letters, marks, numbers, punctuation, symbols and the plain space. */
const invisible = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu;

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0xff) return String.raw`\x${hexadecimal(code, 2)}`;
  return code <= 0xffff ? String.raw`\u${hexadecimal(code, 4)}` : String.raw`\U${hexadecimal(code, 8)}`;
}

const hexadecimal = (code: number, digits: number): string => code.toString(16).toUpperCase().padStart(digits, '0');

/**
 * `text` as a YAML double-quoted scalar on one line (YAML 1.2.2, section 5.7). Line breaks, controls, bidirectional marks
 * and everything else that cannot be seen is escaped, so that what a person reads is all there is.
 */
export function quoted(text: string): string {
  const body = text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\t', String.raw`\t`)
    .replaceAll(invisible, escaped);
  return `"${body}"`;
}

/** `text` without line breaks and controls, which would let one line pass for several. */
export const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, escaped);

const longest = 80;

/** The beginning of a text that somebody wrote into a file, where all of it would flood a log. */
export const limited = (text: string, most = 400): string => (text.length <= most ? text : `${text.slice(0, most)}…`);

/** A value from a file as a message shows it: short, on one line. */
export function shown(value: unknown): string {
  if (typeof value === 'string') {
    return value.length > longest ? `${quoted(value.slice(0, longest))}…` : quoted(value);
  }
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Object) return 'a mapping';
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'empty';
}
