import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evidenceKey, type Authors, type Evidence } from './evidence.ts';
import { gateAgreement, type GateFacts } from './gate.ts';
import { judge } from './judge.ts';
import { parseRepositoryName } from './names.ts';
import { parsePolicy, type Policy } from './policy.ts';
import * as sample from './sample-state.ts';

/**
 * The verdict on a promotion through a gate that a team starts by hand, for everybody who may have started it, reviewed
 * the pull request and written what is promoted. What is expected is the rule itself, person by person.
 */
const { api, prod, digest, at } = sample;

const people = ['alice', 'bob', 'carol'] as const;
type Person = (typeof people)[number];

const bump = { service: api, environment: prod, from: digest(1), to: digest(2), source: sample.source };
const state = sample.stateOf(
  { dev: { api: digest(2) }, staging: { api: digest(2) }, prod: { api: digest(1) } },
  { now: at(60) },
);
const pull = sample.pullFor(state, [bump]);

const subsets: readonly (readonly Person[])[] = people.reduce<readonly (readonly Person[])[]>(
  (sets, person) => [...sets, ...sets.map((set) => [...set, person])],
  [[]],
);

function factsOf(starter: Person): GateFacts {
  return {
    repository: parseRepositoryName('bitvault/gitops'),
    branch: 'main',
    environment: null,
    approvals: [],
    run: {
      id: 7,
      attempt: 1,
      event: 'workflow_dispatch',
      actor: starter,
      actorKind: 'User',
      triggeringActor: starter,
      path: '.github/workflows/prod-gate.yml',
      headBranch: 'main',
      headCommit: sample.oid(1),
    },
    claims: {
      repository: 'bitvault/gitops',
      environment: '',
      ref: 'refs/heads/main',
      eventName: 'workflow_dispatch',
      actor: starter,
      runId: '7',
      runAttempt: '1',
    },
    teamMembers: new Set(),
    starterTeams: new Set(['release-managers']),
  };
}

interface Row {
  readonly starter: Person;
  readonly reviewers: readonly Person[];
  /** Null where nobody knows. */
  readonly authors: readonly Person[] | null;
}

function* rows(): Generator<Row> {
  for (const starter of people)
    for (const reviewers of subsets)
      for (const authors of [null, ...subsets.slice(1)]) yield { starter, reviewers, authors };
}

function evidenceOf(authors: Row['authors']): Evidence {
  const found: Authors =
    authors === null
      ? { kind: 'unknown', detail: 'GITHUB_NOT_FOUND', advice: 'Look.' }
      : { kind: 'known', logins: authors };
  return new Map([[evidenceKey(api, digest(2)), { kind: 'verified', source: sample.source, run: '', authors: found }]]);
}

const policyWith = (rules: string): Policy =>
  parsePolicy(sample.policyText.replace('environment: production', `gate: {dispatch: release-managers}${rules}`));

/** The codes of the verdict, or who agreed. */
function judged(policy: Policy, { starter, reviewers, authors }: Row): string {
  const items = reviewers.map((login) => sample.approval(login, pull.head));
  const reviewed = { ...pull, reviews: { total: items.length, items } };
  const verdict = judge(state, reviewed, policy, evidenceOf(authors), {
    gate: (environment, barred) => gateAgreement(factsOf(starter), reviewed, environment, barred),
    requests: new Map(),
  });
  if (verdict.kind !== 'merge') return verdict.reasons.map(({ code }) => code).join(' ');
  return `${verdict.change.kind}: ${verdict.agreed.reviewers.join(' ')} + ${verdict.agreed.approvers.join(' ')}`;
}

test('by default whoever starts it wrote nothing of it, and others than they reviewed it', () => {
  const policy = policyWith('');
  let merged = 0;
  let count = 0;
  for (const row of rows()) {
    const { starter, reviewers, authors } = row;
    const others = reviewers.filter((reviewer) => reviewer !== starter);
    const wrote = authors?.includes(starter) === true;
    const codes = [
      ...(reviewers.length === 0 ? ['REVIEWS_MISSING'] : []),
      ...(authors === null ? ['AUTHORS_UNKNOWN'] : []),
      ...(wrote ? ['DISPATCHER_INELIGIBLE'] : []),
    ];
    const same = codes.length === 0 && others.length === 0 ? ['NOT_SEPARATE'] : codes;
    const expected = same.length === 0 ? `promotion: ${others.join(' ')} + ${starter}` : same.join(' ');
    assert.equal(judged(policy, row), expected, JSON.stringify(row));
    count += 1;
    if (expected.startsWith('promotion')) merged += 1;
  }
  assert.equal(count, 3 * 8 * 8);
  assert.equal(merged, 3 * 6 * 3, 'whoever starts it, whom others reviewed, and who is not among its authors');
});

test('with reviewer and approver alone set apart, authors are asked for nothing', () => {
  const policy = policyWith('\n    separate: [reviewer, approver]');
  for (const row of rows()) {
    const others = row.reviewers.filter((reviewer) => reviewer !== row.starter);
    const missing = row.reviewers.length === 0 ? 'REVIEWS_MISSING' : 'NOT_SEPARATE';
    const expected = others.length > 0 ? `promotion: ${others.join(' ')} + ${row.starter}` : missing;
    assert.equal(judged(policy, row), expected, JSON.stringify(row));
  }
});

test('with nobody set apart, one person alone starts what they reviewed and wrote', () => {
  const policy = policyWith('\n    separate: []');
  for (const row of rows()) {
    const { reviewers, starter } = row;
    const expected = reviewers.length === 0 ? 'REVIEWS_MISSING' : `promotion: ${reviewers.join(' ')} + ${starter}`;
    assert.equal(judged(policy, row), expected, JSON.stringify(row));
  }
});
