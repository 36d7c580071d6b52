import { isAlias, isMap, isScalar, isSeq, Scalar, type Alias, type Node, type Pair, type YAMLMap } from 'yaml';
import { EditError, type Position } from './edit-error.ts';
import { shown } from './quoted.ts';

/**
 * Plain words that one of YAML 1.1 (yaml.org/type), YAML 1.2 and Go's libraries takes for something else than a string,
 * whatever their case: truths, nothing, and the keys `=` and `<<`.
 */
const words = /^(?:y|yes|n|no|on|off|true|false|null|~|=|<<|[-+]?\.inf|\.nan|)$/i;
const integer = /^[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-f_]+|[0-9][0-9_]*)$/i;
const decimal = /^[-+]?(?:\.[0-9_]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:e[-+]?[0-9_]+)?$/i;
const hexadecimalFraction = /^[-+]?0x[0-9a-f_.]*p[-+]?[0-9_]+$/i;
const sexagesimal = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const moment = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].*)?$/;

/** Whether every reader takes a plain scalar for the string that it looks like. */
export const isStringEverywhere = (plain: string): boolean =>
  ![words, integer, decimal, hexadecimalFraction, sexagesimal, moment].some((pattern) => pattern.test(plain));

/** Plain keys that are no strings, but the same number or truth to every reader, and as text to those that want text. */
const isSameEverywhere = (plain: string): boolean => /^(?:0|[1-9][0-9]{0,14}|true|false)$/.test(plain);

/**
 * Whether readers of YAML 1.1 and 1.2 take a plain value for different things: `yes` for a truth or a string, `010` for
 * eight or ten. Moments are left out, since all that they can be taken for says the same.
 */
export const isDisputedValue = (plain: string): boolean =>
  !/^(?:true|false|null|~|)$/i.test(plain) &&
  !/^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/.test(plain) &&
  [words, integer, decimal, hexadecimalFraction, sexagesimal].some((pattern) => pattern.test(plain));

const isPlain = (scalar: Scalar): boolean => scalar.type === Scalar.PLAIN;

export const isMergeKey = (key: unknown): key is Scalar => isScalar(key) && key.value === '<<';

/**
 * Refuses keys of a mapping on which YAML readers disagree, and those that are there twice.
 *
 * @throws EditError
 */
export function refuseDisputedKeys(map: YAMLMap, position: (offset: number) => Position): void {
  const seen = new Set<string>();
  for (const pair of map.items) {
    const { key } = pair;
    const place = position(offsetOf(key));
    if (!isScalar(key)) {
      const detail = isAlias(key) ? `has the alias *${key.source} for a key` : 'has a mapping or a list for a key';
      throw new EditError(isAlias(key) ? 'YAML_ALIAS' : 'YAML_DISPUTED', place, detail, 'Write the key as plain text.');
    }
    const text = keyText(key);
    if (seen.has(text)) {
      throw new EditError('YAML_DUPLICATE_KEY', place, `repeats the key ${text}`, 'Keep one of the two.');
    }
    seen.add(text);
    if (!isOnOneLine(pair, position)) {
      const detail = `has the key ${shown(text)}, which does not stand on one line with its colon`;
      throw new EditError('YAML_DISPUTED', place, detail, 'Write the key and its colon on one line.');
    }
    if (!isMergeKey(key) && isPlain(key) && !isStringEverywhere(text) && !isSameEverywhere(text)) {
      const detail = `has the plain key ${shown(text)}, which readers take for different things`;
      throw new EditError('YAML_DISPUTED', place, detail, 'Put the key in quotes.');
    }
  }
}

/** Whether a key without `?` before it stands on one line with its colon, which YAML 1.1 asks for everywhere. */
function isOnOneLine({ key, srcToken }: Pair, position: (offset: number) => Position): boolean {
  if (!isScalar(key) || srcToken === undefined) return true;
  const { start, sep = [] } = srcToken;
  if (start.some(({ type }) => type === 'explicit-key-ind')) return true;
  const colon = sep.find(({ type }) => type === 'map-value-ind');
  const [from, to] = key.range ?? [0, 0];
  return position(from).line === position(colon?.offset ?? to).line;
}

/** The characters of a plain key, where the schema made something else of them. */
const keyText = (key: Scalar): string => (isPlain(key) && key.source !== undefined ? key.source : String(key.value));

/**
 * Refuses what a merge key may not look like, or merge, for every reader.
 *
 * @throws EditError
 */
export function refuseDisputedMerge(
  { key, value }: Pair,
  place: Position,
  resolve: (alias: Alias) => Node | undefined,
): void {
  const merged: readonly unknown[] = isSeq(value) ? value.items : [value];
  const isMerge = isScalar(key) && isPlain(key) && key.tag === undefined;
  if (isMerge && merged.every((each) => isMap(isAlias(each) ? resolve(each) : each))) return;
  const detail = isMerge ? 'merges something else than mappings' : 'writes the merge key << in another way than plain';
  throw new EditError('YAML_DISPUTED', place, detail, 'Write the values out in place of the merge key.');
}

const offsetOf = (node: unknown): number =>
  isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? (node.range?.[0] ?? 0) : 0;
