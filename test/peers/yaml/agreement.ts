import { isDeepStrictEqual } from 'node:util';
import {
  EditError,
  parseDigest,
  readDigest,
  readYaml,
  setDigest,
  type Digest,
  type YamlPath,
} from '@bitvault/promotion';
import type { GoReaders, Question, Readings, Value } from './readers.ts';

export const otherDigest: Digest = parseDigest(`sha256:${'e'.repeat(64)}`);

/** What our own reader says of a text: the digest with the text after an edit, or why it refuses it. */
export type OurReading =
  | { readonly kind: 'accepted'; readonly digest: Digest | null; readonly edited: string; readonly isStream: boolean }
  | { readonly kind: 'refused'; readonly error: EditError };

export function readOurselves({ text, path }: Question): OurReading {
  try {
    const digest = readDigest(text, path);
    const edited = setDigest(text, path, otherDigest).text;
    const isStream = readYaml(text, { schema: 'failsafe' }).documents.length > 1;
    return { kind: 'accepted', digest, edited, isStream };
  } catch (error) {
    if (error instanceof EditError) return { kind: 'refused', error };
    throw error;
  }
}

/** Those that read all documents of a file of Kubernetes objects; the others are for files of one document. */
const readsStreams = (reader: string): boolean => /k8s\.io\/apimachinery$|: kyaml$/.test(reader);

export interface Disagreement extends Question {
  readonly reader: string;
  readonly says: string;
}

/**
 * Asks every reader what it makes of the texts that ours accepts: it must find the same digest at the path, and after our
 * edit the new one, with nothing else changed.
 */
export async function disagreements(
  readers: GoReaders,
  questions: readonly Question[],
): Promise<readonly Disagreement[]> {
  const accepted = questions.flatMap((question) => {
    const ours = readOurselves(question);
    return ours.kind === 'accepted' ? [{ question, ours }] : [];
  });
  const before = await readers.ask(accepted.map(({ question }) => question));
  const after = await readers.ask(accepted.map(({ question: { path }, ours }) => ({ text: ours.edited, path })));
  return accepted.flatMap(({ question, ours }, index) =>
    compared(question.path, ours, before[index] ?? {}, after[index] ?? {}).map((found) => ({ ...question, ...found })),
  );
}

function compared(
  path: YamlPath,
  ours: Extract<OurReading, { kind: 'accepted' }>,
  before: Readings,
  after: Readings,
): readonly { readonly reader: string; readonly says: string }[] {
  return Object.keys(before)
    .filter((reader) => !ours.isStream || readsStreams(reader))
    .flatMap((reader) => {
      const says = difference(path, ours.digest, before[reader], after[reader]);
      return says === null ? [] : [{ reader, says }];
    });
}

function difference(
  path: YamlPath,
  digest: Digest | null,
  before: Readings[string] | undefined,
  after: Readings[string] | undefined,
): string | null {
  if (before === undefined || after === undefined) return 'gave no reading';
  if (before.documents === null) return `refuses it: ${before.error}`;
  if (after.documents === null) return `refuses it after the edit: ${after.error}`;
  const wanted = digest === null ? ['null:', 'string:'] : [`string:${digest}`];
  const found = valuesAt(before.documents, path);
  if (found.length !== 1 || !wanted.some((each) => each === found[0]))
    return `has ${JSON.stringify(found)}, not ${digest}`;
  const edited = valuesAt(after.documents, path);
  if (!isDeepStrictEqual(edited, [`string:${otherDigest}`])) return `has ${JSON.stringify(edited)} after the edit`;
  const without = (documents: readonly Value[]) => documents.map((document) => withoutValue(document, path));
  if (isDeepStrictEqual(without(before.documents), without(after.documents))) return null;
  return `changes more than the digest: ${JSON.stringify(before.documents)} became ${JSON.stringify(after.documents)}`;
}

const entryOf = (value: Value | undefined, key: string): readonly [Value, Value] | undefined =>
  typeof value === 'object' && 'map' in value ? value.map.find(([name]) => name === `string:${key}`) : undefined;

export function valuesAt(documents: readonly Value[], path: YamlPath): readonly Value[] {
  return documents.flatMap((document) => {
    const end = path.reduce<Value | undefined>((value, key) => entryOf(value, key)?.[1], document);
    return end === undefined ? [] : [end];
  });
}

function withoutValue(value: Value, [key, ...rest]: YamlPath): Value {
  if (key === undefined) return 'the digest';
  const entry = entryOf(value, key);
  if (entry === undefined || typeof value !== 'object' || !('map' in value)) return value;
  return { map: value.map.map((each) => (each === entry ? [each[0], withoutValue(each[1], rest)] : each)) };
}
