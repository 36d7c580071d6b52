import type { ChangedFile, CommitOid, PullRequest, PullRewrite, Review } from '@bitvault/promotion';
import * as v from 'valibot';
import { account, commitOid, timestamp } from './answers.ts';
import { commitFacts, commitFields } from './commits.ts';

/** GraphQL gives at most this many items at once; a pull request with more is refused by the gates anyway. */
const listed = 100;
/** This identity's approvals of one pull request: one for each head. */
export const ownApprovals = 50;

export const approvedHeadsField = `approvals: reviews(last: ${ownApprovals}, states: APPROVED) {
  nodes { viewerDidAuthor commit { oid } }
}`;

/** One is too many. */
const mostRewrites = 5;

/** A pull request with all that a gate looks at, for a selection on PullRequest. */
export const pullFields = `
  id number url state isDraft isCrossRepository headRefName headRefOid baseRefName mergeable reviewDecision
  author { __typename login }
  headRepository { nameWithOwner }
  mergedAt mergeCommit { oid }
  rewrites: timelineItems(first: ${mostRewrites}, itemTypes: [HEAD_REF_FORCE_PUSHED_EVENT, BASE_REF_CHANGED_EVENT]) {
    nodes { __typename }
  }
  commits(first: ${listed}) { totalCount nodes { commit { ${commitFields} } } }
  files(first: ${listed}) { totalCount nodes { path changeType } }
  latestOpinionatedReviews(first: ${listed}, writersOnly: true) {
    totalCount nodes { author { __typename login } state submittedAt authorCanPushToRepository commit { oid } }
  }
  ${approvedHeadsField}`;

const list = <S extends v.GenericSchema>(item: S) => v.object({ totalCount: v.number(), nodes: v.array(item) });

const review = v.pipe(
  v.object({
    author: account,
    state: v.picklist(['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED', 'COMMENTED', 'PENDING']),
    submittedAt: v.nullable(timestamp),
    authorCanPushToRepository: v.boolean(),
    commit: v.nullable(v.object({ oid: commitOid })),
  }),
  v.transform(({ author, state, submittedAt, authorCanPushToRepository: authorCanPush, commit }): Review => ({
    author,
    state,
    submittedAt,
    authorCanPush,
    commit: commit?.oid ?? null,
  })),
);

const changedFile = v.pipe(
  v.object({
    path: v.string(),
    changeType: v.picklist(['ADDED', 'MODIFIED', 'DELETED', 'RENAMED', 'COPIED', 'CHANGED']),
  }),
  v.transform(({ path, changeType }): ChangedFile => ({ path, change: changeType })),
);

const rewrite = v.pipe(
  v.object({ __typename: v.picklist(['HeadRefForcePushedEvent', 'BaseRefChangedEvent']) }),
  v.transform(({ __typename }): PullRewrite =>
    __typename === 'BaseRefChangedEvent' ? 'base-changed' : 'force-pushed',
  ),
);

/** Heads of a pull request that the identity behind the token has approved. */
export const approvedHeads: v.GenericSchema<unknown, ReadonlySet<CommitOid>> = v.pipe(
  v.object({
    nodes: v.array(v.object({ viewerDidAuthor: v.boolean(), commit: v.nullable(v.object({ oid: commitOid })) })),
  }),
  v.transform(
    ({ nodes }) =>
      new Set(nodes.flatMap(({ viewerDidAuthor, commit }) => (viewerDidAuthor && commit !== null ? [commit.oid] : []))),
  ),
);

/** A pull request without its files' contents, which are read at its head. */
export interface PullDetails extends Omit<PullRequest, 'headFiles'> {
  readonly approvedHeads: ReadonlySet<CommitOid>;
}

export const pullDetails: v.GenericSchema<unknown, PullDetails> = v.pipe(
  v.object({
    id: v.string(),
    number: v.number(),
    url: v.string(),
    state: v.picklist(['OPEN', 'CLOSED', 'MERGED']),
    isDraft: v.boolean(),
    isCrossRepository: v.boolean(),
    headRefName: v.string(),
    headRefOid: commitOid,
    baseRefName: v.string(),
    mergeable: v.picklist(['MERGEABLE', 'CONFLICTING', 'UNKNOWN']),
    reviewDecision: v.nullable(v.picklist(['APPROVED', 'CHANGES_REQUESTED', 'REVIEW_REQUIRED'])),
    author: account,
    headRepository: v.nullable(v.object({ nameWithOwner: v.string() })),
    mergedAt: v.nullable(timestamp),
    mergeCommit: v.nullable(v.object({ oid: commitOid })),
    rewrites: v.object({ nodes: v.array(rewrite) }),
    commits: list(v.object({ commit: commitFacts })),
    files: list(changedFile),
    latestOpinionatedReviews: list(review),
    approvals: approvedHeads,
  }),
  v.transform((pull): PullDetails => ({
    id: pull.id,
    number: pull.number,
    url: pull.url,
    state: pull.state,
    isDraft: pull.isDraft,
    author: pull.author,
    isCrossRepository: pull.isCrossRepository,
    headRepository: pull.headRepository?.nameWithOwner ?? null,
    headBranch: pull.headRefName,
    baseBranch: pull.baseRefName,
    head: pull.headRefOid,
    mergeable: pull.mergeable,
    mergeCommit: pull.mergeCommit?.oid ?? null,
    mergedAt: pull.mergedAt,
    rewrites: [...new Set(pull.rewrites.nodes)],
    commits: { total: pull.commits.totalCount, items: pull.commits.nodes.map(({ commit }) => commit) },
    files: { total: pull.files.totalCount, items: pull.files.nodes },
    reviews: { total: pull.latestOpinionatedReviews.totalCount, items: pull.latestOpinionatedReviews.nodes },
    reviewDecision: pull.reviewDecision,
    approvedHeads: pull.approvals,
  })),
  // GitHub computes its lists some time after a push: one that does not reach the head is about another head.
  v.check(
    ({ commits, head }) => commits.items.length < commits.total || commits.items.some((commit) => commit.oid === head),
    'its commits do not reach its head',
  ),
);
