import {
  nothingFurther,
  parsePolicy,
  type BaseSnapshot,
  type Policy,
  type PullRequest,
  type State,
} from '@bitvault/promotion';
import * as v from 'valibot';
import { baseFields, baseRef, baseSnapshot, found, host, type ReadBase } from './base.ts';
import { readBulk } from './bulk-read.ts';
import { answerInvalid, type GitHubConnection } from './connection.ts';
import type { Listing } from './folders.ts';
import { GitHubError } from './github-error.ts';
import { inRequests, mergedFiles, readPinnedFiles, type PinnedFiles, type PinnedPaths } from './pinned-files.ts';
import { environmentPaths } from './policy-paths.ts';
import { pullDetails, pullFields, type PullDetails } from './pull-details.ts';
import { aliased, queryVariables, repositoryField, unaliased } from './query-variables.ts';

/** How the branches begin that this suite writes. */
const prefixes = ['promote', 'rollback', 'resume'] as const;
const branchesPerPrefix = 100;
const pullsPerBranch = 20;

const suiteBranches = v.nullable(
  v.object({
    totalCount: v.number(),
    nodes: v.array(
      v.object({
        name: v.string(),
        associatedPullRequests: v.object({
          totalCount: v.number(),
          nodes: v.array(v.object({ number: v.number(), baseRefName: v.string() })),
        }),
      }),
    ),
  }),
);

const opening = v.object({ id: v.string(), host, base: baseRef });

/** See `PromotionStateReader.state`. */
export async function readState(connection: GitHubConnection, branch: string | undefined): Promise<State> {
  const { base, root, numbers } = await readOpening(connection, branch);
  const policy = policyAt(base);
  if (policy === null) return withoutPolicy(base);
  const bulk = await readBulk(connection, { base, root, policy, pulls: numbers, heads: [] });
  const pulls = bulk.pulls.filter((pull) => pull.state === 'OPEN' && pull.baseBranch === base.branch);
  const wanted = pulls.flatMap((pull) => wantedOfHead(pull, policy));
  const heads = await readPinnedFiles(connection, wanted);
  return { ...bulk.state, pulls: pulls.map((pull) => withFiles(connection, pull, heads)) };
}

async function readOpening(connection: GitHubConnection, branch: string | undefined) {
  const variables = queryVariables();
  const title = 'query PromotionPolicy';
  const pulls = `associatedPullRequests(states: OPEN, first: ${pullsPerBranch}) { totalCount nodes { number baseRefName } }`;
  const branches = aliased('branches', prefixes, (prefix) => {
    const name = variables.add('String!', `refs/heads/${prefix}/`);
    return `refs(refPrefix: ${name}, first: ${branchesPerPrefix}) { totalCount nodes { name ${pulls} } }`;
  });
  const repository = repositoryField(connection, variables);
  const field = `${repository} { id ${baseFields(branch, variables)} } pulls: ${repository} { ${branches} }`;
  const answer = v.object({ repository: v.nullable(opening), pulls: v.record(v.string(), suiteBranches) });
  const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
  const { data, now } = await connection.query(document, answer);
  const start = found(connection, data.repository, branch);
  connection.recollection.repositoryId = start.id;
  return { ...openedBase(start, now), numbers: openPulls(start.base.name, data.pulls, title) };
}

/** Numbers of the open pull requests from this suite's branches to the base. */
function openPulls(
  base: string,
  answer: Readonly<Record<string, v.InferOutput<typeof suiteBranches>>>,
  about: string,
): readonly number[] {
  return unaliased('branches', prefixes.length, answer).flatMap((branches, index) => {
    if (!branches) throw answerInvalid(about, 'a list of branches is missing from it');
    if (branches.nodes.length < branches.totalCount) {
      throw new GitHubError('GITHUB_TOO_MUCH', `there are ${branches.totalCount} branches ${prefixes[index]}/…`, {
        next: 'Delete those that have no open pull request.',
      });
    }
    const pulls = branches.nodes.flatMap((node) => allPulls(`${prefixes[index]}/${node.name}`, node));
    return pulls.filter((pull) => pull.baseRefName === base).map((pull) => pull.number);
  });
}

type SuiteBranch = NonNullable<v.InferOutput<typeof suiteBranches>>['nodes'][number];

function allPulls(branch: string, { associatedPullRequests: { totalCount, nodes } }: SuiteBranch) {
  if (nodes.length === totalCount) return nodes;
  throw new GitHubError('GITHUB_TOO_MUCH', `branch ${branch} has ${totalCount} open pull requests`, {
    next: 'Close all but the one to the base branch.',
  });
}

/** See `PromotionStateReader.stateOfPull`. */
export async function readStateOfPull(
  connection: GitHubConnection,
  branch: string | undefined,
  number: number,
): Promise<State & { readonly pull: PullRequest }> {
  const { base, root, details } = await readPullOpening(connection, branch, number);
  const policy = policyAt(base);
  if (policy === null) {
    const pull = withFiles(connection, details, new Map());
    return { ...withoutPolicy(base), pulls: [pull], pull };
  }
  const [first = [], ...others] = inRequests(wantedOfHead(details, policy));
  const [bulk, ...rest] = await Promise.all([
    readBulk(connection, { base, root, policy, pulls: [], heads: first }),
    ...others.map((portion) => readPinnedFiles(connection, portion)),
  ]);
  const pull = withFiles(connection, details, mergedFiles([bulk.heads, ...rest]));
  return { ...bulk.state, pulls: [pull], pull };
}

async function readPullOpening(connection: GitHubConnection, branch: string | undefined, number: number) {
  const variables = queryVariables();
  const title = 'query PullRequestFacts';
  const pullField = `pull: pullRequest(number: ${variables.add('Int!', number)}) { ${pullFields} }`;
  const field = `${repositoryField(connection, variables)} { id ${baseFields(branch, variables)} ${pullField} }`;
  const answer = v.object({ repository: v.nullable(v.object({ ...opening.entries, pull: v.nullable(pullDetails) })) });
  const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
  const { data, now } = await connection.query(document, answer);
  const start = found(connection, data.repository, branch);
  if (start.pull === null) {
    const next = 'Check the number.';
    throw new GitHubError('GITHUB_NOT_FOUND', `${connection.repository} has no pull request #${number}`, { next });
  }
  connection.recollection.repositoryId = start.id;
  return { ...openedBase(start, now), details: start.pull };
}

/** The base with nothing of its files yet, and what the root of its tree lists. */
export function openedBase(start: ReadBase, now: Date): { readonly base: BaseSnapshot; readonly root: Listing } {
  const nothing = { files: new Map(), holds: new Map() };
  return { base: baseSnapshot(start, now, nothing), root: start.base.target.tree.entries };
}

/** @throws PolicyError where there is a promotion.yaml that cannot be used. */
export function policyAt(base: BaseSnapshot): Policy | null {
  return base.policyText === null ? null : parsePolicy(base.policyText);
}

const withoutPolicy = (base: BaseSnapshot): State => ({
  base,
  pulls: [],
  commits: [],
  versions: new Map(),
  further: nothingFurther,
});

/**
 * The changed files that the policy knows. Any other is refused by its name alone, so its contents, which are up to
 * whoever pushed it, are not read; neither is anything that lies in a fork.
 */
export function wantedOfHead(
  pull: Pick<PullDetails, 'head' | 'isCrossRepository' | 'files'>,
  policy: Policy,
): readonly PinnedPaths[] {
  if (pull.isCrossRepository) return [];
  const known = new Set(
    policy.environments.flatMap(({ name }) => {
      const { digests, holds } = environmentPaths(policy, name);
      return [...digests, ...holds];
    }),
  );
  const paths = pull.files.items
    .filter(({ path, change }) => change !== 'DELETED' && known.has(path))
    .map(({ path }) => path);
  return paths.length === 0 ? [] : [{ commit: pull.head, paths }];
}

export function withFiles(connection: GitHubConnection, details: PullDetails, heads: PinnedFiles): PullRequest {
  const { approvedHeads, ...pull } = details;
  connection.recollection.ownApprovals.set(pull.number, approvedHeads);
  return { ...pull, headFiles: heads.get(pull.head) ?? new Map() };
}
