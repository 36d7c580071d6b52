import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Barred } from './agreement.ts';
import { gateAgreement, type GateFacts } from './gate.ts';
import { parseRepositoryName } from './names.ts';
import { environmentOf, type Environment } from './policy.ts';
import type { EnvironmentApproval } from './ports.ts';
import * as sample from './sample-state.ts';

const { api, prod, digest, oid } = sample;
const state = sample.stateOf({ dev: {}, staging: { api: digest(2) }, prod: { api: digest(1) } });
const pull = sample.pullFor(state, [{ service: api, environment: prod, from: digest(1), to: digest(2), source: null }]);

const bob = { login: 'bob', id: 2, kind: 'User' };

function approvedBy(
  user: EnvironmentApproval['user'],
  changes: Partial<EnvironmentApproval> = {},
): EnvironmentApproval {
  return { state: 'approved', user, environments: ['production'], comment: '', ...changes };
}

const environment: GateFacts['environment'] = {
  name: 'production',
  reviewers: [{ kind: 'User', name: 'bob', id: 2 }],
  preventSelfReview: true,
  canAdminsBypass: false,
  branchPolicy: 'custom',
};

const facts: GateFacts = {
  repository: parseRepositoryName('bitvault/gitops'),
  branch: 'main',
  environment,
  approvals: [approvedBy(bob)],
  run: {
    id: 900,
    attempt: 1,
    event: 'workflow_dispatch',
    actor: 'bitvault-merger[bot]',
    actorKind: 'Bot',
    triggeringActor: 'bitvault-merger[bot]',
    path: '.github/workflows/prod-gate.yml',
    headBranch: 'main',
    headCommit: oid(1),
  },
  claims: {
    repository: 'bitvault/gitops',
    environment: 'production',
    ref: 'refs/heads/main',
    eventName: 'workflow_dispatch',
    actor: 'bitvault-merger[bot]',
    runId: '900',
    runAttempt: '1',
  },
  teamMembers: new Set(),
  starterTeams: new Set(),
};

const production = environmentOf(sample.policy, prod);
const agreed = (changes: Partial<GateFacts>, barred: Barred = new Map()) =>
  gateAgreement({ ...facts, ...changes }, pull, production, barred);
const codes = (changes: Partial<GateFacts>, barred?: Barred) =>
  agreed(changes, barred).reasons.map((reason) => reason.code);

test('an approval of this run by a required reviewer passes, whatever the case of names', () => {
  assert.deepEqual(codes({}), []);
  assert.deepEqual(codes({ approvals: [approvedBy(bob, { environments: ['Production'] })] }), []);
  assert.deepEqual(agreed({}).approvers, ['bob']);
});

test('a member of a required team may approve', () => {
  const team = { ...environment, reviewers: [{ kind: 'Team', name: 'sre', id: 9 }] } as const;
  assert.deepEqual(codes({ environment: team, teamMembers: new Set(['bob']) }), []);
  assert.deepEqual(codes({ environment: team }), ['APPROVER_INELIGIBLE']);
});

test('approvals that do not count', () => {
  const of = (...approvals: EnvironmentApproval[]) => codes({ approvals });
  assert.deepEqual(of(), ['APPROVAL_MISSING']);
  assert.deepEqual(of(approvedBy(bob, { environments: ['staging'] })), ['APPROVAL_MISSING']);
  assert.deepEqual(of(approvedBy(bob, { state: 'pending' })), ['APPROVAL_MISSING']);
  assert.deepEqual(of(approvedBy(bob), approvedBy(bob, { state: 'rejected' })), ['APPROVAL_REJECTED']);
  assert.deepEqual(of(approvedBy({ ...bob, kind: 'Bot' })), ['APPROVER_INELIGIBLE']);
  assert.deepEqual(of(approvedBy(null)), ['APPROVER_INELIGIBLE']);
  assert.deepEqual(of(approvedBy({ login: 'eve', id: 3, kind: 'User' })), ['APPROVER_INELIGIBLE']);
});

test('neither who wrote the pull request nor who started the run may approve, in any letter case', () => {
  const author = { login: 'Bitvault-Promoter[BOT]', id: 2, kind: 'User' };
  assert.deepEqual(codes({ approvals: [approvedBy(author)] }), ['APPROVER_INELIGIBLE']);
  assert.deepEqual(codes({ run: { ...facts.run, actor: 'Bob' } }), ['APPROVER_INELIGIBLE']);
  assert.deepEqual(codes({ run: { ...facts.run, triggeringActor: 'BOB' } }), ['APPROVER_INELIGIBLE']);
  assert.deepEqual(codes({ run: { ...facts.run, actor: null, triggeringActor: null } }), ['APPROVER_INELIGIBLE']);
  assert.deepEqual(codes({ run: { ...facts.run, triggeringActor: null } }), ['APPROVER_INELIGIBLE']);
});

test('an environment that protects nothing is refused', () => {
  assert.deepEqual(codes({ environment: null }), ['ENVIRONMENT_ABSENT', 'APPROVER_INELIGIBLE']);
  assert.deepEqual(codes({ environment: { ...environment, reviewers: [] } }), [
    'ENVIRONMENT_UNPROTECTED',
    'APPROVER_INELIGIBLE',
  ]);
  assert.deepEqual(codes({ environment: { ...environment, canAdminsBypass: true } }), ['ENVIRONMENT_BYPASSABLE']);
  assert.deepEqual(codes({ environment: { ...environment, canAdminsBypass: undefined } }), ['ENVIRONMENT_BYPASSABLE']);
  assert.deepEqual(codes({ environment: { ...environment, branchPolicy: 'none' } }), ['ENVIRONMENT_ANY_BRANCH']);
  assert.deepEqual(codes({ environment: { ...environment, preventSelfReview: false } }), ['ENVIRONMENT_SELF_REVIEW']);
});

test('a job that is not bound to the environment, the branch or the run is refused', () => {
  for (const claim of ['repository', 'environment', 'ref', 'runId', 'runAttempt'] as const) {
    assert.deepEqual(codes({ claims: { ...facts.claims, [claim]: 'other' } }), ['JOB_NOT_BOUND'], claim);
    assert.deepEqual(codes({ claims: { ...facts.claims, [claim]: '' } }), ['JOB_NOT_BOUND'], claim);
  }
});

test('names of repositories and environments are compared without regard to case, refs and numbers exactly', () => {
  const { claims } = facts;
  assert.deepEqual(codes({ claims: { ...claims, repository: 'BitVault/GitOps', environment: 'Production' } }), []);
  assert.deepEqual(codes({ claims: { ...claims, ref: 'refs/heads/Main' } }), ['JOB_NOT_BOUND']);
  assert.deepEqual(codes({ claims: { ...claims, ref: 'REFS/heads/main' } }), ['JOB_NOT_BOUND']);
});

test('whoever asked for the change or wrote it does not approve it where the policy sets them apart', () => {
  assert.deepEqual(codes({}, new Map([['bob', 'they asked for the rollback']])), ['APPROVER_INELIGIBLE']);
  assert.deepEqual(codes({}, new Map([['alice', 'they asked for the rollback']])), []);
});

const byHand: GateFacts = {
  ...facts,
  environment: null,
  approvals: [],
  run: { ...facts.run, actor: 'bob', actorKind: 'User', triggeringActor: 'bob' },
  claims: { ...facts.claims, environment: '', actor: 'bob' },
  starterTeams: new Set(['release']),
};
const dispatched = { ...production, environment: null, dispatchers: 'release' } as Environment;
const started = (changes: Partial<GateFacts>, barred: Barred = new Map()) => {
  const { reasons, approvers } = gateAgreement({ ...byHand, ...changes }, pull, dispatched, barred);
  return reasons.length === 0 ? approvers.join() : reasons.map((reason) => reason.code).join(' ');
};

test('a member of the team that starts the gate by hand lets it through', () => {
  assert.equal(started({}), 'bob');
  const { run, claims } = byHand;
  const ineligible = 'DISPATCHER_INELIGIBLE';
  assert.equal(started({ starterTeams: new Set(['other']) }), ineligible);
  assert.equal(started({ run: { ...run, actorKind: 'Bot' } }), ineligible);
  assert.equal(started({ run: { ...run, actorKind: null } }), ineligible);
  assert.equal(started({ run: { ...run, triggeringActor: 'eve' } }), ineligible);
  assert.equal(started({ run: { ...run, triggeringActor: null } }), ineligible);
  assert.equal(started({ run: { ...run, actor: null } }), `JOB_NOT_BOUND ${ineligible}`);
  assert.equal(started({}, new Map([['bob', 'they asked for the rollback']])), ineligible);
  assert.equal(started({ claims: { ...claims, actor: 'eve' } }), 'JOB_NOT_BOUND');
  assert.equal(started({ claims: { ...claims, eventName: 'push' } }), 'JOB_NOT_BOUND');
  assert.equal(started({ run: { ...run, event: 'push' } }), 'JOB_NOT_BOUND');
  assert.equal(started({ claims: { ...claims, ref: 'refs/heads/evil' } }), 'JOB_NOT_BOUND');
  assert.equal(started({ run: { ...run, attempt: 2 }, claims: { ...claims, runAttempt: '2' } }), 'RUN_REPEATED');
});

test('a repeated run is refused, since its approvals cannot be told from earlier ones', () => {
  const run = { ...facts.run, attempt: 2 };
  assert.deepEqual(codes({ run, claims: { ...facts.claims, runAttempt: '2' } }), ['RUN_REPEATED']);
});

test('an approval counts for the environments that it names, however many', () => {
  assert.deepEqual(codes({ approvals: [approvedBy(bob, { environments: ['staging', 'production'] })] }), []);
  assert.deepEqual(codes({ approvals: [approvedBy(bob, { environments: [] })] }), ['APPROVAL_MISSING']);
});

test('one approval that counts is enough, whoever else approved', () => {
  const { reasons, approvers } = agreed({ approvals: [approvedBy(null), approvedBy(bob)] });
  assert.deepEqual({ reasons, approvers }, { reasons: [], approvers: ['bob'] });
});

test('a team is no person, even where their ids are alike', () => {
  const reviewers = [{ kind: 'Team', name: 'release', id: bob.id }] as const;
  const teams = { environment: { ...environment, reviewers } } as Partial<GateFacts>;
  assert.deepEqual(codes(teams), ['APPROVER_INELIGIBLE']);
  assert.deepEqual(codes({ ...teams, teamMembers: new Set(['bob']) }), []);
});

test('a pull request whose author is gone has no author to leave out', () => {
  const { reasons, approvers } = gateAgreement(facts, { ...pull, author: null }, production, new Map());
  assert.deepEqual({ reasons, approvers }, { reasons: [], approvers: ['bob'] });
  const byTeam = gateAgreement(byHand, { ...pull, author: null }, dispatched, new Map());
  assert.deepEqual(byTeam, { reasons: [], approvers: ['bob'] });
});

test('an environment that has no gate asks for none', () => {
  const review: Environment = { ...production, merge: 'review', environment: null, dispatchers: null };
  const unbound = { ...facts, environment: null, approvals: [], claims: { ...facts.claims, ref: '' } };
  assert.deepEqual(gateAgreement(unbound, pull, review, new Map()), { reasons: [], approvers: [] });
});

test('whoever wrote the pull request does not let it through by starting the gate', () => {
  const run = { ...byHand.run, actor: 'BITVAULT-promoter[bot]', triggeringActor: 'bitvault-promoter[bot]' };
  const own = { run, claims: { ...byHand.claims, actor: 'bitvault-promoter[bot]' } };
  const { reasons, approvers } = gateAgreement({ ...byHand, ...own }, pull, dispatched, new Map());
  assert.deepEqual(approvers, []);
  assert.deepEqual(reasons, [
    {
      code: 'DISPATCHER_INELIGIBLE',
      starter: 'BITVAULT-promoter[bot]',
      why: 'it is the author of the pull request',
    },
  ]);
});

test('who is gone is called so', () => {
  const gone = (approvals: GateFacts['approvals']) => agreed({ approvals }).reasons;
  assert.deepEqual(gone([approvedBy(null)]), [
    { code: 'APPROVER_INELIGIBLE', approver: 'a deleted user', why: 'the account is gone' },
  ]);
  assert.deepEqual(gone([approvedBy(null, { state: 'rejected' })]), [
    { code: 'APPROVAL_REJECTED', environment: 'production', by: 'a deleted user' },
  ]);
  const run = { ...byHand.run, actor: null };
  assert.deepEqual(gateAgreement({ ...byHand, run }, pull, dispatched, new Map()).reasons, [
    { code: 'JOB_NOT_BOUND', claim: 'actor', found: 'bob', expected: 'an account that exists' },
    { code: 'DISPATCHER_INELIGIBLE', starter: 'nobody', why: 'nobody knows who started the run' },
  ]);
  assert.deepEqual(agreed({ run: { ...facts.run, actor: null } }).reasons, [
    { code: 'APPROVER_INELIGIBLE', approver: 'bob', why: 'nobody knows who started the run' },
  ]);
});

test('each claim that does not fit is told with what it was to be', () => {
  const none = { repository: '', environment: '', ref: '', eventName: '', actor: '', runId: '', runAttempt: '' };
  const unbound = (claim: string, expected: string, found = '') => ({ code: 'JOB_NOT_BOUND', claim, found, expected });
  assert.deepEqual(agreed({ claims: none }).reasons, [
    unbound('repository', 'bitvault/gitops'),
    unbound('ref', 'refs/heads/main'),
    unbound('run_id', '900'),
    unbound('run_attempt', '1'),
    unbound('environment', 'production'),
  ]);
  const startedBy = (changes: Partial<GateFacts>) =>
    gateAgreement({ ...byHand, ...changes }, pull, dispatched, new Map()).reasons;
  const { claims, run } = byHand;
  assert.deepEqual(startedBy({ claims: { ...claims, eventName: 'push' } }), [
    unbound('event_name', 'workflow_dispatch', 'push'),
  ]);
  assert.deepEqual(startedBy({ run: { ...run, event: 'schedule' } }), [
    unbound('event_name', 'workflow_dispatch', 'schedule'),
  ]);
  assert.deepEqual(startedBy({ claims: { ...claims, actor: 'eve' } }), [unbound('actor', 'bob', 'eve')]);
});
