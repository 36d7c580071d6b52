import type { BaseSnapshot, Policy, State } from '@bitvault/promotion';
import * as v from 'valibot';
import {
  digestEntries,
  digestFields,
  digestFiles,
  digestPortions,
  holdFiles,
  reportAndHoldEntries,
  reportAndHoldFields,
  type DigestFiles,
} from './base-facts.ts';
import { answerInvalid, type GitHubConnection } from './connection.ts';
import { pinnedAnswer, pinnedFields, pinnedFiles, type PinnedFiles, type PinnedPaths } from './pinned-files.ts';
import { pullDetails, pullFields, type PullDetails } from './pull-details.ts';
import { aliased, queryVariables, repositoryField, unaliased } from './query-variables.ts';

export interface BulkRequest {
  /** The base as it was read first; everything else of it is read at the same commit. */
  readonly base: BaseSnapshot;
  readonly policy: Policy;
  /** Numbers of the pull requests to read along. */
  readonly pulls: readonly number[];
  /** Files of other commits to read along, no more than `inRequests` puts into one. */
  readonly heads: readonly PinnedPaths[];
}

export interface Bulk {
  readonly state: Omit<State, 'pulls'>;
  readonly pulls: readonly PullDetails[];
  readonly heads: PinnedFiles;
}

/** Everything that a decision on the base branch needs, in one request up to forty digest files. */
export async function readBulk(connection: GitHubConnection, request: BulkRequest): Promise<Bulk> {
  const [first = [], ...others] = digestPortions(request.policy);
  const [main, ...rest] = await Promise.all([
    readMain(connection, request, first),
    ...others.map((paths) => readDigestFiles(connection, request.base, paths)),
  ]);
  const digests = [main.digests, ...rest];
  const files = new Map([...main.holds, ...digests.flatMap((part) => [...part.files])]);
  const versions = new Map(digests.flatMap((part) => [...part.versions]));
  const base = { ...request.base, now: main.now, files };
  return { state: { base, commits: main.commits, versions }, pulls: main.pulls, heads: main.heads };
}

const mainAnswer = v.object({
  repository: v.object({ ...reportAndHoldEntries, ...digestEntries }),
  pulls: v.optional(v.record(v.string(), v.nullable(pullDetails)), {}),
  heads: v.optional(pinnedAnswer, {}),
});

async function readMain(connection: GitHubConnection, request: BulkRequest, paths: readonly string[]) {
  const { base, policy, pulls, heads } = request;
  const variables = queryVariables();
  const repository = repositoryField(connection, variables);
  const numbered = (number: number) => `pullRequest(number: ${variables.add('Int!', number)}) { ${pullFields} }`;
  const fields = [
    `${repository} { ${reportAndHoldFields(base.oid, policy, variables)} ${digestFields(base.oid, paths, variables)} }`,
    ...(pulls.length === 0 ? [] : [`pulls: ${repository} { ${aliased('pull', pulls, numbered)} }`]),
    ...(heads.length === 0 ? [] : [`heads: ${repository} { ${pinnedFields(heads, variables)} }`]),
  ];
  const title = 'query PromotionState';
  const document = { title, text: `${variables.head(title)} { ${fields.join(' ')} }`, variables: variables.values };
  const { data, now } = await connection.query(document, mainAnswer);
  return {
    now,
    commits: data.repository.reports.history.nodes,
    holds: holdFiles(policy, data.repository.holds),
    digests: digestFiles(paths, data.repository, title),
    pulls: unaliased('pull', pulls.length, data.pulls).map((pull, index) => {
      if (!pull) throw answerInvalid(title, `pull request #${pulls[index]} is not there`);
      return pull;
    }),
    heads: pinnedFiles(heads, data.heads, title),
  };
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
