import { isAlias, isMap, isScalar, isSeq, Scalar, type CST, type Node, type Pair, type YAMLMap } from 'yaml';
import type { YamlPath } from './digest-path.ts';
import { EditError, type EditErrorCode } from './edit-error.ts';
import { parseDigest, type Digest } from './names.ts';
import { shown } from './quoted.ts';
import { isMergeKey, isStringEverywhere } from './yaml-keys.ts';
import type { YamlSource } from './yaml-source.ts';
import { refuseDisputedStream } from './yaml-stream.ts';

/** Where a digest stands, or would stand, in a text: the bytes from `start` to `end`, between `before` and `after`. */
export interface DigestSlot {
  readonly start: number;
  readonly end: number;
  readonly before: ' ' | "'" | '"' | '';
  readonly after: "'" | '"' | '';
  readonly current: Digest | null;
}

/** How far a document has the path, when it does not have all of it. */
interface Missing {
  readonly depth: number;
  readonly offset: number;
  readonly detail: string;
}

/**
 * Finds the one place in all documents of `source` that `path` leads to.
 *
 * @throws EditError when there is none, more than one, or one that an edit of a scalar's bytes cannot change alone.
 */
export function findDigestSlot(source: YamlSource, path: YamlPath): DigestSlot {
  refuseDisputedStream(source);
  const search = new SlotSearch(source, path);
  const found: { readonly slot: DigestSlot; readonly offset: number }[] = [];
  const missing: Missing[] = [];
  for (const document of source.documents) {
    const end = search.walk(document.contents);
    if ('detail' in end) missing.push(end);
    else found.push({ slot: search.slotOf(end.pair), offset: offsetOf(end.pair.key) });
  }
  const [first, second] = found;
  if (first === undefined) throw search.missing(missing);
  if (second !== undefined) {
    throw search.refusal(
      'YAML_AMBIGUOUS',
      second.offset,
      'stands in a second document too',
      'Keep it in one document of the file.',
    );
  }
  return first.slot;
}

class SlotSearch {
  readonly #source: YamlSource;
  readonly #path: YamlPath;

  constructor(source: YamlSource, path: YamlPath) {
    this.#source = source;
    this.#path = path;
  }

  refusal(code: EditErrorCode, offset: number, detail: string, next: string): EditError {
    return new EditError(code, this.#source.position(offset), `${this.#path.join('.')} ${detail}`, next);
  }

  missing(all: readonly Missing[]): EditError {
    const [deepest] = all.toSorted((left, right) => right.depth - left.depth);
    const { offset, detail } = deepest ?? { offset: 0, detail: 'is missing: the file is empty' };
    const key = this.#path.at(-1) ?? '';
    const next = `Add the key ${key} there (with an empty value, if nothing is deployed yet), or correct digests.path of the policy.`;
    return this.refusal('YAML_PATH_MISSING', offset, detail, next);
  }

  /** Follows the path from the root of one document to the pair that its last key names. */
  walk(root: Node | null): { readonly pair: Pair } | Missing {
    let node: unknown = root;
    let pair: Pair | undefined;
    let offset = root?.range?.[0] ?? 0;
    for (const [depth, key] of this.#path.entries()) {
      this.#refuseShared(node);
      const parent = this.#path.slice(0, depth).join('.') || 'the document';
      if (!isMap(node))
        return { depth, offset, detail: `is missing: ${parent} is ${isSeq(node) ? 'a list' : 'no mapping'}` };
      pair = this.#pairOf(node, key);
      if (pair === undefined) return { depth, offset, detail: `is missing: ${parent} has no key ${key}` };
      offset = offsetOf(pair.key);
      node = pair.value;
    }
    return pair === undefined ? { depth: 0, offset, detail: 'is missing: the path is empty' } : { pair };
  }

  #pairOf(map: YAMLMap, key: string): Pair | undefined {
    let found: Pair | undefined;
    for (const pair of map.items) {
      if (isMergeKey(pair.key)) {
        const detail = 'stands beside the merge key <<, or could come from it';
        throw this.refusal(
          'YAML_MERGED',
          offsetOf(pair.key),
          detail,
          'Write the values out in place of the merge key.',
        );
      }
      if (!isScalar(pair.key)) continue;
      const name = String(pair.key.value);
      if (name === key) found = pair;
      else if (ignoringCase(name) === ignoringCase(key)) {
        const detail = `stands beside the key ${name}, which readers that ignore the case take for the same`;
        throw this.refusal('YAML_DISPUTED', offsetOf(pair.key), detail, 'Rename or remove one of the two.');
      }
    }
    if (found !== undefined && isScalar(found.key) && found.key.type === Scalar.PLAIN && !isStringEverywhere(key)) {
      const detail = `has the plain key ${key}, which is no string to every reader`;
      throw this.refusal('YAML_DISPUTED', offsetOf(found.key), detail, 'Put the key in quotes.');
    }
    return found;
  }

  /** What an alias stands for, or refers to, is shared: an edit would change another place too. */
  #refuseShared(node: unknown): void {
    if (isAlias(node)) {
      throw this.refusal(
        'YAML_ALIAS',
        offsetOf(node),
        `comes from the alias *${node.source}`,
        'Write the value out in place of the alias.',
      );
    }
    if ((isMap(node) || isScalar(node) || isSeq(node)) && this.#source.aliased.has(node)) {
      const detail = `is also used through the alias *${node.anchor ?? ''}`;
      throw this.refusal('YAML_ALIASED', offsetOf(node), detail, 'Write the value out where the alias stands.');
    }
  }

  slotOf(pair: Pair): DigestSlot {
    const { value } = pair;
    this.#refuseShared(value);
    if (!isScalar(value)) {
      const what = value === null ? 'has no colon after its key' : 'is a mapping or a list';
      throw this.refusal(
        'YAML_NOT_SCALAR',
        offsetOf(value ?? pair.key),
        what,
        'Give it a digest, or an empty value, in quotes or plain.',
      );
    }
    if (value.type === Scalar.BLOCK_LITERAL || value.type === Scalar.BLOCK_FOLDED) {
      throw this.refusal(
        'YAML_BLOCK_SCALAR',
        offsetOf(value),
        'is a block scalar',
        'Write the digest on the line of its key.',
      );
    }
    const [start, end] = value.range ?? [0, 0];
    const current = this.#digestOf(value);
    if (start === end) {
      const after = endOfIndicators(pair);
      return { start: after, end: after, before: ' ', after: '', current };
    }
    const quote = quoteOf(value);
    return { start, end, before: quote, after: quote, current };
  }

  #digestOf(scalar: Scalar): Digest | null {
    const text = String(scalar.value);
    const isBare = scalar.type === Scalar.PLAIN && scalar.tag === undefined;
    if (text === '' || (isBare && /^(?:~|null|Null|NULL)$/.test(text))) return null;
    try {
      return parseDigest(text);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      const detail = `is ${shown(text)}, but must be ${error.message}, or empty`;
      throw this.refusal(
        'YAML_NOT_DIGEST',
        offsetOf(scalar),
        detail,
        'Correct the digest, or empty it if nothing is deployed yet.',
      );
    }
  }
}

/** As Go's JSON compares the names of fields: by simple folding (unicode.SimpleFold), in which also K and ſ are letters. */
const ignoringCase = (name: string): string => name.toUpperCase().toLowerCase();

function quoteOf(scalar: Scalar): "'" | '"' | '' {
  if (scalar.type === Scalar.QUOTE_SINGLE) return "'";
  return scalar.type === Scalar.QUOTE_DOUBLE ? '"' : '';
}

/** The end of the colon, or of the anchor or tag that follows it: an empty value has no bytes of its own. */
function endOfIndicators(pair: Pair): number {
  const { sep = [] } = pair.srcToken ?? {};
  const last = sep.findLast((token: CST.SourceToken) => ['map-value-ind', 'anchor', 'tag'].includes(token.type));
  if (last === undefined) throw new TypeError('an empty value without a colon is no scalar');
  return last.offset + last.source.length;
}

function offsetOf(node: unknown): number {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? (node.range?.[0] ?? 0) : 0;
}
