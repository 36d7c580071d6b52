import { Refusal } from '../refusal.ts';

export interface PageArguments {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

const limit = 100;
const cursorOf = (index: number): string => Buffer.from(`cursor:v2:${index}`).toString('base64');
const indexOf = (cursor: string): number => Number(Buffer.from(cursor, 'base64').toString('utf8').split(':')[2]);

/** @throws {Refusal} where GitHub refuses the page's size; `name` is the connection's field. */
function checkSize(name: string, { first, last }: PageArguments): void {
  const [word, size] = first == null ? (['last', last] as const) : (['first', first] as const);
  if (size == null)
    throw new Refusal(
      422,
      'MISSING_PAGINATION_BOUNDARIES',
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
    );
  if (size > limit)
    throw new Refusal(
      422,
      'EXCESSIVE_PAGINATION',
      `Requesting ${size} records on the \`${name}\` connection exceeds the \`${word}\` limit of ${limit} records.`,
    );
  if (size < 0)
    throw new Refusal(422, 'UNPROCESSABLE', `\`${word}\` on the \`${name}\` connection cannot be less than zero.`);
}

/** One page of a list, as a connection with nodes, edges, page info and total. */
export function connection<T, N>(name: string, args: PageArguments, items: readonly T[], toNode: (item: T) => N) {
  checkSize(name, args);
  const from = args.after == null ? 0 : indexOf(args.after) + 1;
  const to = args.before == null ? items.length : indexOf(args.before);
  const window = items.slice(from, to);
  const page = args.first == null ? window.slice(-(args.last ?? 0) || window.length) : window.slice(0, args.first);
  const start = args.first == null ? to - page.length : from;
  const nodes = page.map(toNode);
  return {
    totalCount: items.length,
    nodes,
    edges: nodes.map((node, index) => ({ node, cursor: cursorOf(start + index) })),
    pageInfo: {
      hasNextPage: start + page.length < items.length,
      hasPreviousPage: start > 0,
      startCursor: page.length > 0 ? cursorOf(start) : null,
      endCursor: page.length > 0 ? cursorOf(start + page.length - 1) : null,
    },
  };
}

/** A connection over what is only read as far as the page asks, and counted only when asked. */
export async function lazyConnection<T, N>(
  name: string,
  args: PageArguments,
  walk: () => AsyncIterable<T>,
  toNode: (item: T) => N,
) {
  checkSize(name, args);
  const wanted = args.after == null ? 0 : indexOf(args.after) + 1;
  const size = args.first ?? args.last ?? 0;
  const items: T[] = [];
  let more = false;
  for await (const item of walk()) {
    if (items.length === wanted + size) {
      more = true;
      break;
    }
    items.push(item);
  }
  const { pageInfo, nodes, edges } = connection(name, { first: size, after: args.after ?? null }, items, toNode);
  const count = async (): Promise<number> => {
    let total = 0;
    for await (const _ of walk()) total += 1;
    return total;
  };
  return { nodes, edges, pageInfo: { ...pageInfo, hasNextPage: more }, totalCount: count };
}
