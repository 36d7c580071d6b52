import type { CommitOid, PullRequest } from '@bitvault/promotion';
import * as v from 'valibot';
import { commitOid } from './answers.ts';
import type { GitHubConnection } from './connection.ts';
import { GitHubError, isUnclear } from './github-error.ts';
import { holderText } from './identity.ts';
import { approvedHeads, approvedHeadsField, ownApprovals } from './pull-details.ts';

type Approvable = Pick<PullRequest, 'number' | 'head'>;

/** Dismissed at once where the head moves on meanwhile: the merge, which names the head, will say so. */
const review = v.object({ state: v.picklist(['APPROVED', 'DISMISSED']) });

/** Approves this head unless this identity already has. */
export async function approve(connection: GitHubConnection, pull: Approvable, body: string): Promise<void> {
  const known =
    connection.recollection.ownApprovals.get(pull.number) ?? (await readApprovedHeads(connection, pull.number));
  if (known.has(pull.head)) return;
  const route = 'POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews';
  const parameters = { pull_number: pull.number, commit_id: pull.head, event: 'APPROVE', body };
  try {
    const { state } = await connection.rest('once', route, parameters, review);
    if (state === 'APPROVED') connection.recollection.ownApprovals.set(pull.number, new Set([...known, pull.head]));
  } catch (error) {
    if (isOwn(error)) throw await sameIdentity(connection, pull);
    if (!isUnclear(error)) throw error;
    const now = await readApprovedHeads(connection, pull.number);
    if (!now.has(pull.head)) throw error;
  }
}

/** The only words that GitHub has for it. */
const isOwn = (error: unknown): boolean =>
  error instanceof GitHubError && error.status === 422 && /approve your own pull request/i.test(error.answer);

async function sameIdentity(connection: GitHubConnection, { number }: Approvable): Promise<GitHubError> {
  const holder = await connection.holder();
  const input = holder.insteadOf ?? holder.input;
  const found = `pull request #${number} was opened by ${holderText(holder)} and nobody may approve what they opened`;
  return new GitHubError('GITHUB_SAME_IDENTITY', found, {
    next: `Set \`${input}\` to the token of another GitHub App than the one that opens the pull requests, which promotion.yaml names as \`bot\`.`,
    status: 422,
  });
}

const headsAnswer = v.object({ repository: v.object({ pullRequest: v.object({ approvals: approvedHeads }) }) });

async function readApprovedHeads(connection: GitHubConnection, number: number): Promise<ReadonlySet<CommitOid>> {
  const { owner, name } = connection;
  const title = 'query OwnApprovals';
  const text = `${title}($owner: String!, $name: String!, $number: Int!) {
    repository(owner: $owner, name: $name) {
      pullRequest(number: $number) { ${approvedHeadsField} }
    }
  }`;
  const { data } = await connection.query({ title, text, variables: { owner, name, number } }, headsAnswer);
  const heads = data.repository.pullRequest.approvals;
  connection.recollection.ownApprovals.set(number, heads);
  return heads;
}

const standingAnswer = v.object({
  repository: v.object({
    pullRequest: v.object({
      approvals: v.object({
        nodes: v.array(
          v.object({
            fullDatabaseId: v.union([v.string(), v.number()]),
            viewerDidAuthor: v.boolean(),
            commit: v.nullable(v.object({ oid: commitOid })),
          }),
        ),
      }),
    }),
  }),
});

/**
 * Takes back this identity's approvals of a head that was pushed over: where the branch does not dismiss stale reviews,
 * they would count for what came after it, which nobody has judged.
 */
export async function withdrawApprovals(connection: GitHubConnection, pull: Approvable): Promise<void> {
  const route = 'PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}/dismissals';
  const message = 'The head has moved on from what was approved.';
  for (const id of await readStandingApprovals(connection, pull)) {
    try {
      const parameters = { pull_number: pull.number, review_id: id, message };
      await connection.rest('once', route, parameters, v.object({ state: v.literal('DISMISSED') }));
    } catch (error) {
      // GitHub itself may have dismissed it first.
      if ((await readStandingApprovals(connection, pull)).includes(id)) throw error;
    }
  }
  connection.recollection.ownApprovals.delete(pull.number);
}

/** Ids of this identity's approvals of that head. */
async function readStandingApprovals(
  connection: GitHubConnection,
  { number, head }: Approvable,
): Promise<readonly (string | number)[]> {
  const { owner, name } = connection;
  const title = 'query StandingApprovals';
  const text = `${title}($owner: String!, $name: String!, $number: Int!) {
    repository(owner: $owner, name: $name) {
      pullRequest(number: $number) {
        approvals: reviews(last: ${ownApprovals}, states: APPROVED) {
          nodes { fullDatabaseId viewerDidAuthor commit { oid } }
        }
      }
    }
  }`;
  const { data } = await connection.query({ title, text, variables: { owner, name, number } }, standingAnswer);
  return data.repository.pullRequest.approvals.nodes
    .filter(({ viewerDidAuthor, commit }) => viewerDidAuthor && commit?.oid === head)
    .map(({ fullDatabaseId }) => fullDatabaseId);
}
