import * as v from 'valibot';
import type { QueryVariables } from './query-variables.ts';

/** Git's octal mode. GraphQL gives it as the number that it is: 33188 is 100644. */
export const gitMode = v.pipe(
  v.number(),
  v.integer(),
  v.transform((mode) => mode.toString(8).padStart(6, '0')),
);

/** The selection on Tree that `listing` reads. */
export const listingFields = 'entries { name mode type oid }';

const listed = v.object({
  name: v.string(),
  mode: gitMode,
  type: v.picklist(['blob', 'tree', 'commit']),
  oid: v.string(),
});

/** What one folder has, without contents. GitHub's schema lets it be null, which is no empty folder: that is refused. */
export const listing = v.array(listed);

export type Listing = readonly v.InferOutput<typeof listed>[];

/**
 * A folder of `revision`, for a selection on Repository. GitHub's schema describes `Commit.file` for files only; an
 * expression names anything that `git rev-parse` would find.
 */
export function folderField(revision: string, path: string, entries: string, variables: QueryVariables): string {
  const expression = variables.add('String!', `${revision}:${path}`);
  return `object(expression: ${expression}) { __typename oid ... on Tree { ${entries} } }`;
}

export const folder = <S extends v.GenericSchema>(entries: S) =>
  v.nullable(
    v.variant('__typename', [
      v.object({ __typename: v.literal('Tree'), oid: v.string(), entries }),
      v.object({ __typename: v.literal('Blob'), oid: v.string() }),
    ]),
  );

type Found<E> =
  | { readonly __typename: 'Tree'; readonly oid: string; readonly entries: readonly E[] }
  | { readonly __typename: 'Blob'; readonly oid: string }
  | null;

export type Proved<E> =
  | { readonly kind: 'absent' }
  | { readonly kind: 'no-folder'; readonly mode: string }
  | { readonly kind: 'folder'; readonly entries: readonly E[] }
  /** Not given, or of another commit than the listing. */
  | { readonly kind: 'unproved' };

/**
 * What `found` is to the folder that `parent` lists: only the listing tells what is not there from what was not given, and
 * a tree's name in Git is its contents, so one that bears the listed name is that of the listing's commit.
 */
export function proved<E>(parent: Listing, name: string, found: Found<E>): Proved<E> {
  const entry = parent.find((candidate) => candidate.name === name);
  if (entry === undefined) return found === null ? { kind: 'absent' } : { kind: 'unproved' };
  // A submodule's commit is in another repository.
  if (entry.type === 'commit') return { kind: 'no-folder', mode: entry.mode };
  if (found?.oid !== entry.oid) return { kind: 'unproved' };
  return 'entries' in found ? { kind: 'folder', entries: found.entries } : { kind: 'no-folder', mode: entry.mode };
}
