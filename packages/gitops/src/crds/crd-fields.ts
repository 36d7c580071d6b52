/**
 * The fields of one level, each with the index of the node below it: of an object by name, with `*` for all other names
 * where these are free; of a list, the node of its items alone. Node 0 is that of anything at all.
 */
export type FieldNode = Readonly<Record<string, number>> | readonly [item: number];

/** Which fields custom resources have, by their own definitions. */
export interface CrdFields {
  /** Index of the root's node, by `group/version/Kind`. */
  readonly kinds: Readonly<Record<string, number>>;
  readonly nodes: readonly FieldNode[];
}
