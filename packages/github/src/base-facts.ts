import type { CommitOid, FileVersion, Policy, ReportedCommit, StatusReport, TreeFile } from '@bitvault/promotion';
import * as v from 'valibot';
import { account, commitOid, timestamp } from './answers.ts';
import { answerInvalid } from './connection.ts';
import { environmentPaths } from './policy-paths.ts';
import { aliased, unaliased, type QueryVariables } from './query-variables.ts';
import { entryFields, treeEntry, treeFile } from './tree-files.ts';

/** How far back the base branch is read for reports on health. */
const reportedCommits = 50;
/** How far back each digest file is read for when its digests arrived. */
const versionsPerFile = 20;
/** More digest files than this are asked for in several requests: each brings its versions along. */
const filesPerRequest = 40;

export const statusReport = v.object({
  context: v.string(),
  state: v.picklist(['SUCCESS', 'PENDING', 'FAILURE', 'ERROR', 'EXPECTED']),
  createdAt: timestamp,
  creator: account,
});

export const reportFields = 'context state createdAt creator { __typename login }';
const statusFields = `status { contexts { ${reportFields} } }`;

const statusReports: v.GenericSchema<unknown, readonly StatusReport[]> = v.pipe(
  v.nullable(v.object({ contexts: v.array(statusReport) })),
  v.transform((status) => status?.contexts ?? []),
);

const reportedCommit: v.GenericSchema<unknown, ReportedCommit> = v.pipe(
  v.object({ oid: commitOid, committedDate: timestamp, status: statusReports }),
  v.transform(({ oid, committedDate: committedAt, status: statuses }): ReportedCommit => ({
    oid,
    committedAt,
    statuses,
  })),
);

const fileVersion: v.GenericSchema<unknown, FileVersion> = v.pipe(
  v.object({ oid: commitOid, committedDate: timestamp, file: v.nullable(treeEntry), status: statusReports }),
  v.transform(({ oid: commit, committedDate: committedAt, file, status: statuses }): FileVersion => ({
    commit,
    committedAt,
    file: file === null ? null : treeFile(file),
    statuses,
  })),
);

const versions = v.object({ nodes: v.array(fileVersion) });

/** Versions of one file, newest first, for a selection on Commit. */
function versionsField(path: string, limit: number, variables: QueryVariables): string {
  const name = variables.add('String!', path);
  return `history(first: ${variables.add('Int!', limit)}, path: ${name}) {
    nodes { oid committedDate file(path: ${name}) { ${entryFields} } ${statusFields} }
  }`;
}

/** Digest files with their versions, for a selection on Repository. */
export function digestFields(commit: CommitOid, paths: readonly string[], variables: QueryVariables): string {
  const at = `object(oid: ${variables.add('GitObjectID!', commit)})`;
  const files = aliased('file', paths, (path) => `file(path: ${variables.add('String!', path)}) { ${entryFields} }`);
  const histories = aliased('file', paths, (path) => versionsField(path, versionsPerFile, variables));
  return `digests: ${at} { ... on Commit { ${files} } } versions: ${at} { ... on Commit { ${histories} } }`;
}

export const digestEntries = {
  digests: v.record(v.string(), v.nullable(treeEntry)),
  versions: v.record(v.string(), versions),
};

/** The reports on the base branch, for a selection on Repository. */
export function reportsField(commit: CommitOid, variables: QueryVariables): string {
  const at = `object(oid: ${variables.add('GitObjectID!', commit)})`;
  return `${at} { ... on Commit { history(first: ${reportedCommits}) { nodes { oid committedDate ${statusFields} } } } }`;
}

export const reportsEntry = v.object({ history: v.object({ nodes: v.array(reportedCommit) }) });

/** The digest files that the policy names, cut into what one request may ask for; never empty. */
export function digestPortions(policy: Policy): readonly (readonly string[])[] {
  const paths = [...new Set(policy.environments.flatMap(({ name }) => environmentPaths(policy, name).digests))];
  return Array.from({ length: Math.ceil(paths.length / filesPerRequest) }, (_, index) =>
    paths.slice(index * filesPerRequest, (index + 1) * filesPerRequest),
  );
}

export interface DigestFiles {
  readonly files: ReadonlyMap<string, TreeFile>;
  readonly versions: ReadonlyMap<string, readonly FileVersion[]>;
}

export function digestFiles(
  paths: readonly string[],
  answer: { readonly [K in keyof typeof digestEntries]: v.InferOutput<(typeof digestEntries)[K]> },
  about: string,
): DigestFiles {
  const entries = unaliased('file', paths.length, answer.digests);
  const histories = unaliased('file', paths.length, answer.versions);
  const files = new Map<string, TreeFile>();
  const known = new Map<string, readonly FileVersion[]>();
  for (const [index, path] of paths.entries()) {
    const entry = entries[index];
    const history = histories[index];
    if (entry === undefined || history === undefined) throw answerInvalid(about, `${path} is missing from it`);
    if (entry !== null) files.set(path, treeFile(entry));
    known.set(path, history.nodes);
  }
  return { files, versions: known };
}
