import type { Commit, TreeEntry } from '../git/objects.ts';
import { resolveRevision } from '../git/revision.ts';
import type { Account } from '../model/accounts.ts';
import type { Comment, Label, PullRequest, Review } from '../model/pulls.ts';
import type { CheckRun, CommitStatus, Repository } from '../model/repository.ts';

/** What stands behind a GraphQL object: the type's name with what its resolvers need. */
export interface CommitSource {
  readonly type: 'Commit';
  readonly repository: Repository;
  readonly commit: Commit;
}
export interface TreeSource {
  readonly type: 'Tree';
  readonly repository: Repository;
  readonly oid: string;
  readonly path: string;
}
export interface BlobSource {
  readonly type: 'Blob';
  readonly repository: Repository;
  readonly oid: string;
  readonly content: Buffer;
}
export interface RefSource {
  readonly type: 'Ref';
  readonly repository: Repository;
  readonly name: string;
  readonly oid: string;
}
export interface ComparisonSource {
  readonly type: 'Comparison';
  readonly repository: Repository;
  readonly base: Commit;
  readonly head: Commit;
}
export interface TreeEntrySource {
  readonly type: 'TreeEntry';
  readonly repository: Repository;
  readonly entry: TreeEntry;
  readonly path: string;
}
export interface AccountSource {
  readonly type: 'User' | 'Bot' | 'Organization';
  readonly account: Account;
}
export interface ReviewSource {
  readonly type: 'PullRequestReview';
  readonly pull: PullRequest;
  readonly review: Review;
}
export interface CommentSource {
  readonly type: 'IssueComment';
  readonly pull: PullRequest;
  readonly comment: Comment;
}
export interface StatusContextSource {
  readonly type: 'StatusContext';
  readonly repository: Repository;
  readonly status: CommitStatus;
}
export interface CheckRunSource {
  readonly type: 'CheckRun';
  readonly repository: Repository;
  readonly check: CheckRun;
}
/** Of `status` and `statusCheckRollup`. */
export interface CommitReports {
  readonly type: 'Status' | 'StatusCheckRollup';
  readonly repository: Repository;
  readonly oid: string;
}
export interface LabelSource {
  readonly type: 'Label';
  readonly label: Label;
}

export const accountSource = (account: Account | null): AccountSource | null =>
  account && { type: account.kind, account };

export async function commitSource(repository: Repository, oid: string | null): Promise<CommitSource | null> {
  const commit = oid === null ? null : await repository.git.commit(oid);
  return commit && { type: 'Commit', repository, commit };
}

export const refSource = (repository: Repository, name: string): RefSource | null => {
  const oid = repository.git.refs.get(name);
  return oid === null ? null : { type: 'Ref', repository, name, oid };
};

export type ObjectSource = CommitSource | TreeSource | BlobSource;

/** The object with this OID; a tree that was found by a path knows that path. */
export async function objectSource(repository: Repository, oid: string, path = ''): Promise<ObjectSource | null> {
  const { git } = repository;
  const found = await git.object(oid);
  switch (found?.kind) {
    case 'commit':
      return commitSource(repository, oid);
    case 'tree':
      return { type: 'Tree', repository, oid, path };
    case 'blob':
      return { type: 'Blob', repository, oid, content: found.content };
    case 'tag':
    case undefined:
      return null;
  }
}

/** `<oid or ref>` or `<oid or ref>:<path>`, as git reads them. */
export async function expressionSource(repository: Repository, expression: string): Promise<ObjectSource | null> {
  const { git } = repository;
  const colon = expression.indexOf(':');
  const revision = colon < 0 ? expression : expression.slice(0, colon);
  const oid = resolveRevision(git, revision, repository.defaultBranch);
  if (oid === null) return null;
  if (colon < 0) return objectSource(repository, oid);
  const tree = (await git.commit(oid))?.tree ?? oid;
  const path = expression.slice(colon + 1).replace(/\/$/, '');
  const entry = await git.entryAt(tree, path);
  return entry && entry.type !== 'commit' ? objectSource(repository, entry.oid, path) : null;
}
