import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as sample from './sample-state.ts';
import type { PullRequest, Review } from './state.ts';
import { approversOf, isPullOf, objectionReasons, provenanceReasons } from './trust.ts';

const { api, staging, digest, oid, policy, approval, botCommit } = sample;
const state = sample.stateOf({ dev: { api: digest(2) }, staging: { api: digest(1) }, prod: {} });
const pull = sample.pullFor(state, [
  { service: api, environment: staging, from: digest(1), to: digest(2), source: null },
]);

const provenance = (changes: Partial<PullRequest>) => provenanceReasons({ ...pull, ...changes }, state.base, policy);
const approvers = (reviews: readonly Review[], changes: Partial<PullRequest> = {}) =>
  approversOf({ ...pull, reviews: { total: reviews.length, items: reviews }, ...changes });

test('a pull request of the bot has nothing against it, in whatever case GitHub writes its login', () => {
  assert.deepEqual(provenance({}), []);
  assert.deepEqual(provenance({ author: { login: 'BitVault-Promoter[bot]', kind: 'Bot' } }), []);
});

test('what is against a pull request is told with what was found', () => {
  assert.deepEqual(provenance({ state: 'MERGED' }), [{ code: 'PULL_NOT_OPEN', state: 'MERGED' }]);
  assert.deepEqual(provenance({ isDraft: true }), [{ code: 'PULL_IS_DRAFT' }]);
  assert.deepEqual(provenance({ isCrossRepository: true }), [
    { code: 'PULL_FROM_FORK', repository: 'bitvault/gitops' },
  ]);
  assert.deepEqual(provenance({ headRepository: null }), [{ code: 'PULL_FROM_FORK', repository: null }]);
  assert.deepEqual(provenance({ baseBranch: 'release' }), [
    { code: 'PULL_BASE_UNEXPECTED', found: 'release', expected: 'main' },
  ]);
  assert.deepEqual(provenance({ rewrites: ['force-pushed', 'base-changed'] }), [
    { code: 'PULL_REWRITTEN', how: 'force-pushed' },
    { code: 'PULL_REWRITTEN', how: 'base-changed' },
  ]);
  assert.deepEqual(provenance({ author: null }), [
    { code: 'AUTHOR_UNEXPECTED', found: null, expected: 'bitvault-promoter[bot]' },
  ]);
  assert.deepEqual(provenance({ author: { login: 'other[bot]', kind: 'Bot' } }), [
    { code: 'AUTHOR_UNEXPECTED', found: 'other[bot]', expected: 'bitvault-promoter[bot]' },
  ]);
  assert.deepEqual(provenance({ commits: { ...pull.commits, total: 2 } }), [
    { code: 'COMMITS_UNREAD', total: 2, read: 1 },
  ]);
  const commit = { ...botCommit(oid(400), 'x'), signedByGitHub: false };
  assert.deepEqual(provenance({ commits: { total: 1, items: [commit] } }), [
    {
      code: 'COMMIT_UNVERIFIED',
      commit: oid(400),
      author: 'bitvault-promoter[bot]',
      expected: 'bitvault-promoter[bot]',
    },
  ]);
});

test('a pull request stays the bot’s when it is merged or closed, and for no other reason', () => {
  const isOwn = (changes: Partial<PullRequest>) => isPullOf({ ...pull, ...changes }, state.base, policy);
  assert.equal(isOwn({}), true);
  assert.equal(isOwn({ state: 'MERGED' }), true);
  assert.equal(isOwn({ author: null }), false);
  assert.equal(isOwn({ state: 'CLOSED', author: null }), false);
});

test('an approval counts from the moment at which the head was made', () => {
  assert.deepEqual(approvers([approval('Alice', pull.head, 10)]), ['alice']);
  assert.deepEqual(approvers([approval('alice', pull.head, 9)]), []);
  assert.deepEqual(
    approvers([approval('alice', pull.head), approval('bob', pull.head), approval('ALICE', pull.head)]),
    ['alice', 'bob'],
  );
});

test('the head is dated by its own commit, not by an older one, and where that was not read nobody approved', () => {
  const older = botCommit(oid(400), 'x', 1);
  const reviews = [approval('alice', pull.head, 5)];
  assert.deepEqual(approvers(reviews, { commits: { total: 2, items: [older, ...pull.commits.items] } }), []);
  assert.deepEqual(approvers(reviews, { commits: { total: 2, items: [older] } }), []);
});

test('only an approval by a person who may push counts, and not that of the author', () => {
  const one = approval('alice', pull.head);
  assert.deepEqual(approvers([one]), ['alice']);
  assert.deepEqual(approvers([one], { author: null }), ['alice']);
  assert.deepEqual(approvers([one], { author: { login: 'ALICE', kind: 'User' } }), []);
  const others: readonly Partial<Review>[] = [
    { state: 'COMMENTED' },
    { state: 'DISMISSED' },
    { state: 'CHANGES_REQUESTED' },
    { author: null },
    { author: { login: 'alice', kind: 'Bot' } },
    { authorCanPush: false },
    { commit: oid(400) },
    { commit: null },
    { submittedAt: null },
  ];
  for (const changes of others) assert.deepEqual(approvers([{ ...one, ...changes }]), [], JSON.stringify(changes));
});

test('one objection is enough, and one that may be among those that were not read', () => {
  const objections = (reviews: PullRequest['reviews']) => objectionReasons({ ...pull, reviews });
  const approved = approval('alice', pull.head);
  const against: Review = { ...approval('bob', pull.head), state: 'CHANGES_REQUESTED' };
  assert.deepEqual(objections({ total: 1, items: [approved] }), []);
  assert.deepEqual(objections({ total: 2, items: [approved, against] }), [{ code: 'CHANGES_REQUESTED', by: 'bob' }]);
  assert.deepEqual(objections({ total: 1, items: [{ ...against, author: null }] }), [
    { code: 'CHANGES_REQUESTED', by: 'a deleted user' },
  ]);
  assert.deepEqual(objections({ total: 2, items: [approved] }), [{ code: 'REVIEWS_UNREAD', total: 2, read: 1 }]);
});
