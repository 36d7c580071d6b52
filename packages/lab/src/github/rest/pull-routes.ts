import { json, type Answer } from '../../http/part-server.ts';
import { hasRole } from '../model/accounts.ts';
import type { PullRequest } from '../model/pulls.ts';
import { notFound, notForIntegration, Refusal } from '../refusal.ts';
import { mayPush, roleOf } from '../identity/access.ts';
import { mergeWhatWaits } from '../pulls/auto-merge.ts';
import { changePull, openPull } from '../pulls/open-pull.ts';
import { mergePull } from '../pulls/merge-pull.ts';
import { pullCommits, pullFiles } from '../pulls/pull-facts.ts';
import { dismissReview, reviewPull } from '../pulls/review-pull.ts';
import { commitShape, fileChangeShape } from '../shapes/commit-shapes.ts';
import { pullShape, reviewShape, simplePullShape } from '../shapes/pull-shapes.ts';
import { actorOf, listAnswer, pullOf, repoRoute, type RepoCall, type Route } from './route.ts';

function listPulls(call: RepoCall): Promise<Answer> {
  const { context, repository, query } = call;
  const state = query.get('state') ?? 'open';
  const head = query.get('head');
  const base = query.get('base');
  const found = repository.pulls.filter(
    (pull) =>
      (state === 'all' || (pull.state === 'OPEN') === (state === 'open')) &&
      (head === null || `${pull.headOwner.login}:${pull.headBranch}` === head) &&
      (base === null || pull.baseBranch === base),
  );
  const ordered = query.get('direction') === 'asc' ? found : found.toReversed();
  return listAnswer(call, ordered, (pull) => simplePullShape(context, pull));
}

async function createPull(call: RepoCall): Promise<Answer> {
  const { context, repository, body } = call;
  const draft = {
    title: body.mustString('title'),
    body: body.string('body') ?? '',
    head: body.mustString('head'),
    base: body.mustString('base'),
    draft: body.boolean('draft') ?? false,
  };
  const pull = await openPull(context, repository, draft, actorOf(call));
  const location = context.links.repo(repository, `pulls/${pull.number}`);
  return json(201, await pullShape(context, pull), { location });
}

const getPull = async (call: RepoCall): Promise<Answer> => json(200, await pullShape(call.context, pullOf(call)));

/** Only its author and those who may write change a pull request. */
function refuseStrangers(call: RepoCall, pull: PullRequest): void {
  const by = actorOf(call);
  const { store } = call.context;
  const mayChange =
    by.kind !== 'user' ||
    by.account.id === pull.author.id ||
    hasRole(roleOf(store, by.account, pull.repository), 'triage');
  if (!mayChange) throw new Refusal(403, 'FORBIDDEN', 'Must have write access to the repository.');
}

async function patchPull(call: RepoCall): Promise<Answer> {
  const { context, body } = call;
  const pull = pullOf(call);
  refuseStrangers(call, pull);
  const title = body.string('title');
  const text = body.nullable('body');
  const base = body.string('base');
  const state = body.word('state', ['open', 'closed']);
  const change = {
    ...(title === undefined ? {} : { title }),
    ...(text === undefined ? {} : { body: text ?? '' }),
    ...(base === undefined ? {} : { base }),
    ...(state === undefined ? {} : { state }),
  };
  await changePull(context, pull, change, actorOf(call));
  return json(200, await pullShape(context, pull));
}

async function listFiles(call: RepoCall): Promise<Answer> {
  const pull = pullOf(call);
  const files = (await pullFiles(pull)).slice(0, 3000);
  return listAnswer(call, files, (file) => fileChangeShape(call.context, call.repository, pull.headOid, file));
}

async function listCommits(call: RepoCall): Promise<Answer> {
  const commits = (await pullCommits(pullOf(call))).slice(0, 250);
  return listAnswer(call, commits, (commit) => commitShape(call.context, call.repository, commit));
}

function listReviews(call: RepoCall): Promise<Answer> {
  const pull = pullOf(call);
  return listAnswer(call, pull.reviews, (review) => reviewShape(call.context, pull, review));
}

async function createReview(call: RepoCall): Promise<Answer> {
  const { context, body } = call;
  const pull = pullOf(call);
  const commit = body.string('commit_id');
  const draft = {
    verdict: body.word('event', ['APPROVE', 'REQUEST_CHANGES', 'COMMENT']) ?? null,
    body: body.string('body') ?? '',
    ...(commit === undefined ? {} : { commit }),
  };
  const by = actorOf(call);
  const review = await reviewPull(context, pull, draft, by);
  await mergeWhatWaits(context, [pull], by);
  return json(200, reviewShape(context, pull, review));
}

async function putDismissal(call: RepoCall): Promise<Answer> {
  const pull = pullOf(call);
  call.body.mustString('message');
  const review = await dismissReview(call.context, pull, Number(call.params['review_id']), actorOf(call));
  return json(200, reviewShape(call.context, pull, review));
}

async function requestReviewers(call: RepoCall): Promise<Answer> {
  const { context, body } = call;
  const pull = pullOf(call);
  for (const login of body.strings('reviewers') ?? []) {
    const account = context.store.account(login);
    if (!account) throw notFound();
    if (!pull.requestedReviewers.includes(account)) pull.requestedReviewers.push(account);
  }
  return json(201, simplePullShape(context, pull));
}

const isMerged = (call: RepoCall): Answer => {
  if (pullOf(call).state !== 'MERGED') throw notFound();
  return { status: 204 };
};

async function putMerge(call: RepoCall): Promise<Answer> {
  const { context, body, identity, repository } = call;
  const pull = pullOf(call);
  const by = actorOf(call);
  if (!mayPush(context.store, identity, repository)) {
    if (by.kind !== 'user') throw notForIntegration('contents=write');
    throw new Refusal(403, 'FORBIDDEN', 'Resource not accessible by personal access token');
  }
  const sha = body.string('sha');
  const title = body.string('commit_title');
  const message = body.string('commit_message');
  const request = {
    method: body.word('merge_method', ['merge', 'squash', 'rebase']) ?? 'merge',
    ...(sha === undefined ? {} : { sha }),
    ...(title === undefined ? {} : { title }),
    ...(message === undefined ? {} : { message }),
  };
  const merged = await mergePull(context, pull, request, by);
  return json(200, { sha: merged, merged: true, message: 'Pull Request successfully merged' });
}

export const pullRoutes: readonly Route[] = [
  repoRoute('GET', '/pulls', 'pull_requests:read', listPulls),
  repoRoute('POST', '/pulls', 'pull_requests:write', createPull),
  repoRoute('GET', '/pulls/{pull_number}', 'pull_requests:read', getPull),
  repoRoute('PATCH', '/pulls/{pull_number}', 'pull_requests:write', patchPull),
  repoRoute('GET', '/pulls/{pull_number}/files', 'pull_requests:read', listFiles),
  repoRoute('GET', '/pulls/{pull_number}/commits', 'pull_requests:read', listCommits),
  repoRoute('GET', '/pulls/{pull_number}/reviews', 'pull_requests:read', listReviews),
  repoRoute('POST', '/pulls/{pull_number}/reviews', 'pull_requests:write', createReview),
  repoRoute('PUT', '/pulls/{pull_number}/reviews/{review_id}/dismissals', 'pull_requests:write', putDismissal),
  repoRoute('POST', '/pulls/{pull_number}/requested_reviewers', 'pull_requests:write', requestReviewers),
  repoRoute('GET', '/pulls/{pull_number}/merge', 'contents:read', isMerged),
  repoRoute('PUT', '/pulls/{pull_number}/merge', 'contents:read', putMerge),
];
