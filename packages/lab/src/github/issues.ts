import type { GitHubContext } from './context.ts';
import type { Actor } from './identity/identity.ts';
import { nextNumber, type Issue } from './model/issues.ts';
import type { Label } from './model/pulls.ts';
import type { Repository } from './model/repository.ts';
import { checkBody } from './pulls/open-pull.ts';
import { missingField } from './refusal.ts';

/** A label is made when it is first used. */
export function labelNamed({ store }: GitHubContext, repository: Repository, name: string): Label {
  const key = name.toLowerCase();
  const label = repository.labels.get(key) ?? { id: store.nextId(), name, color: 'ededed', description: null };
  repository.labels.set(key, label);
  return label;
}

export interface IssueDraft {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
}

export function openIssue(context: GitHubContext, repository: Repository, draft: IssueDraft, by: Actor): Issue {
  if (draft.title.trim() === '') throw missingField('Issue', 'title');
  checkBody('Issue', draft.body);
  const now = context.clock.now();
  const issue: Issue = {
    kind: 'issue',
    id: context.store.nextId(),
    number: nextNumber(repository),
    repository,
    author: by.account,
    title: draft.title,
    body: draft.body,
    state: 'OPEN',
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    labels: draft.labels.map((name) => labelNamed(context, repository, name)),
  };
  repository.issues.push(issue);
  return issue;
}

export interface IssueChange {
  readonly title: string | undefined;
  readonly body: string | undefined;
  readonly state: 'open' | 'closed' | undefined;
}

export function changeIssue(context: GitHubContext, issue: Issue, change: IssueChange): void {
  if (change.title?.trim() === '') throw missingField('Issue', 'title');
  if (change.body !== undefined) checkBody('Issue', change.body);
  const now = context.clock.now();
  issue.title = change.title ?? issue.title;
  issue.body = change.body ?? issue.body;
  if (change.state !== undefined) {
    issue.state = change.state === 'open' ? 'OPEN' : 'CLOSED';
    issue.closedAt = change.state === 'open' ? null : (issue.closedAt ?? now);
  }
  issue.updatedAt = now;
}
