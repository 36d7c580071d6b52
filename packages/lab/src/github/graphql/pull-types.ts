import type { FileChange } from '../git/diff.ts';
import type { Commit } from '../git/objects.ts';
import type { PullRequest, Review } from '../model/pulls.ts';
import { fullName } from '../model/repository.ts';
import { nodeId } from '../node-ids.ts';
import { accountMayPush, mergeState, opinionatedReviews, reviewDecision } from '../pulls/protection.ts';
import { comparedBase, isMergeable, pullCommits, pullFiles } from '../pulls/pull-facts.ts';
import { authorAssociation } from '../shapes/pull-shapes.ts';
import { connection, type PageArguments } from './connection.ts';
import { instant, type Fields, type GraphQLScope } from './scope.ts';
import {
  accountSource,
  commitSource,
  refSource,
  type CommentSource,
  type CommitSource,
  type LabelSource,
  type ReviewSource,
} from './sources.ts';

const orNull = (date: Date | null): string | null => date && instant(date);
const page = ({ context }: GraphQLScope, pull: PullRequest): string =>
  context.links.repoPage(pull.repository, `pull/${pull.number}`);

const reviewSource =
  (pull: PullRequest) =>
  (review: Review): ReviewSource => ({
    type: 'PullRequestReview',
    pull,
    review,
  });

interface ReviewsArguments extends PageArguments {
  readonly author?: string | null;
  readonly states?: readonly Review['state'][] | null;
}

export const pullFields: Fields<PullRequest> = {
  id: ({ id }) => nodeId('PullRequest', id),
  databaseId: ({ id }) => id,
  number: ({ number }) => number,
  title: ({ title }) => title,
  body: ({ body }) => body,
  bodyText: ({ body }) => body,
  url: (pull, _, scope) => page(scope, pull),
  permalink: (pull, _, scope) => page(scope, pull),
  resourcePath: (pull) => `/${fullName(pull.repository)}/pull/${pull.number}`,
  repository: ({ repository }) => repository,
  state: ({ state }) => state,
  closed: ({ state }) => state !== 'OPEN',
  merged: ({ state }) => state === 'MERGED',
  isDraft: ({ draft }) => draft,
  locked: () => false,
  createdAt: ({ createdAt }) => instant(createdAt),
  updatedAt: ({ updatedAt }) => instant(updatedAt),
  closedAt: ({ closedAt }) => orNull(closedAt),
  mergedAt: ({ mergedAt }) => orNull(mergedAt),
  author: ({ author }) => accountSource(author),
  authorAssociation: (pull, _, { context }) => authorAssociation(context, pull, pull.author),
  mergedBy: ({ mergedBy }) => accountSource(mergedBy),
  mergeCommit: ({ repository, mergeCommit }) => commitSource(repository, mergeCommit),
  potentialMergeCommit: ({ repository, testMerge }) => commitSource(repository, testMerge?.commit ?? null),
  mergeable: async (pull, _, { context }) => {
    if (pull.state !== 'OPEN' || context.rules.mergeabilityUnknown) return 'UNKNOWN';
    return (await isMergeable(pull)) ? 'MERGEABLE' : 'CONFLICTING';
  },
  mergeStateStatus: async (pull, _, { context }) => mergeState(context, pull, await isMergeable(pull)),
  headRefName: ({ headBranch }) => headBranch,
  headRefOid: ({ headOid }) => headOid,
  headRef: ({ headRepository, headBranch }) => headRepository && refSource(headRepository, `refs/heads/${headBranch}`),
  headRepository: ({ headRepository }) => headRepository,
  headRepositoryOwner: ({ headOwner }) => accountSource(headOwner),
  isCrossRepository: ({ repository, headRepository }) => headRepository !== repository,
  baseRefName: ({ baseBranch }) => baseBranch,
  baseRefOid: (pull) => comparedBase(pull),
  baseRef: ({ repository, baseBranch }) => refSource(repository, `refs/heads/${baseBranch}`),
  baseRepository: ({ repository }) => repository,
  commits: async (pull, args: PageArguments) =>
    connection('commits', args, await pullCommits(pull), (commit: Commit) => pullCommit(pull, commit)),
  files: async (pull, args: PageArguments) =>
    connection('files', args, await pullFiles(pull), (file: FileChange) => ({
      path: file.path,
      additions: file.additions,
      deletions: file.deletions,
      changeType: file.status === 'removed' ? 'DELETED' : file.status.toUpperCase(),
      viewerViewedState: 'UNVIEWED',
    })),
  changedFiles: async (pull) => (await pullFiles(pull)).length,
  additions: async (pull) => (await pullFiles(pull)).reduce((sum, file) => sum + file.additions, 0),
  deletions: async (pull) => (await pullFiles(pull)).reduce((sum, file) => sum + file.deletions, 0),
  reviews: (pull, args: ReviewsArguments) => {
    const found = pull.reviews.filter(
      (review) =>
        (args.states == null || args.states.includes(review.state)) &&
        (args.author == null || review.author.login === args.author),
    );
    return connection('reviews', args, found, reviewSource(pull));
  },
  latestReviews: (pull, args: PageArguments) => {
    const latest = new Map(pull.reviews.map((review) => [review.author.id, review]));
    return connection('latestReviews', args, [...latest.values()], reviewSource(pull));
  },
  latestOpinionatedReviews: (pull, args: PageArguments & { writersOnly?: boolean | null }, { context }) => {
    const found = opinionatedReviews(pull).filter(
      ({ author }) => args.writersOnly !== true || accountMayPush(context, author, pull.repository),
    );
    return connection('latestOpinionatedReviews', args, found, reviewSource(pull));
  },
  reviewDecision: (pull, _, { context }) => reviewDecision(context, pull),
  comments: (pull, args: PageArguments) =>
    connection('comments', args, pull.comments, (comment): CommentSource => ({ type: 'IssueComment', pull, comment })),
  timelineItems: (pull, args: PageArguments & { itemTypes?: readonly string[] | null }) => {
    const found = pull.timeline.filter((type) => args.itemTypes == null || args.itemTypes.includes(itemTypeOf(type)));
    return connection('timelineItems', args, found, (type) => ({ type }));
  },
  labels: (pull, args: PageArguments) =>
    connection('labels', args, pull.labels, (label): LabelSource => ({ type: 'Label', label })),
  statusCheckRollup: async ({ repository, headOid }, _, scope) => {
    scope.authorize(repository, 'statuses:read');
    const reported =
      repository.statuses.has(headOid) || repository.checkRuns.some((check) => check.headSha === headOid);
    return reported ? { type: 'StatusCheckRollup', repository, oid: headOid } : null;
  },
  autoMergeRequest: ({ autoMerge }) =>
    autoMerge && {
      mergeMethod: autoMerge.method.toUpperCase(),
      enabledBy: accountSource(autoMerge.enabledBy),
      commitHeadline: autoMerge.title,
      commitBody: autoMerge.message,
    },
};

/** `BaseRefChangedEvent` as the enumeration PullRequestTimelineItemsItemType spells it. */
const itemTypeOf = (type: string): string => type.replaceAll(/(?<=.)(?=[A-Z])/g, '_').toUpperCase();

function pullCommit(pull: PullRequest, commit: Commit) {
  const source: CommitSource = { type: 'Commit', repository: pull.repository, commit };
  return { id: nodeId('Commit', `${pull.id}:${commit.oid}`), commit: source, pullRequest: pull };
}

export const reviewFields: Fields<ReviewSource> = {
  id: ({ review }) => nodeId('PullRequestReview', review.id),
  databaseId: ({ review }) => review.id,
  fullDatabaseId: ({ review }) => String(review.id),
  state: ({ review }) => review.state,
  body: ({ review }) => review.body,
  author: ({ review }) => accountSource(review.author),
  authorAssociation: ({ pull, review }, _, { context }) => authorAssociation(context, pull, review.author),
  viewerDidAuthor: ({ review }, _, { by }) => review.author.id === by.account.id,
  authorCanPushToRepository: ({ pull, review }, _, { context }) =>
    accountMayPush(context, review.author, pull.repository),
  commit: ({ pull, review }) => commitSource(pull.repository, review.commit),
  submittedAt: ({ review }) => orNull(review.submittedAt),
  createdAt: ({ pull, review }) => instant(review.submittedAt ?? pull.createdAt),
  publishedAt: ({ review }) => orNull(review.submittedAt),
  pullRequest: ({ pull }) => pull,
  url: ({ pull, review }, _, scope) => `${page(scope, pull)}#pullrequestreview-${review.id}`,
};

export const commentFields: Fields<CommentSource> = {
  id: ({ comment }) => nodeId('IssueComment', comment.id),
  viewerDidAuthor: ({ comment }, _, { by }) => comment.author.id === by.account.id,
  databaseId: ({ comment }) => comment.id,
  body: ({ comment }) => comment.body,
  author: ({ comment }) => accountSource(comment.author),
  createdAt: ({ comment }) => instant(comment.createdAt),
  updatedAt: ({ comment }) => instant(comment.updatedAt),
  url: ({ pull, comment }, _, scope) => `${page(scope, pull)}#issuecomment-${comment.id}`,
};

export const labelFields: Fields<LabelSource> = {
  id: ({ label }) => nodeId('Label', label.id),
  name: ({ label }) => label.name,
  color: ({ label }) => label.color,
  description: ({ label }) => label.description,
};
