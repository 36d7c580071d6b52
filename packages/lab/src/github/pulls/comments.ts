import type { GitHubContext } from '../context.ts';
import type { Actor } from '../identity/identity.ts';
import type { Comment, PullRequest } from '../model/pulls.ts';
import { invalid } from '../refusal.ts';
import { checkBody } from './open-pull.ts';

export function addComment(context: GitHubContext, pull: PullRequest, body: string, by: Actor): Comment {
  if (body.trim() === '') throw invalid('IssueComment', "body can't be blank", 'body');
  checkBody('IssueComment', body);
  const now = context.clock.now();
  const comment: Comment = {
    kind: 'comment',
    id: context.store.nextId(),
    author: by.account,
    body,
    createdAt: now,
    updatedAt: now,
  };
  pull.comments.push(comment);
  pull.updatedAt = now;
  return comment;
}
