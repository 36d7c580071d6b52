import {
  parsePolicy,
  type CommitOid,
  type EnvironmentName,
  type ProposalState,
  type TreeFile,
} from '@bitvault/promotion';
import * as v from 'valibot';
import { baseFields, baseRef, baseSnapshot, found, host } from './base.ts';
import { branchPullFields, branchPulls, pullTo } from './branch-pulls.ts';
import { commitFacts, commitFields } from './commits.ts';
import type { GitHubConnection } from './connection.ts';
import {
  digestFolder,
  environmentFolders,
  folderEntries,
  folderFields,
  readEnvironmentFolders,
} from './environment-folders.ts';
import { readPinnedFiles } from './pinned-files.ts';
import { environmentPaths, pick } from './policy-paths.ts';
import { queryVariables, repositoryField } from './query-variables.ts';

const headRef = v.nullable(v.object({ target: commitFacts, associatedPullRequests: branchPulls }));

const answer = v.object({
  repository: v.nullable(
    v.object({
      id: v.string(),
      host,
      base: baseRef,
      head: headRef,
      ...folderEntries,
    }),
  ),
});

/** See `PromotionStateReader.proposal`. */
export async function readProposalState(
  connection: GitHubConnection,
  baseBranch: string | undefined,
  environment: EnvironmentName,
  branch: string,
): Promise<ProposalState> {
  const document = proposalQuery(connection, baseBranch, environment, branch);
  const { data, now } = await connection.query(document, answer);
  const repository = found(connection, data.repository, baseBranch);
  connection.recollection.repositoryId = repository.id;
  const { target, name } = repository.base;
  const root = target.tree.entries;
  // A branch that moves while it is read gives folders of another commit than its own.
  const { digests, holds } =
    environmentFolders(root, environment, repository) ??
    (await readEnvironmentFolders(connection, target.oid, root, environment));
  const snapshot = baseSnapshot(repository, now, { files: digests, holds });
  const paths =
    snapshot.policyText === null ? [] : environmentPaths(parsePolicy(snapshot.policyText), environment).digests;
  const files = await digestFilesAt(connection, target.oid, environment, paths, digests);
  const { head } = repository;
  const pull = head === null ? undefined : pullTo(name, branch, head.associatedPullRequests);
  return {
    base: { ...snapshot, files },
    head: head?.target ?? null,
    pull:
      pull === undefined
        ? null
        : { id: pull.id, number: pull.number, url: pull.url, title: pull.title, author: pull.author?.login ?? null },
  };
}

function proposalQuery(
  connection: GitHubConnection,
  baseBranch: string | undefined,
  environment: EnvironmentName,
  branch: string,
) {
  const variables = queryVariables();
  const title = 'query ProposalState';
  const repository = repositoryField(connection, variables);
  const base = baseFields(baseBranch, variables);
  const revision = baseBranch === undefined ? 'HEAD' : `refs/heads/${baseBranch}`;
  const folders = folderFields(revision, environment, variables);
  const head = `head: ref(qualifiedName: ${variables.add('String!', `refs/heads/${branch}`)}) {
    target { ... on Commit { ${commitFields} } } ${branchPullFields}
  }`;
  return {
    title,
    text: `${variables.head(title)} { ${repository} { id ${base} ${head} ${folders} } }`,
    variables: variables.values,
  };
}

/** What was not in the folder that is always fetched is read from the same commit. */
async function digestFilesAt(
  connection: GitHubConnection,
  commit: CommitOid,
  environment: EnvironmentName,
  paths: readonly string[],
  fetched: ReadonlyMap<string, TreeFile>,
): Promise<ReadonlyMap<string, TreeFile>> {
  const elsewhere = paths.filter((path) => path.slice(0, path.lastIndexOf('/')) !== digestFolder(environment));
  const files = pick(fetched, paths);
  if (elsewhere.length === 0) return files;
  const read = await readPinnedFiles(connection, [{ commit, paths: elsewhere }]);
  return new Map([...files, ...(read.get(commit) ?? [])]);
}
