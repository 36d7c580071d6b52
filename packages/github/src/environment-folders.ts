import type { CommitOid, EnvironmentName, TreeFile } from '@bitvault/promotion';
import * as v from 'valibot';
import { answerInvalid, type GitHubConnection } from './connection.ts';
import { folder, folderField, listing, listingFields, proved, type Listing, type Proved } from './folders.ts';
import { holdFiles, holdsAnswer, holdsField } from './hold-files.ts';
import { queryVariables, repositoryField, type QueryVariables } from './query-variables.ts';
import { entryFields, treeEntry, treeFile, type TreeEntry } from './tree-files.ts';

/** Where most repositories have their digest files: a folder for each environment. */
const environmentsFolder = 'envs';

export const digestFolder = (environment: EnvironmentName): string => `${environmentsFolder}/${environment}`;

/** The holds, and the files of an environment's own folder, for a selection on Repository. */
export const folderFields = (revision: string, environment: EnvironmentName, variables: QueryVariables): string => `
  holds: ${holdsField(revision, variables)}
  environments: ${folderField(revision, environmentsFolder, listingFields, variables)}
  digests: ${folderField(revision, digestFolder(environment), `entries { ${entryFields} }`, variables)}`;

export const folderEntries = {
  holds: holdsAnswer,
  environments: folder(listing),
  digests: folder(v.array(treeEntry)),
};

type FoldersAnswer = { readonly [K in keyof typeof folderEntries]: v.InferOutput<(typeof folderEntries)[K]> };

export interface EnvironmentFolders {
  readonly digests: ReadonlyMap<string, TreeFile>;
  readonly holds: ReadonlyMap<string, TreeFile>;
}

/** Null where not all of the answer is of the commit with this root. */
export function environmentFolders(
  root: Listing,
  environment: EnvironmentName,
  answer: FoldersAnswer,
): EnvironmentFolders | null {
  const holds = holdFiles(root, answer.holds);
  const digests = provedDigests(root, environment, answer);
  if (holds === null || digests.kind === 'unproved') return null;
  const entries = digests.kind === 'folder' ? digests.entries : [];
  const path = digestFolder(environment);
  return { holds, digests: new Map(entries.map((entry) => [`${path}/${entry.name}`, treeFile(entry)])) };
}

function provedDigests(root: Listing, environment: EnvironmentName, answer: FoldersAnswer): Proved<TreeEntry> {
  const environments = proved(root, environmentsFolder, answer.environments);
  if (environments.kind === 'unproved') return environments;
  return proved(environments.kind === 'folder' ? environments.entries : [], environment, answer.digests);
}

const pinnedAnswer = v.object({ repository: v.object(folderEntries) });

/** The same folders, asked for by the commit itself. */
export async function readEnvironmentFolders(
  connection: GitHubConnection,
  commit: CommitOid,
  root: Listing,
  environment: EnvironmentName,
): Promise<EnvironmentFolders> {
  const variables = queryVariables();
  const title = 'query EnvironmentFolders';
  const field = `${repositoryField(connection, variables)} { ${folderFields(commit, environment, variables)} }`;
  const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
  const { data } = await connection.query(document, pinnedAnswer);
  const folders = environmentFolders(root, environment, data.repository);
  if (folders === null) throw answerInvalid(title, `a folder that commit ${commit} lists is missing from it`);
  return folders;
}
