import { isAlias, isMap, isScalar, isSeq, type Alias, type Document, type Node, type YAMLMap } from 'yaml';
import { EditError, type Position } from './edit-error.ts';

const largestExpansion = 1_000_000;

/**
 * Walks the documents once, in source order, as aliases bind: an alias means the anchor of its name that was last seen.
 * Returns the nodes that aliases refer to.
 *
 * @throws EditError on a repeated key, an alias without an anchor or within itself, and an expansion beyond measure.
 */
export function surveyAliases(
  documents: readonly Document.Parsed[],
  position: (offset: number) => Position,
): ReadonlySet<Node> {
  const aliased = new Set<Node>();
  for (const { contents } of documents) {
    if (contents === null) continue;
    const size = new Survey(position, aliased).sizeOf(contents);
    if (size > largestExpansion) {
      throw new EditError(
        'YAML_ALIAS_BOMB',
        position(contents.range[0]),
        `has more than ${largestExpansion} nodes once its aliases are expanded`,
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

  constructor(position: (offset: number) => Position, aliased: Set<Node>) {
    this.#position = position;
    this.#aliased = aliased;
  }

  /** Nodes under `node`, itself included, with each alias counted as what it stands for. */
  sizeOf(node: unknown): number {
    if (isAlias(node)) return this.#aliasSize(node);
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) return 1;
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    const size = 1 + this.#childrenSize(node);
    if (node.anchor !== undefined) this.#sizes.set(node, size);
    return size;
  }

  #childrenSize(node: Node): number {
    let size = 0;
    if (isMap(node)) {
      this.#refuseRepeatedKeys(node);
      for (const { key, value } of node.items) size += this.sizeOf(key) + this.sizeOf(value);
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

  #refuseRepeatedKeys(map: YAMLMap): void {
    const seen = new Set<unknown>();
    for (const { key } of map.items) {
      if (!isScalar(key)) continue;
      if (seen.has(key.value)) {
        const place = this.#position(key.range?.[0] ?? 0);
        throw new EditError(
          'YAML_DUPLICATE_KEY',
          place,
          `repeats the key ${String(key.value)}`,
          'Keep one of the two.',
        );
      }
      seen.add(key.value);
    }
  }
}

function isPairLike(item: unknown): item is { key: unknown; value: unknown } {
  return item instanceof Object && 'key' in item && 'value' in item;
}
