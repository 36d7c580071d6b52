import { isMapping, type Mapping } from '../yaml/fields.ts';
import type { FieldPath } from '../yaml/location.ts';
import type { CrdFields, FieldNode } from './crd-fields.ts';

export interface UnknownField {
  readonly path: FieldPath;
  readonly name: string;
  /** Fields that may stand in its place. */
  readonly known: readonly string[];
  /** Where a field of that name may stand instead, from the root of the resource, the nearest place. */
  readonly place: FieldPath | undefined;
}

/** One level of the value on the way down, with what may stand there. */
interface Level {
  readonly path: FieldPath;
  readonly node: FieldNode;
}

/** The fields of a custom resource that its definition does not have; none where the definition is not at hand. */
export function* unknownFields(value: Mapping, { kinds, nodes }: CrdFields): Generator<UnknownField> {
  const root = kinds[`${String(value['apiVersion'])}/${String(value['kind'])}`];
  if (root === undefined) return;
  const nodeAt = (index: number): FieldNode => nodes[index] ?? {};

  function* visit(current: unknown, index: number, path: FieldPath, above: readonly Level[]): Generator<UnknownField> {
    const node = nodeAt(index);
    if (Array.isArray(current)) {
      if (!isListNode(node)) return;
      for (const [position, item] of current.entries()) yield* visit(item, node[0], [...path, position], above);
    } else if (isMapping(current) && !isListNode(node)) {
      const levels = [...above, { path, node }];
      for (const [name, child] of Object.entries(current)) {
        const next = node[name] ?? node['*'];
        if (next !== undefined) {
          if (next !== 0) yield* visit(child, next, [...path, name], levels);
        } else if (!isDirective(name)) {
          yield { path: [...path, name], name, known: Object.keys(node), place: placeOf(name, levels, nodeAt) };
        }
      }
    }
  }
  yield* visit(value, root, [], []);
}

const isListNode = (node: FieldNode): node is readonly [number] => Array.isArray(node);

/** Of patches (`$patch`) and of templates that fill in the name. */
const isDirective = (name: string): boolean => name.startsWith('$') || name.includes('{{');

/** First below the level where the field stands, then beside each level above, then below those. */
function placeOf(name: string, levels: readonly Level[], nodeAt: (index: number) => FieldNode): FieldPath | undefined {
  const upwards = levels.toReversed();
  for (const level of upwards) {
    if (!isListNode(level.node) && level.node[name] !== undefined) return level.path;
    const below = placeBelow(name, level, nodeAt);
    if (below !== undefined) return below;
  }
  return undefined;
}

/** Through objects only, at most two levels down; undefined where there is more than one such place. */
function placeBelow(name: string, from: Level, nodeAt: (index: number) => FieldNode): FieldPath | undefined {
  let levels: readonly Level[] = [from];
  for (let depth = 0; depth < 2; depth += 1) {
    levels = levels.flatMap(({ path, node }) =>
      isListNode(node)
        ? []
        : Object.entries(node).flatMap(([key, index]) =>
            key === '*' || index === 0 ? [] : [{ path: [...path, key], node: nodeAt(index) }],
          ),
    );
    const places = levels.filter(({ node }) => !isListNode(node) && node[name] !== undefined);
    if (places.length > 0) return places.length === 1 ? places[0]?.path : undefined;
  }
  return undefined;
}
