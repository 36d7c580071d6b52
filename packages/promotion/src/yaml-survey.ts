import { isAlias, isMap, isScalar, isSeq, Scalar, type Alias, type Document, type Node } from 'yaml';
import { EditError, type Position } from './edit-error.ts';
import { isMergeKey, refuseDisputedKeys, refuseDisputedMerge } from './yaml-keys.ts';

/** Nodes that a document may always have once its aliases are expanded, and never. */
const harmlessExpansion = 1_000;
const largestExpansion = 400_000;
/** How many times as many nodes it may have as are written. Go's libraries refuse a hundred times. */
const largestFactor = 50;

/**
 * Walks the documents once, in source order, as aliases bind: an alias means the anchor of its name that was last seen.
 * Returns the nodes that aliases refer to.
 *
 * @throws EditError on a repeated key, an alias without an anchor or within itself, an expansion beyond measure, and keys
 * and values on which YAML readers disagree.
 */
export function surveyNodes(
  documents: readonly Document.Parsed[],
  position: (offset: number) => Position,
): ReadonlySet<Node> {
  const aliased = new Set<Node>();
  for (const { contents } of documents) {
    if (contents === null) continue;
    const survey = new Survey(position, aliased);
    const size = survey.sizeOf(contents);
    if (size > largestExpansion || (size > harmlessExpansion && size > largestFactor * survey.written)) {
      throw new EditError(
        'YAML_ALIAS_BOMB',
        position(contents.range[0]),
        `has ${survey.written} nodes that its aliases would expand to ${size}`,
        'Write the values out instead of multiplying aliases.',
      );
    }
  }
  return aliased;
}

class Survey {
  readonly #position: (offset: number) => Position;
  readonly #aliased: Set<Node>;
  readonly #anchors = new Map<string, Node>();
  readonly #sizes = new Map<Node, number>();
  /** Nodes that were walked, aliases among them. */
  written = 0;

  constructor(position: (offset: number) => Position, aliased: Set<Node>) {
    this.#position = position;
    this.#aliased = aliased;
  }

  /** Nodes under `node`, itself included, with each alias counted as what it stands for. */
  sizeOf(node: unknown): number {
    this.written += 1;
    if (isAlias(node)) return this.#aliasSize(node);
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) return 1;
    if (isScalar(node)) this.#refuseNoNumber(node);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    const size = 1 + this.#childrenSize(node);
    if (node.anchor !== undefined) this.#sizes.set(node, size);
    return size;
  }

  #childrenSize(node: Node): number {
    let size = 0;
    if (isMap(node)) {
      refuseDisputedKeys(node, this.#position);
      for (const pair of node.items) {
        size += this.sizeOf(pair.key) + this.sizeOf(pair.value);
        if (!isMergeKey(pair.key)) continue;
        const place = this.#position(pair.key.range?.[0] ?? 0);
        refuseDisputedMerge(pair, place, (alias) => this.#anchors.get(alias.source));
      }
    } else if (isSeq(node)) {
      for (const item of node.items)
        size += isPairLike(item) ? this.sizeOf(item.key) + this.sizeOf(item.value) : this.sizeOf(item);
    }
    return size;
  }

  #aliasSize(alias: Alias): number {
    const place = this.#position(alias.range?.[0] ?? 0);
    const target = this.#anchors.get(alias.source);
    if (target === undefined) {
      throw new EditError(
        'YAML_INVALID',
        place,
        `has the alias *${alias.source} without an anchor before it`,
        'Define the anchor, or write the value out.',
      );
    }
    const size = this.#sizes.get(target);
    if (size === undefined) {
      throw new EditError(
        'YAML_ALIAS_BOMB',
        place,
        `has the alias *${alias.source} inside the very value that it stands for`,
        'Write the value out.',
      );
    }
    this.#aliased.add(target);
    return size;
  }

  /** Those who read YAML by way of JSON have no such numbers, and refuse the whole file. */
  #refuseNoNumber({ type, value, source, range }: Scalar): void {
    if (type !== Scalar.PLAIN || !/^(?:[-+]?\.inf|\.nan)$/i.test(source ?? String(value))) return;
    const place = this.#position(range?.[0] ?? 0);
    throw new EditError(
      'YAML_DISPUTED',
      place,
      `has the number ${source}, which not every reader has`,
      'Put it in quotes.',
    );
  }
}

function isPairLike(item: unknown): item is { key: unknown; value: unknown } {
  return item instanceof Object && 'key' in item && 'value' in item;
}
