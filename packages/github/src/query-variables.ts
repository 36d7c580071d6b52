/**
 * The variables of one GraphQL document. Values that GitHub or a file named travel as variables, never in the text; what
 * is asked for several times is told apart by aliases with numbers.
 */
export interface QueryVariables {
  /** Declares a variable and returns how the text refers to it. */
  add(type: string, value: unknown): string;
  /** `query Name($v0: String!)`, when all of them are declared: throws TypeError for any that comes after it. */
  head(title: string): string;
  readonly values: Readonly<Record<string, unknown>>;
}

export function queryVariables(): QueryVariables {
  const declared: string[] = [];
  const values: Record<string, unknown> = {};
  let closed = false;
  return {
    values,
    add(type, value) {
      if (closed) throw new TypeError('a variable is declared after the head that declares them');
      const name = `v${declared.length}`;
      declared.push(`$${name}: ${type}`);
      values[name] = value;
      return `$${name}`;
    },
    head(title) {
      closed = true;
      return declared.length === 0 ? title : `${title}(${declared.join(', ')})`;
    },
  };
}

/** `alias0: field` … for each item, one per line. */
export function aliased<T>(alias: string, items: readonly T[], field: (item: T) => string): string {
  return items.map((item, index) => `${alias}${index}: ${field(item)}`).join('\n');
}

/** The values of `alias0` … in an answer, in the order of the items that were asked for. */
export function unaliased<T>(alias: string, count: number, answer: Readonly<Record<string, T>>): (T | undefined)[] {
  return Array.from({ length: count }, (_, index) => answer[`${alias}${index}`]);
}

export function repositoryField(
  { owner, name }: { readonly owner: string; readonly name: string },
  variables: QueryVariables,
): string {
  return `repository(owner: ${variables.add('String!', owner)}, name: ${variables.add('String!', name)})`;
}
