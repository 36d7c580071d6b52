import type { CrdFields, FieldNode } from '@bitvault/gitops';

type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const within = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((current, key) => (isSchema(current) ? current[key] : undefined), value);

/** What a schema says of names of fields, without types and descriptions; equal parts are kept once. */
export function fieldsOfCrds(definitions: readonly unknown[]): CrdFields {
  const table = new NodeTable();
  const kinds = definitions.flatMap((definition) => {
    const versions = within(definition, 'spec', 'versions');
    return (Array.isArray(versions) ? versions : []).map((version): readonly [string, number] => [
      [within(definition, 'spec', 'group'), within(version, 'name'), within(definition, 'spec', 'names', 'kind')].join(
        '/',
      ),
      table.root(within(version, 'schema', 'openAPIV3Schema')),
    ]);
  });
  return {
    kinds: Object.fromEntries(kinds.toSorted(([left], [right]) => (left < right ? -1 : 1))),
    nodes: table.nodes,
  };
}

class NodeTable {
  /** The first one is that of anything. */
  readonly nodes: FieldNode[] = [{ '*': 0 }];
  readonly #known = new Map<string, number>();

  /** The API server itself sees to `metadata`, and nobody writes a status. */
  root(schema: unknown): number {
    const properties = Object.keys(
      isSchema(within(schema, 'properties')) ? (within(schema, 'properties') as Schema) : {},
    );
    const fields = properties.map((name): readonly [string, number] => [
      name,
      name === 'spec' ? this.#of(within(schema, 'properties', name)) : 0,
    ]);
    return this.#add(Object.fromEntries(fields));
  }

  #of(schema: unknown): number {
    if (!isSchema(schema)) return 0;
    if (isSchema(schema['items'])) return this.#list(this.#of(schema['items']));
    const { properties, additionalProperties } = schema;
    if (!isSchema(properties)) {
      return isSchema(additionalProperties) ? this.#map(this.#of(additionalProperties)) : 0;
    }
    const embedded = schema['x-kubernetes-embedded-resource'] === true;
    const open = embedded || schema['x-kubernetes-preserve-unknown-fields'] === true;
    const fields = Object.entries(properties).map(([name, property]) => [name, this.#of(property)]);
    return this.#add({ ...Object.fromEntries(fields), ...(open ? { '*': 0 } : {}) });
  }

  #list(item: number): number {
    return item === 0 ? 0 : this.#add([item]);
  }

  #map(value: number): number {
    return value === 0 ? 0 : this.#add({ '*': value });
  }

  #add(node: FieldNode): number {
    const key = JSON.stringify(node);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.nodes.length);
    return this.nodes.push(node) - 1;
  }
}
