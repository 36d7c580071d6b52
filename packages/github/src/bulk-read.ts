import { nothingFurther, type BaseSnapshot, type CommitOid, type Policy, type State } from '@bitvault/promotion';
import * as v from 'valibot';
import { commitOid } from './answers.ts';
import {
  digestEntries,
  digestFields,
  digestFiles,
  digestPortions,
  reportsEntry,
  reportsField,
  type DigestFiles,
} from './base-facts.ts';
import { answerInvalid, type GitHubConnection } from './connection.ts';
import type { Listing } from './folders.ts';
import { holdsAnswer, holdsField, pinnedHoldFiles } from './hold-files.ts';
import { pinnedAnswer, pinnedFields, pinnedFiles, type PinnedFiles, type PinnedPaths } from './pinned-files.ts';
import { pullDetails, pullFields, type PullDetails } from './pull-details.ts';
import { aliased, queryVariables, repositoryField, unaliased, type QueryVariables } from './query-variables.ts';

export interface BulkRequest {
  /** The base as it was read first; everything else of it is read at the same commit. */
  readonly base: BaseSnapshot;
  /** What the root of its tree lists; null where its holds are known already. */
  readonly root: Listing | null;
  readonly policy: Policy;
  /** Numbers of the pull requests to read along. */
  readonly pulls: readonly number[];
  /** Files of other commits to read along, no more than `inRequests` puts into one. */
  readonly heads: readonly PinnedPaths[];
  /** Asks where the base branch is by now and, unless it is null, onto what a commit was merged. */
  readonly merge?: CommitOid | null;
}

export interface Bulk {
  readonly state: Omit<State, 'pulls'>;
  readonly pulls: readonly PullDetails[];
  readonly heads: PinnedFiles;
  /** Null unless `merge` asked for it. */
  readonly tip: Tip | null;
}

/** Where a branch is, and the first parent of a commit that was merged into it. */
export interface Tip {
  readonly oid: CommitOid;
  readonly mergedOnto: CommitOid | null;
}

/** Everything that a decision on the base branch needs, in one request up to forty digest files. */
export async function readBulk(connection: GitHubConnection, request: BulkRequest): Promise<Bulk> {
  const [first = [], ...others] = digestPortions(request.policy);
  const [main, ...rest] = await Promise.all([
    readMain(connection, request, first),
    ...others.map((paths) => readDigestFiles(connection, request.base, paths)),
  ]);
  const digests = [main.digests, ...rest];
  const files = new Map(digests.flatMap((part) => [...part.files]));
  const versions = new Map(digests.flatMap((part) => [...part.versions]));
  const base = { ...request.base, now: main.now, files, holds: main.holds };
  const state = { base, commits: main.commits, versions, further: nothingFurther };
  return { state, pulls: main.pulls, heads: main.heads, tip: main.tip };
}

const tipAnswer = v.object({
  branch: v.nullable(v.object({ target: v.object({ oid: commitOid }) })),
  merge: v.nullish(v.object({ parents: v.object({ nodes: v.array(v.object({ oid: commitOid })) }) }), null),
});

function tipFields(branch: string, merge: CommitOid | null, variables: QueryVariables): string {
  const ref = `branch: ref(qualifiedName: ${variables.add('String!', `refs/heads/${branch}`)}) { target { oid } }`;
  const parents = '... on Commit { parents(first: 1) { nodes { oid } } }';
  return merge === null ? ref : `${ref} merge: object(oid: ${variables.add('GitObjectID!', merge)}) { ${parents} }`;
}

const mainAnswer = v.object({
  repository: v.object({ reports: reportsEntry, ...digestEntries }),
  held: v.optional(v.object({ holds: holdsAnswer })),
  pulls: v.optional(v.record(v.string(), v.nullable(pullDetails)), {}),
  heads: v.optional(pinnedAnswer, {}),
  tip: v.optional(v.nullable(tipAnswer), null),
});

async function readMain(connection: GitHubConnection, request: BulkRequest, paths: readonly string[]) {
  const { base, root, pulls, heads, merge } = request;
  const variables = queryVariables();
  const repository = repositoryField(connection, variables);
  const numbered = (number: number) => `pullRequest(number: ${variables.add('Int!', number)}) { ${pullFields} }`;
  const fields = [
    `${repository} { reports: ${reportsField(base.oid, variables)} ${digestFields(base.oid, paths, variables)} }`,
    ...(root === null ? [] : [`held: ${repository} { holds: ${holdsField(base.oid, variables)} }`]),
    ...(pulls.length === 0 ? [] : [`pulls: ${repository} { ${aliased('pull', pulls, numbered)} }`]),
    ...(merge === undefined ? [] : [`tip: ${repository} { ${tipFields(base.branch, merge, variables)} }`]),
    ...(heads.length === 0 ? [] : [`heads: ${repository} { ${pinnedFields(heads, variables)} }`]),
  ];
  const title = merge === undefined ? 'query PromotionState' : 'query SecondLook';
  const document = { title, text: `${variables.head(title)} { ${fields.join(' ')} }`, variables: variables.values };
  const { data, now } = await connection.query(document, mainAnswer);
  return {
    now,
    commits: data.repository.reports.history.nodes,
    holds: root === null ? base.holds : pinnedHoldFiles(root, data.held?.holds ?? null, title),
    digests: digestFiles(paths, data.repository, title),
    pulls: unaliased('pull', pulls.length, data.pulls).map((pull, index) => {
      if (!pull) throw answerInvalid(title, `pull request #${pulls[index]} is not there`);
      return pull;
    }),
    heads: pinnedFiles(heads, data.heads, title),
    tip: merge === undefined ? null : tipOf(data.tip, title),
  };
}

function tipOf(answer: v.InferOutput<typeof tipAnswer> | null, about: string): Tip {
  const oid = answer?.branch?.target.oid;
  if (oid === undefined) throw answerInvalid(about, 'the base branch is missing from it');
  return { oid, mergedOnto: answer?.merge?.parents.nodes[0]?.oid ?? null };
}

async function readDigestFiles(
  connection: GitHubConnection,
  base: BaseSnapshot,
  paths: readonly string[],
): Promise<DigestFiles> {
  const variables = queryVariables();
  const title = 'query DigestFiles';
  const field = `${repositoryField(connection, variables)} { ${digestFields(base.oid, paths, variables)} }`;
  const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
  const { data } = await connection.query(document, v.object({ repository: v.object(digestEntries) }));
  return digestFiles(paths, data.repository, title);
}
