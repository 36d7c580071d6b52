import type { CST } from 'yaml';

/** What is wrong with the text of a scalar, and what to do about it. */
export interface Dispute {
  readonly detail: string;
  readonly next: string;
}

/** Of a slash, or of one half of a surrogate pair; backslashes before it escape each other. */
const disputedEscape = /(?<!\\)(?:\\\\)*\\(?:\/|(?:u|U0000)[dD][89a-fA-F])/;

/**
 * Why Go's libraries would not read a scalar as we do, or null. Where it stands is within `{ }` or `[ ]`, or below the
 * header of a block scalar, or neither.
 */
export function disputeOn(
  type: CST.TokenType | null,
  text: string,
  place: 'flow' | (string & {}) | null,
): Dispute | null {
  if (type === 'double-quoted-scalar' && disputedEscape.test(text)) {
    const detail = String.raw`has \/ or one half of a character as an escape`;
    return { detail, next: 'Write the character itself, without an escape.' };
  }
  if (type !== 'scalar' || place === null) return null;
  if (place === 'flow') {
    // There Go takes each ? for the mark of a key.
    if (!/^:|\?/.test(text)) return null;
    return { detail: 'has a plain value with ? in it, or : before it', next: 'Put the value in quotes.' };
  }
  if (!hasDisputedTab(text, /\d/.test(place))) return null;
  return { detail: 'has a tab in the indentation of a text', next: 'Indent with spaces.' };
}

/** Whether a tab stands where a line's indentation may still go on; how deep that is, the first line with text says. */
function hasDisputedTab(text: string, isIndentGiven: boolean): boolean {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.trim() !== '');
  const first = lines[at] ?? '';
  const indent = isIndentGiven ? Infinity : first.length - first.replace(/^ +/, '').length;
  return lines.some((line, index) => {
    const [blank = ''] = /^ *\t/.exec(line) ?? [];
    return blank !== '' && (at === -1 || index <= at || blank.length <= indent);
  });
}
