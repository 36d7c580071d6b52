import type { GitHubContext } from '../context.ts';
import { commitsBetween } from '../git/history.ts';
import { bringOver } from '../git/bring-over.ts';
import type { Actor } from '../identity/identity.ts';
import { sameLogin } from '../model/accounts.ts';
import { nextNumber } from '../model/issues.ts';
import type { PullRequest } from '../model/pulls.ts';
import type { Repository } from '../model/repository.ts';
import { invalid, missingField, Refusal } from '../refusal.ts';
import { emitPull } from './pull-events.ts';
import { endPull } from './synchronize.ts';

export interface PullDraft {
  readonly title: string;
  readonly body: string;
  /** `branch` or `owner:branch`. */
  readonly head: string;
  readonly base: string;
  readonly draft: boolean;
}

const bodyLimit = 65_536;

/** @throws {Refusal} 422 for a body that is too long; `resource` such as `Issue`. */
export function checkBody(resource: string, body: string): void {
  if (Array.from(body).length <= bodyLimit) return;
  throw invalid(resource, `body is too long (maximum is ${bodyLimit} characters)`, 'body');
}

/** Opens a pull request from a branch of the repository or of a fork. */
export async function openPull(
  context: GitHubContext,
  repository: Repository,
  draft: PullDraft,
  by: Actor,
): Promise<PullRequest> {
  if (by.kind === 'job' && !repository.settings.actionsMayApprove)
    throw new Refusal(403, 'FORBIDDEN', 'GitHub Actions is not permitted to create or approve pull requests.');
  if (draft.title.trim() === '') throw missingField('PullRequest', 'title');
  checkBody('PullRequest', draft.body);
  const { git } = repository;
  const head = findHead(context, repository, draft.head);
  const baseOid = git.branch(draft.base);
  if (baseOid === null) throw invalid('PullRequest', '', 'base', 'invalid');
  if (head === null) throw invalid('PullRequest', '', 'head', 'invalid');
  const { branch: headBranch, oid: headOid } = head;
  if (head.repository !== repository) await bringOver(head.repository.git, git, headOid);
  const commits = await commitsBetween(git, baseOid, headOid);
  if (commits.length === 0) throw invalid('PullRequest', `No commits between ${draft.base} and ${headBranch}`);
  const twin = repository.pulls.find(
    (pull) =>
      pull.state === 'OPEN' &&
      pull.headRepository === head.repository &&
      pull.headBranch === headBranch &&
      pull.baseBranch === draft.base,
  );
  if (twin)
    throw invalid('PullRequest', `A pull request already exists for ${head.repository.owner.login}:${headBranch}.`);
  const now = context.clock.now();
  const pull: PullRequest = {
    kind: 'pull',
    id: context.store.nextId(),
    number: nextNumber(repository),
    repository,
    author: by.account,
    title: draft.title,
    body: draft.body,
    draft: draft.draft,
    state: 'OPEN',
    headRepository: head.repository,
    headOwner: head.repository.owner,
    headBranch,
    headOid,
    baseBranch: draft.base,
    baseOid,
    mergeCommit: null,
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    mergedAt: null,
    mergedBy: null,
    labels: [],
    requestedReviewers: [],
    reviews: [],
    comments: [],
    timeline: [],
    autoMerge: null,
    lastPusher: by.account,
    testMerge: null,
  };
  repository.pulls.push(pull);
  await git.refs.update([{ name: `refs/pull/${pull.number}/head`, before: undefined, after: headOid }]);
  await emitPull(context, pull, 'opened', by);
  return pull;
}

interface Head {
  readonly repository: Repository;
  readonly branch: string;
  readonly oid: string;
}

/** The branch that `head` names: of the repository, or, with `owner:` before it, of that owner's fork. */
function findHead({ store }: GitHubContext, repository: Repository, head: string): Head | null {
  const colon = head.indexOf(':');
  const owner = colon < 0 ? repository.owner.login : head.slice(0, colon);
  const branch = head.slice(colon + 1).replace(/^refs\/heads\//, '');
  const places = store.repositories.filter((each) => each === repository || each.parent === repository);
  const found = places.find((each) => sameLogin(each.owner.login, owner));
  const oid = found?.git.branch(branch) ?? null;
  return found && oid !== null ? { repository: found, branch, oid } : null;
}

export interface PullChange {
  readonly title?: string;
  readonly body?: string;
  readonly base?: string;
  readonly state?: 'open' | 'closed';
}

export async function changePull(
  context: GitHubContext,
  pull: PullRequest,
  change: PullChange,
  by: Actor,
): Promise<void> {
  if (change.body !== undefined) checkBody('PullRequest', change.body);
  if (change.title?.trim() === '') throw missingField('PullRequest', 'title');
  const before = { title: { from: pull.title }, body: { from: pull.body } };
  const edited = change.title !== undefined || change.body !== undefined || change.base !== undefined;
  if (change.base !== undefined) {
    const baseOid = pull.repository.git.branch(change.base);
    if (baseOid === null) throw invalid('PullRequest', '', 'base', 'invalid');
    if (change.base !== pull.baseBranch) pull.timeline.push('BaseRefChangedEvent');
    pull.baseBranch = change.base;
    pull.baseOid = baseOid;
  }
  pull.title = change.title ?? pull.title;
  pull.body = change.body ?? pull.body;
  pull.updatedAt = context.clock.now();
  if (edited) await emitPull(context, pull, 'edited', by, { changes: before });
  if (change.state === 'closed' && pull.state === 'OPEN') await endPull(context, pull, by);
  if (change.state === 'open' && pull.state !== 'OPEN') await reopen(context, pull, by);
}

async function reopen(context: GitHubContext, pull: PullRequest, by: Actor): Promise<void> {
  const head = pull.headRepository?.git.branch(pull.headBranch) ?? null;
  if (pull.state === 'MERGED' || head === null) throw invalid('PullRequest', 'state cannot be changed.', 'state');
  if (head !== pull.headOid)
    throw invalid(
      'PullRequest',
      `state cannot be changed. The ${pull.headBranch} branch was force-pushed or recreated.`,
    );
  pull.state = 'OPEN';
  pull.closedAt = null;
  await emitPull(context, pull, 'reopened', by);
}
