import type { BaseSnapshot } from '@bitvault/promotion';
import * as v from 'valibot';
import { commitOid } from './answers.ts';
import { answerInvalid, type GitHubConnection } from './connection.ts';
import { listing, listingFields } from './folders.ts';
import { GitHubError } from './github-error.ts';
import type { QueryVariables } from './query-variables.ts';
import { entryFields, treeEntry, treeFile } from './tree-files.ts';

export const policyPath = 'promotion.yaml';

/** The repository's address and where its base branch stands, with its policy and what the root of its tree lists. */
export function baseFields(branch: string | undefined, variables: QueryVariables): string {
  const ref =
    branch === undefined
      ? 'defaultBranchRef'
      : `ref(qualifiedName: ${variables.add('String!', `refs/heads/${branch}`)})`;
  return `host: url base: ${ref} { name target { ... on Commit { ${baseSelection(variables)} } } }`;
}

/** What `baseCommit` reads, for a selection on Commit. */
export const baseSelection = (variables: QueryVariables): string =>
  `oid tree { oid ${listingFields} } policy: file(path: ${variables.add('String!', policyPath)}) { ${entryFields} }`;

export const baseCommit = v.object({
  oid: commitOid,
  tree: v.object({ oid: v.string(), entries: listing }),
  policy: v.nullable(treeEntry),
});

export const baseRef = v.nullable(v.object({ name: v.string(), target: baseCommit }));

/** Of the server, from the address that it gives to a repository. */
export const host = v.pipe(
  v.string(),
  v.url(),
  v.transform((url) => new URL(url).hostname),
);

export interface ReadBase {
  readonly id: string;
  readonly host: string;
  readonly base: { readonly name: string; readonly target: v.InferOutput<typeof baseCommit> };
}

/** @throws GitHubError where the commit's listing has a policy that was not given. */
export function baseSnapshot(
  { id, host: server, base }: ReadBase,
  now: Date,
  { files, holds }: Pick<BaseSnapshot, 'files' | 'holds'>,
): BaseSnapshot {
  const { name, target } = base;
  const listed = target.tree.entries.some((entry) => entry.name === policyPath && entry.type === 'blob');
  if (listed && target.policy === null) throw answerInvalid('the base branch', `${policyPath} is missing from it`);
  return {
    now,
    host: server,
    repositoryId: id,
    branch: name,
    oid: target.oid,
    tree: target.tree.oid,
    policyText: target.policy === null ? null : treeFile(target.policy).text,
    files,
    holds,
  };
}

/** GitHub says null of what is not there; without errors, that is an answer like any other. */
export function found<R extends { readonly base: unknown }>(
  connection: GitHubConnection,
  repository: R | null,
  branch: string | undefined,
): R & { readonly base: NonNullable<R['base']> } {
  const next = 'Check the name, and that the token may read it: GitHub hides what a token may not see.';
  if (repository === null)
    throw new GitHubError('GITHUB_NOT_FOUND', `there is no repository ${connection.repository}`, { next });
  const { base } = repository;
  if (base === null || base === undefined) {
    const which = branch === undefined ? 'no default branch' : `no branch ${branch}`;
    throw new GitHubError('GITHUB_NOT_FOUND', `${connection.repository} has ${which}`, {
      next:
        branch === undefined
          ? 'Push a first commit.'
          : 'Name a branch that is there as `branch`, or push this one first.',
    });
  }
  return { ...repository, base };
}
