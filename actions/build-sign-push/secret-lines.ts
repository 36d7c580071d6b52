/** A secret for the build: the id that the Dockerfile mounts it by, and what it holds. */
export interface NamedSecret {
  readonly id: string;
  readonly value: string;
}

/** A whole record in double quotes, a quote in it doubled; or the rest of the line. */
const record = /[ \t]*(?:"((?:[^"]|"")*)"[ \t]*(?:\r?\n|$)|([^\r\n]*)(?:\r?\n|$))/y;

/**
 * `id=value` a line, or `"id=value"` over several, as docker/build-push-action reads them. Throws an error that completes
 * "must be …" and shows nothing of what it was given.
 */
export function parseSecrets(raw: string): readonly NamedSecret[] {
  const secrets: NamedSecret[] = [];
  const reader = new RegExp(record);
  while (reader.lastIndex < raw.length) {
    const match = reader.exec(raw);
    if (match === null) break;
    const [, quoted, line = ''] = match;
    const text = quoted === undefined ? line.trim() : quoted.replaceAll('""', '"');
    if (text === '') continue;
    const separator = text.indexOf('=');
    const [id, value] = [text.slice(0, Math.max(separator, 0)), text.slice(separator + 1)];
    if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(id) || value === '' || value.includes('\0'))
      throw new TypeError('lines of the form id=value, in double quotes where a value has several lines');
    secrets.push({ id, value });
  }
  return secrets;
}
