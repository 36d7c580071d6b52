import type { ChangedFile, CommitOid, Look, Policy, PullRequest, PullState } from '@bitvault/promotion';
import * as v from 'valibot';
import { commitOid } from './answers.ts';
import { baseCommit, baseSelection } from './base.ts';
import { readBulk } from './bulk-read.ts';
import { answerInvalid, type GitHubConnection } from './connection.ts';
import { GitHubError } from './github-error.ts';
import { readPinnedFiles } from './pinned-files.ts';
import { queryVariables, repositoryField } from './query-variables.ts';
import { openedBase, policyAt, wantedOfHead, withFiles } from './state-reader.ts';

/** See `PromotionStateReader.look`. */
export async function readLook(
  connection: GitHubConnection,
  judged: PullState,
  merge: CommitOid | null,
): Promise<Look> {
  const policy = policyOfJudged(judged);
  const { number, head, headFiles } = judged.pull;
  const bulk = await readBulk(connection, { base: judged.base, root: null, policy, pulls: [number], heads: [], merge });
  const [details] = bulk.pulls;
  if (details === undefined || bulk.tip === null) throw answerInvalid('the second look', 'the pull request is missing');
  // Contents at a commit cannot change; those of another head are of no use, since it is judged from the start.
  const known = new Map(details.head === head ? [[head, headFiles]] : []);
  const pull = withFiles(connection, details, known);
  return { state: { ...bulk.state, pulls: [pull], pull }, base: bulk.tip.oid, mergedOnto: bulk.tip.mergedOnto };
}

function policyOfJudged({ base }: PullState): Policy {
  const policy = policyAt(base);
  if (policy === null) throw new TypeError('a state without a policy cannot have been judged');
  return policy;
}

/** GitHub lists at most this many files of a commit on a page. */
const filesPerPage = 300;

const mergeAnswer = v.object({
  parents: v.pipe(v.array(v.object({ sha: commitOid })), v.minLength(1)),
  files: v.array(v.object({ filename: v.string(), status: v.string() })),
});

const changes: Readonly<Record<string, ChangedFile['change']>> = {
  added: 'ADDED',
  removed: 'DELETED',
  modified: 'MODIFIED',
  renamed: 'RENAMED',
  copied: 'COPIED',
};

/** See `PromotionStateReader.stateOfMerge`. */
export async function readStateOfMerge(
  connection: GitHubConnection,
  judged: PullState,
  merge: CommitOid,
): Promise<PullState> {
  const route = 'GET /repos/{owner}/{repo}/commits/{ref}';
  const { parents, files } = await connection.rest('repeatable', route, { ref: merge }, mergeAnswer);
  const onto = parents[0]?.sha;
  if (onto === undefined) throw answerInvalid(route, 'the merge commit has no parent');
  const { base, root } = await readBaseAt(connection, judged, onto);
  const policy = policyAt(base);
  if (policy === null) {
    throw new GitHubError('GITHUB_NOT_FOUND', `commit ${onto} has no promotion.yaml`, {
      next: 'Restore promotion.yaml on the base branch, then look at what was merged meanwhile.',
    });
  }
  const items = files.map(({ filename: path, status }) => ({ path, change: changes[status] ?? 'CHANGED' }) as const);
  const total = files.length < filesPerPage ? files.length : filesPerPage + 1;
  const merged = { head: merge, isCrossRepository: false, files: { total, items } };
  const [bulk, heads] = await Promise.all([
    readBulk(connection, { base, root, policy, pulls: [judged.pull.number], heads: [] }),
    readPinnedFiles(connection, wantedOfHead(merged, policy)),
  ]);
  const [details] = bulk.pulls;
  if (details === undefined) throw answerInvalid(route, 'the pull request is missing');
  const pull: PullRequest = {
    ...withFiles(connection, details, new Map()),
    files: { total, items },
    headFiles: heads.get(merge) ?? new Map(),
  };
  return { ...bulk.state, pulls: [pull], pull };
}

async function readBaseAt(connection: GitHubConnection, { base }: PullState, commit: CommitOid) {
  const variables = queryVariables();
  const title = 'query BaseAt';
  const at = `object(oid: ${variables.add('GitObjectID!', commit)}) { ... on Commit { ${baseSelection(variables)} } }`;
  const field = `${repositoryField(connection, variables)} { base: ${at} }`;
  const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
  const answer = v.object({ repository: v.object({ base: baseCommit }) });
  const { data, now } = await connection.query(document, answer);
  const read = { id: base.repositoryId, host: base.host, base: { name: base.branch, target: data.repository.base } };
  return openedBase(read, now);
}
