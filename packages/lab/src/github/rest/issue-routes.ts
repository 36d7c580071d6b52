import { json, type Answer } from '../../http/part-server.ts';
import { changeIssue, labelNamed, openIssue } from '../issues.ts';
import type { Issue } from '../model/issues.ts';
import type { Comment, PullRequest } from '../model/pulls.ts';
import { addComment } from '../pulls/comments.ts';
import { checkBody } from '../pulls/open-pull.ts';
import { notFound, Refusal, unprocessable } from '../refusal.ts';
import { issueShape } from '../shapes/issue-shape.ts';
import { commentShape, labelShape } from '../shapes/pull-shapes.ts';
import { isRecord } from './body-reader.ts';
import { actorOf, listAnswer, noContent, pullOf, repoRoute, type RepoCall, type Route } from './route.ts';

function listComments(call: RepoCall): Promise<Answer> {
  const pull = pullOf(call);
  return listAnswer(call, pull.comments, (comment) => commentShape(call.context, pull, comment));
}

function createComment(call: RepoCall): Answer {
  const pull = pullOf(call);
  const comment = addComment(call.context, pull, call.body.mustString('body'), actorOf(call));
  const shape = commentShape(call.context, pull, comment);
  return json(201, shape, { location: String(shape['url']) });
}

function commentOf({ repository, params }: RepoCall): { readonly pull: PullRequest; readonly comment: Comment } {
  for (const pull of repository.pulls) {
    const comment = pull.comments.find((each) => String(each.id) === params['comment_id']);
    if (comment) return { pull, comment };
  }
  throw notFound();
}

function updateComment(call: RepoCall): Answer {
  const { pull, comment } = commentOf(call);
  const body = call.body.mustString('body');
  checkBody('IssueComment', body);
  if (actorOf(call).account.id !== comment.author.id)
    throw new Refusal(403, 'FORBIDDEN', 'Must be the author of the comment.');
  comment.body = body;
  comment.updatedAt = call.context.clock.now();
  return json(200, commentShape(call.context, pull, comment));
}

/** The issue of `{issue_number}`; for a pull request, ask for it as one. */
function issueOf({ repository, params }: RepoCall): Issue {
  const found = repository.issues.find(({ number }) => String(number) === params['issue_number']);
  if (!found) throw notFound();
  return found;
}

function createIssue(call: RepoCall): Answer {
  const { context, repository, body } = call;
  const draft = { title: body.mustString('title'), body: body.string('body') ?? '', labels: labelNames(call) };
  const shape = issueShape(context, openIssue(context, repository, draft, actorOf(call)));
  return json(201, shape, { location: String(shape['url']) });
}

function getIssue(call: RepoCall): Answer {
  return json(200, issueShape(call.context, issueOf(call)));
}

function updateIssue(call: RepoCall): Answer {
  const issue = issueOf(call);
  changeIssue(call.context, issue, {
    title: call.body.string('title'),
    body: call.body.string('body'),
    state: call.body.word('state', ['open', 'closed']),
  });
  return getIssue(call);
}

function labelNames({ body }: RepoCall): readonly string[] {
  return (body.array('labels') ?? []).map((label) => {
    const name = isRecord(label) ? label['name'] : label;
    if (typeof name !== 'string' || name === '') throw unprocessable('Validation Failed');
    return name;
  });
}

function addLabels(call: RepoCall): Promise<Answer> {
  const pull = pullOf(call);
  for (const label of labelNames(call).map((name) => labelNamed(call.context, call.repository, name)))
    if (!pull.labels.includes(label)) pull.labels.push(label);
  return listLabels(call);
}

function listLabels(call: RepoCall): Promise<Answer> {
  const pull = pullOf(call);
  return listAnswer(call, pull.labels, (label) => labelShape(call.context, pull, label));
}

function removeLabel(call: RepoCall): Promise<Answer> {
  const pull = pullOf(call);
  const at = pull.labels.findIndex((label) => label.name.toLowerCase() === call.params['name']?.toLowerCase());
  if (at < 0) throw new Refusal(404, 'NOT_FOUND', 'Label does not exist');
  pull.labels.splice(at, 1);
  return listLabels(call);
}

function deleteComment(call: RepoCall): Answer {
  const { pull, comment } = commentOf(call);
  pull.comments.splice(pull.comments.indexOf(comment), 1);
  return noContent;
}

export const issueRoutes: readonly Route[] = [
  repoRoute('POST', '/issues', 'issues:write', createIssue),
  repoRoute('GET', '/issues/{issue_number}', 'issues:read', getIssue),
  repoRoute('PATCH', '/issues/{issue_number}', 'issues:write', updateIssue),
  repoRoute('GET', '/issues/{issue_number}/comments', 'issues|pull_requests:read', listComments),
  repoRoute('POST', '/issues/{issue_number}/comments', 'issues|pull_requests:write', createComment),
  repoRoute('PATCH', '/issues/comments/{comment_id}', 'issues|pull_requests:write', updateComment),
  repoRoute('DELETE', '/issues/comments/{comment_id}', 'issues|pull_requests:write', deleteComment),
  repoRoute('GET', '/issues/{issue_number}/labels', 'issues|pull_requests:read', listLabels),
  repoRoute('POST', '/issues/{issue_number}/labels', 'issues|pull_requests:write', addLabels),
  repoRoute('DELETE', '/issues/{issue_number}/labels/{name}', 'issues|pull_requests:write', removeLabel),
];
