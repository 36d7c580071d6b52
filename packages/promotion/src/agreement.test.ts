import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agreementOf, type Barred, type GateJudge, type People } from './agreement.ts';
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
  separate: { promotion: separate, rollback: separate },
});

/** A gate that takes the approval of these people unless they are barred. */
const approvedBy =
  (...logins: readonly string[]): GateJudge =>
  (_, barred: Barred) => {
    const approvers = logins.filter((login) => !barred.has(login));
    const reasons = approvers.length > 0 ? [] : [{ code: 'APPROVAL_MISSING', environment: 'production' } as const];
    return { reasons, approvers };
  };

const run = (actor: string | null, triggeringActor = actor, headBranch = 'main'): RequestRun => ({
  kind: 'known',
  run: {
    id: 7,
    attempt: 1,
    event: 'workflow_dispatch',
    actor,
    actorKind: 'User',
    triggeringActor,
    path: '.github/workflows/rollback.yml',
    headBranch,
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
