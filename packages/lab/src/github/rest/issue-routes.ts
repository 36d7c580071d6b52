import { json, type Answer } from '../../http/part-server.ts';
import type { Comment, Label, PullRequest } from '../model/pulls.ts';
import { addComment } from '../pulls/comments.ts';
import { checkBody } from '../pulls/open-pull.ts';
import { notFound, Refusal, unprocessable } from '../refusal.ts';
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

/** A label is made when it is first used. */
function labelNamed({ context, repository }: RepoCall, name: string): Label {
  const key = name.toLowerCase();
  const label = repository.labels.get(key) ?? { id: context.store.nextId(), name, color: 'ededed', description: null };
  repository.labels.set(key, label);
  return label;
}

function addLabels(call: RepoCall): Promise<Answer> {
  const pull = pullOf(call);
  const names = (call.body.array('labels') ?? []).map((label) => {
    const name = isRecord(label) ? label['name'] : label;
    if (typeof name !== 'string' || name === '') throw unprocessable('Validation Failed');
    return name;
  });
  for (const label of names.map((name) => labelNamed(call, name)))
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
  repoRoute('GET', '/issues/{issue_number}/comments', 'issues|pull_requests:read', listComments),
  repoRoute('POST', '/issues/{issue_number}/comments', 'issues|pull_requests:write', createComment),
  repoRoute('PATCH', '/issues/comments/{comment_id}', 'issues|pull_requests:write', updateComment),
  repoRoute('DELETE', '/issues/comments/{comment_id}', 'issues|pull_requests:write', deleteComment),
  repoRoute('GET', '/issues/{issue_number}/labels', 'issues|pull_requests:read', listLabels),
  repoRoute('POST', '/issues/{issue_number}/labels', 'issues|pull_requests:write', addLabels),
  repoRoute('DELETE', '/issues/{issue_number}/labels/{name}', 'issues|pull_requests:write', removeLabel),
];
