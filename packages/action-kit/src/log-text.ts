/**
 * Makes text safe to print in a job log. The runner executes `::command::` after leading white space and the legacy
 * `##[command]` anywhere in a line, whoever wrote the text; bidirectional and control characters mislead readers.
 */
export function logText(text: string): string {
  return (
    text
      .replaceAll('##[', '##\u200b[')
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f\u0085\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (character) => {
        const hex = character.charCodeAt(0).toString(16).padStart(4, '0');
        return `\\u${hex}`;
      })
      // Last, when lines end with a line feed only; over several of them it would take time by the square of their number.
      .replace(/^([^\S\n]*)::/gm, '$1:\u200b:')
  );
}

/** Text of anybody's as Markdown that shows just it: whatever might be markup is written as the number of its character. */
export function markdownText(text: string): string {
  return logText(text)
    .replaceAll('\n', ' ')
    .replace(/[^\p{L}\p{N} ,]/gu, (character) => `&#${character.codePointAt(0)};`);
}

/**
 * Text on one line, cut between words where it is longer than `limit`: of a token that was cut, nobody could tell any
 * more that what is left of it must not be shown.
 */
export function shortLine(text: string, limit: number): string {
  const line = text.replace(/[\r\n\u0085\u2028\u2029]+/g, ' ');
  return line.length <= limit ? line : `${cutBetweenWords(line, limit)}…`;
}

const cutBetweenWords = (text: string, limit: number): string =>
  /\s/.test(text.charAt(limit)) ? text.slice(0, limit) : text.slice(0, limit).replace(/\S+$/, '');
