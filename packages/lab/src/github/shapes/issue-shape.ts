import type { GitHubContext } from '../context.ts';
import type { Issue } from '../model/issues.ts';
import { nodeId } from '../node-ids.ts';
import { accountShape, type Shape } from './account-shapes.ts';
import { authorAssociation, instantOrNull, labelShape } from './pull-shapes.ts';

export function issueShape(context: GitHubContext, issue: Issue): Shape {
  const { links } = context;
  const { repository, number } = issue;
  const api = links.repo(repository, `issues/${number}`);
  return {
    id: issue.id,
    node_id: nodeId('Issue', issue.id),
    url: api,
    repository_url: links.repo(repository),
    labels_url: `${api}/labels{/name}`,
    comments_url: `${api}/comments`,
    events_url: `${api}/events`,
    html_url: links.repoPage(repository, `issues/${number}`),
    number,
    state: issue.state.toLowerCase(),
    state_reason: issue.state === 'CLOSED' ? 'completed' : null,
    title: issue.title,
    body: issue.body === '' ? null : issue.body,
    user: accountShape(context, issue.author),
    labels: issue.labels.map((label) => labelShape(context, issue, label)),
    assignee: null,
    assignees: [],
    milestone: null,
    locked: false,
    active_lock_reason: null,
    comments: 0,
    closed_at: instantOrNull(issue.closedAt),
    created_at: issue.createdAt.toISOString(),
    updated_at: issue.updatedAt.toISOString(),
    author_association: authorAssociation(context, issue, issue.author),
  };
}
