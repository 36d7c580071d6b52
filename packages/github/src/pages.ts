import * as v from 'valibot';
import { answerInvalid } from './connection.ts';

export const pageFields = 'pageInfo { hasNextPage endCursor }';

export const pageInfo = v.object({ hasNextPage: v.boolean(), endCursor: v.nullable(v.string()) });

export interface Page<T> {
  readonly nodes: readonly T[];
  readonly pageInfo: v.InferOutput<typeof pageInfo>;
}

interface Limits<T> {
  /** Pages that are read at most. */
  readonly most: number;
  /** Whether what was read so far suffices; asked after each page but the last. */
  readonly enough?: (nodes: readonly T[]) => boolean;
}

/**
 * A GraphQL connection, page after page. `complete` says whether these are all of its nodes: else some were left unread.
 *
 * @throws GitHubError where GitHub says that there is more, but not where.
 */
export async function readPages<T>(
  about: string,
  { most, enough = () => false }: Limits<T>,
  read: (after: string | null) => Promise<Page<T>>,
): Promise<{ readonly nodes: readonly T[]; readonly complete: boolean }> {
  const nodes: T[] = [];
  let after: string | null = null;
  for (let pages = 0; pages < most; pages += 1) {
    const page = await read(after);
    nodes.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return { nodes, complete: true };
    if (enough(nodes)) break;
    after = page.pageInfo.endCursor;
    if (after === null) throw answerInvalid(about, 'it does not say where its next page begins');
  }
  return { nodes, complete: false };
}
