import {
  parsePolicy,
  type CommitOid,
  type EnvironmentName,
  type ProposalState,
  type TreeFile,
} from '@bitvault/promotion';
import * as v from 'valibot';
import { baseCommit, baseFields, baseRef, baseSnapshot, found, host } from './base.ts';
import { branchPullFields, branchPulls, pullTo } from './branch-pulls.ts';
import { commitFacts, commitFields } from './commits.ts';
import type { GitHubConnection } from './connection.ts';
import { readPinnedFiles } from './pinned-files.ts';
import { environmentPaths, pick, type EnvironmentPaths } from './policy-paths.ts';
import { queryVariables, repositoryField } from './query-variables.ts';
import { directory, directoryFields, directoryFiles } from './tree-files.ts';

const headRef = v.nullable(v.object({ target: commitFacts, associatedPullRequests: branchPulls }));

const answer = v.object({
  repository: v.nullable(
    v.object({
      id: v.string(),
      host,
      base: baseRef(v.object({ ...baseCommit.entries, digests: directory, holds: directory })),
      head: headRef,
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
  const folders = { digests: `envs/${environment}`, holds: `holds/${environment}` };
  const document = proposalQuery(connection, baseBranch, folders, branch);
  const { data, now } = await connection.query(document, answer);
  const repository = found(connection, data.repository, baseBranch);
  connection.recollection.repositoryId = repository.id;
  const { target, name } = repository.base;
  const fetched = new Map([
    ...directoryFiles(folders.digests, target.digests),
    ...directoryFiles(folders.holds, target.holds),
  ]);
  const snapshot = baseSnapshot(repository, now, fetched);
  const paths =
    snapshot.policyText === null
      ? { digests: [], holds: [] }
      : environmentPaths(parsePolicy(snapshot.policyText), environment);
  const files = await filesAt(connection, target.oid, folders, paths, fetched);
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

interface Folders {
  readonly digests: string;
  readonly holds: string;
}

function proposalQuery(connection: GitHubConnection, baseBranch: string | undefined, folders: Folders, branch: string) {
  const variables = queryVariables();
  const title = 'query ProposalState';
  const repository = repositoryField(connection, variables);
  const trees = `digests: file(path: ${variables.add('String!', folders.digests)}) { ${directoryFields} }
    holds: file(path: ${variables.add('String!', folders.holds)}) { ${directoryFields} }`;
  const base = baseFields(baseBranch, variables, trees);
  const head = `head: ref(qualifiedName: ${variables.add('String!', `refs/heads/${branch}`)}) {
    target { ... on Commit { ${commitFields} } } ${branchPullFields}
  }`;
  return {
    title,
    text: `${variables.head(title)} { ${repository} { id ${base} ${head} } }`,
    variables: variables.values,
  };
}

/** What was not in the folders that are always fetched is read from the same commit. */
async function filesAt(
  connection: GitHubConnection,
  commit: CommitOid,
  folders: Folders,
  { digests, holds }: EnvironmentPaths,
  fetched: ReadonlyMap<string, TreeFile>,
): Promise<ReadonlyMap<string, TreeFile>> {
  const elsewhere = digests.filter((path) => path.slice(0, path.lastIndexOf('/')) !== folders.digests);
  const files = pick(fetched, [...digests, ...holds]);
  if (elsewhere.length === 0) return files;
  const read = await readPinnedFiles(connection, [{ commit, paths: elsewhere }]);
  return new Map([...files, ...(read.get(commit) ?? [])]);
}
