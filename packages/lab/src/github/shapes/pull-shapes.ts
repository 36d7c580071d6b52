import type { GitHubContext } from '../context.ts';
import type { Account } from '../model/accounts.ts';
import type { Comment, Label, PullRequest, Review } from '../model/pulls.ts';
import type { Repository } from '../model/repository.ts';
import { nodeId } from '../node-ids.ts';
import { accountMayPush, mergeState } from '../pulls/protection.ts';
import { isMergeable, pullCommits, pullFiles, testMerge } from '../pulls/pull-facts.ts';
import { accountShape, type Shape } from './account-shapes.ts';
import { repositoryShape } from './repository-shapes.ts';

export const instantOrNull = (date: Date | null): string | null => date?.toISOString() ?? null;

interface InRepository {
  readonly repository: Repository;
}

export function authorAssociation(
  context: GitHubContext,
  { repository }: InRepository,
  account: { readonly id: number },
): string {
  if (account.id === repository.owner.id) return 'OWNER';
  const known = context.store.accounts.find((each) => each.id === account.id);
  if (known?.kind === 'User' && accountMayPush(context, known, repository)) return 'COLLABORATOR';
  return known?.kind === 'Bot' ? 'CONTRIBUTOR' : 'NONE';
}

export const labelShape = ({ links }: GitHubContext, { repository }: InRepository, label: Label): Shape => ({
  id: label.id,
  node_id: nodeId('Label', label.id),
  url: links.repo(repository, `labels/${encodeURIComponent(label.name)}`),
  name: label.name,
  description: label.description,
  color: label.color,
  default: false,
});

/** REST's simple pull request, as lists have it. */
export function simplePullShape(context: GitHubContext, pull: PullRequest): Shape {
  const { links } = context;
  const { repository } = pull;
  const api = links.repo(repository, `pulls/${pull.number}`);
  const issue = links.repo(repository, `issues/${pull.number}`);
  const page = links.repoPage(repository, `pull/${pull.number}`);
  const side = (of: Repository | null, owner: Account, ref: string, sha: string): Shape => ({
    label: `${owner.login}:${ref}`,
    ref,
    sha,
    user: accountShape(context, owner),
    repo: of && repositoryShape(context, of),
  });
  const statuses = links.repo(repository, `statuses/${pull.headOid}`);
  const commitUrls = { commits_url: `${api}/commits`, review_comments_url: `${api}/comments` };
  return {
    url: api,
    id: pull.id,
    node_id: nodeId('PullRequest', pull.id),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issue,
    ...commitUrls,
    review_comment_url: `${links.repo(repository, 'pulls/comments')}{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: statuses,
    number: pull.number,
    state: pull.state === 'OPEN' ? 'open' : 'closed',
    locked: false,
    active_lock_reason: null,
    title: pull.title,
    user: accountShape(context, pull.author),
    body: pull.body === '' ? null : pull.body,
    labels: pull.labels.map((label) => labelShape(context, pull, label)),
    milestone: null,
    created_at: pull.createdAt.toISOString(),
    updated_at: pull.updatedAt.toISOString(),
    closed_at: instantOrNull(pull.closedAt),
    merged_at: instantOrNull(pull.mergedAt),
    merge_commit_sha: pull.mergeCommit ?? pull.testMerge?.commit ?? null,
    assignee: null,
    assignees: [],
    requested_reviewers: pull.requestedReviewers.map((reviewer) => accountShape(context, reviewer)),
    requested_teams: [],
    head: side(pull.headRepository, pull.headOwner, pull.headBranch, pull.headOid),
    base: side(repository, repository.owner, pull.baseBranch, pull.baseOid),
    _links: {
      self: { href: api },
      html: { href: page },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      review_comments: { href: `${api}/comments` },
      review_comment: { href: `${links.repo(repository, 'pulls/comments')}{/number}` },
      commits: { href: `${api}/commits` },
      statuses: { href: statuses },
    },
    author_association: authorAssociation(context, pull, pull.author),
    auto_merge: pull.autoMerge && {
      enabled_by: accountShape(context, pull.autoMerge.enabledBy),
      merge_method: pull.autoMerge.method,
      commit_title: pull.autoMerge.title,
      commit_message: pull.autoMerge.message,
    },
    draft: pull.draft,
  };
}

/** REST's whole pull request; merges in advance to tell whether it can be merged. */
export async function pullShape(context: GitHubContext, pull: PullRequest): Promise<Shape> {
  const open = pull.state === 'OPEN' && !context.rules.mergeabilityUnknown;
  const mergeable = open ? (await testMerge(context, pull)) !== null : null;
  const files = await pullFiles(pull);
  return {
    ...simplePullShape(context, pull),
    merged: pull.state === 'MERGED',
    mergeable,
    rebaseable: open ? await isMergeable(pull) : null,
    mergeable_state: mergeState(context, pull, mergeable ?? false).toLowerCase(),
    merged_by: pull.mergedBy && accountShape(context, pull.mergedBy),
    comments: pull.comments.length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: (await pullCommits(pull)).length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}

export function reviewShape(context: GitHubContext, pull: PullRequest, review: Review): Shape {
  const page = `${context.links.repoPage(pull.repository, `pull/${pull.number}`)}#pullrequestreview-${review.id}`;
  const api = context.links.repo(pull.repository, `pulls/${pull.number}`);
  return {
    id: review.id,
    node_id: nodeId('PullRequestReview', review.id),
    user: accountShape(context, review.author),
    body: review.body,
    state: review.state,
    html_url: page,
    pull_request_url: api,
    author_association: authorAssociation(context, pull, review.author),
    _links: { html: { href: page }, pull_request: { href: api } },
    ...(review.submittedAt ? { submitted_at: review.submittedAt.toISOString() } : {}),
    commit_id: review.commit,
  };
}

export function commentShape(context: GitHubContext, pull: PullRequest, comment: Comment): Shape {
  const { links } = context;
  return {
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    url: links.repo(pull.repository, `issues/comments/${comment.id}`),
    html_url: `${links.repoPage(pull.repository, `pull/${pull.number}`)}#issuecomment-${comment.id}`,
    body: comment.body,
    user: accountShape(context, comment.author),
    created_at: comment.createdAt.toISOString(),
    updated_at: comment.updatedAt.toISOString(),
    issue_url: links.repo(pull.repository, `issues/${pull.number}`),
    author_association: authorAssociation(context, pull, comment.author),
    performed_via_github_app: null,
  };
}
