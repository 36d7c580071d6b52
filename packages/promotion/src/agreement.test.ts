import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agreementOf, asksForAuthors, noPeople, type Barred, type GateJudge, type People } from './agreement.ts';
import { textFile } from './blob.ts';
import type { Change } from './change.ts';
import { evidenceKey, type Authors, type Evidence } from './evidence.ts';
import { holdPath, renderHold } from './hold.ts';
import { environmentOf, type Environment } from './policy.ts';
import type { Role } from './policy-schema.ts';
import type { RequestRun } from './requester.ts';
import * as sample from './sample-state.ts';

const { api, prod, digest, approval } = sample;
const state = sample.stateOf({ dev: {}, staging: { api: digest(2) }, prod: { api: digest(1) } });
const bump = { service: api, environment: prod, from: digest(1), to: digest(2), source: null };
const promotion: Change = { kind: 'promotion', environment: prod, bumps: [bump] };
const rollback: Change = { ...promotion, kind: 'rollback', holds: [] };
const runUrl = 'https://github.com/bitvault/gitops/actions/runs/7';

const path = holdPath(prod, api);
const held = renderHold({
  service: api,
  environment: prod,
  digest: digest(2),
  replaced: digest(1),
  reason: 'Errors',
  by: 'rita',
  since: '2026-07-24T09:00:00.000Z',
  run: runUrl,
});

function reviewedBy(...logins: readonly string[]) {
  const pull = sample.pullFor(state, [bump]);
  const items = logins.map((login) => approval(login, pull.head));
  const headFiles = new Map([...pull.headFiles, [path, textFile(held)] as const]);
  return { ...pull, headFiles, reviews: { total: items.length, items } };
}

const environment = (separate: readonly Role[]): Environment => ({
  ...environmentOf(sample.policy, prod),
  separate: { promotion: [separate], rollback: [separate] },
});

/** A gate that takes the approval of these people unless they are barred. */
const approvedBy =
  (...logins: readonly string[]): GateJudge =>
  (_, barred: Barred) => {
    const approvers = logins.filter((login) => !barred.has(login));
    const reasons = approvers.length > 0 ? [] : [{ code: 'APPROVAL_MISSING', environment: 'production' } as const];
    return { reasons, approvers };
  };

const run = (actor: string | null, triggeringActor = actor, branch = 'main'): RequestRun => ({
  kind: 'known',
  run: {
    id: 7,
    attempt: 1,
    event: 'workflow_dispatch',
    actor,
    actorKind: 'User',
    triggeringActor,
    path: '.github/workflows/rollback.yml',
    branch,
  },
});

function people(gate: GateJudge, found: RequestRun = run('rita')): People {
  return { gate, requests: new Map([[runUrl, found]]) };
}

const written = (authors: Authors): Evidence =>
  new Map([[evidenceKey(api, digest(2)), { kind: 'verified', source: sample.source, run: '', authors }]]);

interface Case {
  readonly separate: readonly Role[];
  readonly reviewers: readonly string[];
  readonly approvers: readonly string[];
  readonly change?: Change;
  readonly found?: RequestRun;
  readonly authors?: Authors;
}

/** Who agreed, or what is missing. */
function agreed({ separate, reviewers, approvers, change = promotion, found, authors }: Case): string {
  const evidence = authors === undefined ? new Map() : written(authors);
  const known = people(approvedBy(...approvers), found);
  const result = agreementOf(reviewedBy(...reviewers), environment(separate), change, evidence, known);
  return result.reasons.length === 0
    ? `${result.reviewers.join(' ')} + ${result.approvers.join(' ')}`
    : result.reasons.map(({ code }) => code).join(' ');
}

const two: readonly Role[] = ['reviewer', 'approver'];

test('whoever lets a change through the gate does not count as its reviewer', () => {
  assert.equal(agreed({ separate: two, reviewers: ['carol'], approvers: ['carol'] }), 'NOT_SEPARATE');
  assert.equal(agreed({ separate: two, reviewers: ['carol'], approvers: ['Carol'] }), 'NOT_SEPARATE');
  assert.equal(agreed({ separate: two, reviewers: ['alice'], approvers: ['carol'] }), 'alice + carol');
  assert.equal(agreed({ separate: two, reviewers: ['alice', 'carol'], approvers: ['carol'] }), 'alice + carol');
  assert.equal(agreed({ separate: two, reviewers: ['carol'], approvers: ['carol', 'dave'] }), 'carol + dave');
  assert.equal(agreed({ separate: [], reviewers: ['carol'], approvers: ['carol'] }), 'carol + carol');
});

test('whoever asked for a rollback may be one of the two, never both', () => {
  const of = (reviewers: readonly string[], approvers: readonly string[], separate = two) =>
    agreed({ separate, reviewers, approvers, change: rollback });
  assert.equal(of(['rita'], ['carol']), 'rita + carol');
  assert.equal(of(['alice'], ['rita']), 'alice + rita');
  assert.equal(of(['rita'], ['rita']), 'NOT_SEPARATE');
  const three: readonly Role[] = ['requester', 'reviewer', 'approver'];
  assert.equal(of(['rita'], ['carol'], three), 'REVIEWER_INELIGIBLE REVIEWS_MISSING');
  assert.equal(of(['alice'], ['rita'], three), 'APPROVAL_MISSING');
  assert.equal(of(['alice'], ['carol'], three), 'alice + carol');
});

test('the hold and the run that it names must agree on who asked', () => {
  const of = (found: RequestRun, separate: readonly Role[] = two) =>
    agreed({ separate, reviewers: ['alice'], approvers: ['carol'], change: rollback, found });
  assert.equal(of(run('Rita')), 'alice + carol');
  assert.equal(of(run('mallory')), 'REQUESTER_UNKNOWN');
  assert.equal(of(run(null)), 'REQUESTER_UNKNOWN');
  assert.equal(of(run('rita', 'rita', 'evil')), 'REQUESTER_UNKNOWN');
  assert.equal(of({ kind: 'unknown', detail: 'GITHUB_NOT_FOUND', advice: 'Look.' }), 'REQUESTER_UNKNOWN');
  const again = run('rita', 'alice');
  assert.equal(of(again, ['requester', 'reviewer', 'approver']), 'REVIEWER_INELIGIBLE REVIEWS_MISSING');
});

test('where a rollback is reviewed alone, the requester is asked for only if the policy sets them apart', () => {
  const reviewed = (separate: readonly Role[]) => {
    const staging: Environment = { ...environment(separate), merge: 'review', environment: null, dispatchers: null };
    const known: People = { gate: null, requests: new Map() };
    const { reasons } = agreementOf(reviewedBy('alice'), staging, rollback, new Map(), known);
    return reasons.map(({ code }) => code);
  };
  assert.deepEqual(reviewed([]), []);
  assert.deepEqual(reviewed(['requester', 'reviewer']), ['REQUESTER_UNKNOWN']);
});

test('whoever wrote or committed the source neither reviews nor approves where the policy says so', () => {
  const separate: readonly Role[] = ['author', 'reviewer', 'approver'];
  const of = (reviewers: readonly string[], approvers: readonly string[], authors?: Authors) =>
    agreed({ separate, reviewers, approvers, ...(authors && { authors }) });
  const known: Authors = { kind: 'known', logins: ['Alice', 'web-flow'] };
  assert.equal(of(['alice'], ['carol'], known), 'REVIEWER_INELIGIBLE REVIEWS_MISSING');
  assert.equal(of(['dave'], ['alice'], known), 'APPROVAL_MISSING');
  assert.equal(of(['alice', 'dave'], ['carol'], known), 'dave + carol');
  assert.equal(of(['dave'], ['carol']), 'AUTHORS_UNKNOWN');
  assert.equal(of(['dave'], ['carol'], { kind: 'unknown', detail: 'no account', advice: '' }), 'AUTHORS_UNKNOWN');
});

test('dev is merged without people', () => {
  const auto: Environment = { ...environment([]), merge: 'auto', environment: null, dispatchers: null };
  const { reasons } = agreementOf(reviewedBy(), auto, rollback, new Map(), people(null));
  assert.deepEqual(reasons, []);
});

/** All that is said of an agreement, with nobody known at a gate unless they are given. */
function whole(
  pull: ReturnType<typeof reviewedBy>,
  given: Environment,
  {
    change = promotion,
    evidence = new Map(),
    known = people(null),
  }: {
    readonly change?: Change;
    readonly evidence?: Evidence;
    readonly known?: People;
  } = {},
) {
  return agreementOf(pull, given, change, evidence, known);
}

test('promotion and rollback have their own separation', () => {
  const given: Environment = { ...environment([]), separate: { promotion: [two], rollback: [] } };
  const known = people(approvedBy('carol'));
  const promoted = whole(reviewedBy('carol'), given, { known });
  assert.deepEqual(promoted, {
    reasons: [{ code: 'NOT_SEPARATE', who: 'carol', environment: prod }],
    reviewers: ['carol'],
    approvers: ['carol'],
  });
  const back = whole(reviewedBy('carol'), given, { known, change: rollback });
  assert.deepEqual(back, { reasons: [], reviewers: ['carol'], approvers: ['carol'] });
  const reversed: Environment = { ...given, separate: { promotion: [], rollback: [two] } };
  assert.equal(whole(reviewedBy('carol'), reversed, { known }).reasons.length, 0);
  assert.equal(whole(reviewedBy('carol'), reversed, { known, change: rollback }).reasons.length, 1);
});

test('reviewers and approvers are set apart only where both are', () => {
  for (const roles of [['reviewer'], ['approver'], ['requester', 'reviewer'], ['requester', 'approver']] as const) {
    const { reasons } = whole(reviewedBy('carol'), environment(roles), { known: people(approvedBy('carol')) });
    assert.deepEqual(reasons, [], roles.join());
  }
});

test('whoever is set apart is left out of those roles alone that the policy names', () => {
  const of = (separate: readonly Role[], reviewers: readonly string[], approvers: readonly string[]) =>
    agreed({ separate, reviewers, approvers, change: rollback });
  assert.equal(of(['requester', 'reviewer'], ['alice'], ['rita']), 'alice + rita');
  assert.equal(of(['requester', 'approver'], ['rita'], ['carol']), 'rita + carol');
});

test('before its gate a change needs its reviews, and has no approver', () => {
  assert.deepEqual(whole(reviewedBy('alice'), environment(two)), { reasons: [], reviewers: ['alice'], approvers: [] });
  const pull = reviewedBy();
  assert.deepEqual(whole(pull, environment(two)), {
    reasons: [{ code: 'REVIEWS_MISSING', have: 0, need: 1, head: pull.head }],
    reviewers: [],
    approvers: [],
  });
});

test('a gate is asked only about the environment that has one', () => {
  const review: Environment = { ...environment(two), merge: 'review', environment: null, dispatchers: null };
  const asked: GateJudge = () => assert.fail('it was asked');
  assert.deepEqual(whole(reviewedBy('alice'), review, { known: people(asked) }), {
    reasons: [],
    reviewers: ['alice'],
    approvers: [],
  });
  const auto: Environment = { ...review, merge: 'auto' };
  assert.deepEqual(whole(reviewedBy('alice'), auto, { known: people(asked) }), {
    reasons: [],
    reviewers: ['alice'],
    approvers: [],
  });
});

test('reviews that were not all read count for nothing, and an objection stands beside enough approvals', () => {
  const pull = reviewedBy('alice');
  const unread = { ...pull, reviews: { ...pull.reviews, total: 2 } };
  assert.deepEqual(whole(unread, environment(two)), {
    reasons: [{ code: 'REVIEWS_UNREAD', total: 2, read: 1 }],
    reviewers: [],
    approvers: [],
  });
  const against = { ...approval('bob', pull.head), state: 'CHANGES_REQUESTED' } as const;
  const objected = { ...pull, reviews: { total: 2, items: [...pull.reviews.items, against] } };
  assert.deepEqual(whole(objected, environment(two)), {
    reasons: [{ code: 'CHANGES_REQUESTED', by: 'bob' }],
    reviewers: ['alice'],
    approvers: [],
  });
});

test('somebody must be left for the reviews that are needed', () => {
  const strict: Environment = { ...environment(two), approvals: 2 };
  const known = people(approvedBy('carol', 'dave'));
  assert.deepEqual(whole(reviewedBy('carol', 'dave'), strict, { known }).reasons, [
    { code: 'NOT_SEPARATE', who: 'carol', environment: prod },
    { code: 'NOT_SEPARATE', who: 'dave', environment: prod },
  ]);
  assert.deepEqual(whole(reviewedBy('alice', 'carol', 'dave'), strict, { known }), {
    reasons: [],
    reviewers: ['alice', 'dave'],
    approvers: ['carol'],
  });
  const { reasons } = whole(reviewedBy('carol'), strict, { known });
  assert.deepEqual(
    reasons.map(({ code }) => code),
    ['REVIEWS_MISSING'],
  );
});

test('who does not count is told with why', () => {
  const pull = reviewedBy('rita', 'Alice');
  const missing = { code: 'REVIEWS_MISSING', have: 0, need: 1, head: pull.head };
  const asked = whole(reviewedBy('rita'), environment(['requester', 'reviewer']), {
    change: rollback,
    known: people(null),
  });
  assert.deepEqual(asked.reasons, [
    { code: 'REVIEWER_INELIGIBLE', reviewer: 'rita', why: 'they asked for the rollback' },
    missing,
  ]);
  const evidence = written({ kind: 'known', logins: ['alice'] });
  assert.deepEqual(whole(reviewedBy('alice'), environment(['author', 'reviewer']), { evidence }).reasons, [
    { code: 'REVIEWER_INELIGIBLE', reviewer: 'alice', why: 'they wrote what is promoted' },
    missing,
  ]);
});

test('who is not known is told with what is needed', () => {
  const unread = {
    kind: 'unknown',
    detail: 'its source commit was not read',
    advice: 'See the advice of the verification.',
  };
  const authors = {
    code: 'AUTHORS_UNKNOWN',
    service: api,
    digest: digest(2),
    detail: unread.detail,
    advice: unread.advice,
  };
  assert.deepEqual(whole(reviewedBy('alice'), environment(['author', 'reviewer'])).reasons, [authors]);
  const refused: Evidence = new Map([[evidenceKey(api, digest(2)), { kind: 'refused', detail: 'x', advice: 'y' }]]);
  assert.deepEqual(whole(reviewedBy('alice'), environment(['author', 'reviewer']), { evidence: refused }).reasons, [
    authors,
  ]);
  const found: RequestRun = { kind: 'unknown', detail: 'it is gone', advice: 'Look.' };
  const known: People = { gate: null, requests: new Map([[runUrl, found]]) };
  const { reasons } = whole(reviewedBy('alice'), environment(['requester', 'reviewer']), { change: rollback, known });
  assert.deepEqual(reasons, [{ code: 'REQUESTER_UNKNOWN', path, detail: 'it is gone', advice: 'Look.' }]);
});

test('of several lists each sets apart those roles alone that it names', () => {
  const given: Environment = {
    ...environment([]),
    separate: { promotion: [two, ['author', 'approver']], rollback: [] },
  };
  const evidence = written({ kind: 'known', logins: ['Carol'] });
  const of = (reviewers: readonly string[], ...approvers: readonly string[]) =>
    whole(reviewedBy(...reviewers), given, { evidence, known: people(approvedBy(...approvers)) });
  assert.deepEqual(of(['alice'], 'dave'), { reasons: [], reviewers: ['alice'], approvers: ['dave'] });
  assert.deepEqual(of(['carol'], 'dave'), { reasons: [], reviewers: ['carol'], approvers: ['dave'] });
  const codes = ({ reasons }: ReturnType<typeof of>) => reasons.map(({ code }) => code);
  assert.deepEqual(codes(of(['alice'], 'carol')), ['APPROVAL_MISSING']);
  assert.deepEqual(codes(of(['dave'], 'dave')), ['NOT_SEPARATE']);
  const back: Environment = { ...given, separate: { promotion: [], rollback: [two, ['requester', 'reviewer']] } };
  assert.deepEqual(codes(whole(reviewedBy('alice'), back, { change: rollback, known: noPeople })), [
    'REQUESTER_UNKNOWN',
  ]);
});

test('who wrote what is promoted is asked where it matters: at the gate, where it bars from that alone', () => {
  const separate: readonly Role[] = ['author', 'approver'];
  const before: People = { gate: null, requests: new Map() };
  assert.deepEqual(whole(reviewedBy('alice'), environment(separate), { known: before }).reasons, []);
  const at = whole(reviewedBy('alice'), environment(separate), { known: people(approvedBy('carol')) });
  assert.deepEqual(
    at.reasons.map(({ code }) => code),
    ['AUTHORS_UNKNOWN'],
  );
  assert.equal(asksForAuthors([separate], false), false);
  assert.equal(asksForAuthors([separate], true), true);
  assert.equal(asksForAuthors([['author', 'reviewer']], false), true);
  assert.equal(asksForAuthors([two, ['author', 'requester']], true), false);
});

test('of a promotion nobody asks who wanted it, and of a resume nobody who wrote it', () => {
  const roles: readonly Role[] = ['requester', 'author', 'reviewer', 'approver'];
  const evidence = written({ kind: 'known', logins: ['dave'] });
  const known: People = { gate: approvedBy('carol'), requests: new Map() };
  assert.deepEqual(whole(reviewedBy('alice'), environment(roles), { evidence, known }).reasons, []);
  const resume: Change = { kind: 'resume', environment: prod, services: [api] };
  assert.deepEqual(whole(reviewedBy('alice'), environment(roles), { change: resume, known }), {
    reasons: [],
    reviewers: ['alice'],
    approvers: ['carol'],
  });
});

test('at its gate a rollback names who asked for it, whether or not the policy sets them apart', () => {
  const known: People = { gate: approvedBy('carol'), requests: new Map() };
  const of = (change: Change) => whole(reviewedBy('alice'), environment([]), { change, known }).reasons;
  assert.deepEqual(
    of(rollback).map(({ code }) => code),
    ['REQUESTER_UNKNOWN'],
  );
  assert.deepEqual(of(promotion), []);
});

test('where nobody is known, there is no gate to ask and no run to have asked', () => {
  assert.deepEqual(whole(reviewedBy('alice'), environment(two), { known: noPeople }).reasons, []);
  const { reasons } = whole(reviewedBy('alice'), environment(['requester', 'reviewer']), {
    change: rollback,
    known: noPeople,
  });
  assert.deepEqual(
    reasons.map(({ code }) => code),
    ['REQUESTER_UNKNOWN'],
  );
});
