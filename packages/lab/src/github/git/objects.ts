import { createHash } from 'node:crypto';

export type ObjectKind = 'blob' | 'tree' | 'commit' | 'tag';

export interface GitObject {
  readonly kind: ObjectKind;
  readonly content: Buffer;
}

export interface TreeEntry {
  /** Six octal digits, as GitHub shows them: `100644`, `040000` … */
  readonly mode: string;
  readonly type: 'blob' | 'tree' | 'commit';
  readonly oid: string;
  readonly name: string;
}

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly date: Date;
}

export interface CommitDraft {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Person;
  readonly committer: Person;
  readonly message: string;
}

export interface Commit extends CommitDraft {
  readonly oid: string;
  /** Armoured, of the `gpgsig` header. */
  readonly signature: string | null;
  /** What the signature is over: the commit without it. */
  readonly payload: string;
}

export const zeroOid = '0'.repeat(40);
export const isOid = (text: string): boolean => /^[0-9a-f]{40}$/.test(text);

export function framed(kind: ObjectKind, content: Buffer): { readonly oid: string; readonly bytes: Buffer } {
  const bytes = Buffer.concat([Buffer.from(`${kind} ${content.length}\0`), content]);
  return { oid: createHash('sha1').update(bytes).digest('hex'), bytes };
}

export function entryType(mode: string): TreeEntry['type'] {
  if (mode === '040000') return 'tree';
  return mode === '160000' ? 'commit' : 'blob';
}

export function parseTree(content: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at);
    const nul = content.indexOf(0, space);
    const mode = content.toString('latin1', at, space).padStart(6, '0');
    entries.push({
      mode,
      type: entryType(mode),
      name: content.toString('utf8', space + 1, nul),
      oid: content.toString('hex', nul + 1, nul + 21),
    });
    at = nul + 21;
  }
  return entries;
}

/** Git sorts entries by their bytes, a folder as if its name ended in a slash. */
export function encodeTree(entries: readonly TreeEntry[]): Buffer {
  const sorted = entries
    .map((entry) => ({ entry, key: Buffer.from(entry.type === 'tree' ? `${entry.name}/` : entry.name) }))
    .toSorted((left, right) => Buffer.compare(left.key, right.key));
  return Buffer.concat(
    sorted.flatMap(({ entry }) => [
      Buffer.from(`${entry.mode.replace(/^0/, '')} ${entry.name}\0`),
      Buffer.from(entry.oid, 'hex'),
    ]),
  );
}

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

/** Names and e-mail addresses lose what would break the header they stand in, as git itself strips it. */
function personLine(person: Person): string {
  const clean = (text: string): string => text.replace(/[<>\n\0]/g, '').trim();
  return `${clean(person.name)} <${clean(person.email)}> ${seconds(person.date)} +0000`;
}

export function encodeCommit(draft: CommitDraft): string {
  return [
    `tree ${draft.tree}`,
    ...draft.parents.map((parent) => `parent ${parent}`),
    `author ${personLine(draft.author)}`,
    `committer ${personLine(draft.committer)}`,
    '',
    draft.message,
  ].join('\n');
}

export function withSignature(payload: string, signature: string): string {
  const end = payload.indexOf('\n\n');
  return `${payload.slice(0, end)}\ngpgsig ${signature.trimEnd().replaceAll('\n', '\n ')}${payload.slice(end)}`;
}

function parsePerson(line: string): Person {
  const found = /^(?<name>.*?) ?<(?<email>[^>]*)> (?<at>\d+) [+-]\d{4}$/.exec(line)?.groups;
  return {
    name: found?.['name'] ?? '',
    email: found?.['email'] ?? '',
    date: new Date(Number(found?.['at'] ?? 0) * 1000),
  };
}

export function parseCommit(oid: string, content: Buffer): Commit {
  const text = content.toString('utf8');
  const end = text.indexOf('\n\n');
  const headers = text.slice(0, end).replaceAll('\n ', '\u0000').split('\n');
  const values = (name: string): string[] =>
    headers
      .filter((header) => header.startsWith(`${name} `))
      .map((header) => header.slice(name.length + 1).replaceAll('\u0000', '\n'));
  const [signature] = values('gpgsig');
  const unsigned = headers.filter((header) => !header.startsWith('gpgsig ')).map((h) => h.replaceAll('\u0000', '\n '));
  return {
    oid,
    tree: values('tree')[0] ?? '',
    parents: values('parent'),
    author: parsePerson(values('author')[0] ?? ''),
    committer: parsePerson(values('committer')[0] ?? ''),
    message: text.slice(end + 2),
    signature: signature ?? null,
    payload: `${unsigned.join('\n')}${text.slice(end)}`,
  };
}
