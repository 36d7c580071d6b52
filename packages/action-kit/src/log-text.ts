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

/** Replaces every remembered secret, longest first so that a secret inside another is not left half shown. */
export function redact(text: string, secrets: Iterable<string>): string {
  return [...secrets]
    .toSorted((a, b) => b.length - a.length)
    .reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
}

/** Text of anybody's as Markdown that shows just it: whatever might be markup is written as the number of its character. */
export function markdownText(text: string): string {
  return logText(text)
    .replaceAll('\n', ' ')
    .replace(/[^\p{L}\p{N} ,]/gu, (character) => `&#${character.codePointAt(0)};`);
}

/** As `redact`, in Markdown whose text was escaped: the secret may no longer stand there as it is. */
export function redactMarkdown(markdown: string, secrets: Iterable<string>): string {
  return [...secrets]
    .toSorted((a, b) => b.length - a.length)
    .map((secret) => new RegExp(Array.from(secret, escapedForms).join(''), 'gu'))
    .reduce((shown, secret) => shown.replace(secret, '***'), markdown);
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A pattern for every way in which a character is written: itself, after a backslash, before an invisible space, as an entity. */
function escapedForms(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const named = entities[character];
  return `(?:\\\\?\\u{${code.toString(16)}}\\u200b?|&#${code};${named === undefined ? '' : `|${named}`})`;
}
