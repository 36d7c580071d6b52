/** What GitHub shows to people, by the names of REST's parameters and GraphQL's input fields. Files are no part of it. */
const shown: ReadonlySet<string> = new Set([
  'title',
  'body',
  'message',
  'commit_title',
  'commit_message',
  'summary',
  'description',
]);

/** `value` with `redact` done to every text in it that GitHub would show. */
export function withoutSecrets(value: unknown, redact: (text: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each) => withoutSecrets(each, redact));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      typeof each === 'string' && shown.has(name) ? redact(each) : withoutSecrets(each, redact),
    ]),
  );
}
