import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GateJudge } from './agreement.ts';
import type { Evidence } from './evidence.ts';
import { judge } from './judge.ts';
import type { ReasonCode } from './reason.ts';
import type { Bump, PullRequest, State } from './state.ts';
import * as sample from './sample-state.ts';
import { textFile } from './blob.ts';

/**
 * The verdict on one promotion to prod, for every combination of the classes that its inputs fall into. What is expected
 * is written down here for each class alone; the table is what they amount to together.
 */
const { api, prod, digest, oid, at, policy } = sample;

const bump: Bump = { service: api, environment: prod, from: digest(1), to: digest(2), source: sample.source };

interface Inputs {
  readonly state: State;
  readonly pull: PullRequest;
  readonly evidence: Evidence;
  readonly gate: GateJudge;
}

interface Value {
  readonly name: string;
  readonly code: ReasonCode | null;
  readonly apply: (inputs: Inputs) => Inputs;
}

type Class = readonly Value[];

const good = (name: string): Value => ({ name, code: null, apply: (inputs) => inputs });
const onPull = (name: string, code: ReasonCode, changes: Partial<PullRequest>): Value => ({
  name,
  code,
  apply: (inputs) => ({ ...inputs, pull: { ...inputs.pull, ...changes } }),
});
const onState = (name: string, code: ReasonCode, change: (state: State) => State): Value => ({
  name,
  code,
  apply: (inputs) => ({ ...inputs, state: change(inputs.state) }),
});

/** Soaked for an hour, on a day without a freeze. */
const soaked = sample.stateOf(
  { dev: { api: digest(2) }, staging: { api: digest(2) }, prod: { api: digest(1) } },
  { now: at(60) },
);
const approved = sample.pullFor(soaked, [bump]);
const passing: Inputs = {
  state: soaked,
  pull: { ...approved, reviews: { total: 1, items: [sample.approval('alice', approved.head)] } },
  evidence: sample.verified(digest(2)),
  gate: () => ({ reasons: [], approvers: ['bob'] }),
};

const reported = (report: 'PENDING' | 'FAILURE' | 'SUCCESS', by?: string) => (state: State) => ({
  ...state,
  commits: [sample.reportedCommit(oid(1), 50, { 'argocd/bitvault-staging': report }, by), ...state.commits],
});
const reviews = (...items: PullRequest['reviews']['items']) => ({ reviews: { total: items.length, items } });
const objection = { ...sample.approval('alice', approved.head), state: 'CHANGES_REQUESTED' as const };
const path = 'envs/prod/values.prod.yaml';
const [signed] = approved.commits.items;
assert.ok(signed);

const provenance: readonly Class[] = [
  [good('open'), onPull('closed', 'PULL_NOT_OPEN', { state: 'CLOSED' })],
  [good('ready'), onPull('draft', 'PULL_IS_DRAFT', { isDraft: true })],
  [good('of this repository'), onPull('of a fork', 'PULL_FROM_FORK', { isCrossRepository: true })],
  [good('to main'), onPull('to Main', 'PULL_BASE_UNEXPECTED', { baseBranch: 'Main' })],
  [good('appended to'), onPull('forced', 'PULL_REWRITTEN', { rewrites: ['force-pushed'] })],
  [good('by the bot'), onPull('by a person', 'AUTHOR_UNEXPECTED', { author: { login: 'eve', kind: 'User' } })],
  [
    good('signed'),
    onPull('unsigned', 'COMMIT_UNVERIFIED', {
      commits: { total: 1, items: [{ ...signed, signedByGitHub: false }] },
    }),
  ],
];

const change: Class = [
  good('exact'),
  onPull('with a comment', 'NOT_EXACT', {
    headFiles: new Map([[path, textFile(`${approved.headFiles.get(path)?.text}# more\n`)]]),
  }),
];

const facts: readonly Class[] = [
  [
    good('free'),
    onState('held', 'HELD', (state) => {
      const hold = { service: api, environment: prod, digest: digest(1), replaced: null, reason: 'x', by: 'rita' };
      const held = sample.stateOf({}, { holds: [{ ...hold, since: '2026-11-24T09:00:00.000Z' }] });
      return { ...state, base: { ...state.base, holds: held.base.holds } };
    }),
    onState('held by who knows what', 'HOLD_BROKEN', (state) => {
      const holds = new Map([['holds/prod/API.yaml', textFile('version: 1\n')]]);
      return { ...state, base: { ...state.base, holds } };
    }),
  ],
  [
    good('what staging runs'),
    onState('what staging left', 'NOT_UPSTREAM', (state) => {
      const left = sample.stateOf({ staging: { api: digest(3) } });
      return { ...state, base: { ...state.base, files: new Map([...state.base.files, ...left.base.files]) } };
    }),
  ],
  [
    good('healthy'),
    onState('pending', 'HEALTH_PENDING', reported('PENDING')),
    onState('failed', 'HEALTH_FAILED', reported('FAILURE')),
    onState('reported over by a stranger', 'EVIDENCE_UNREAD', reported('SUCCESS', 'mallory')),
  ],
  [good('soaked'), onState('soaking', 'SOAKING', (state) => ({ ...state, base: { ...state.base, now: at(20) } }))],
  [
    good('verified'),
    {
      name: 'unverified',
      code: 'IMAGE_UNVERIFIED',
      apply: (inputs) => ({ ...inputs, evidence: new Map() }),
    },
  ],
  [
    good('reviewed'),
    onPull('not reviewed', 'REVIEWS_MISSING', reviews()),
    onPull('objected to', 'CHANGES_REQUESTED', reviews(sample.approval('carol', approved.head), objection)),
  ],
  [
    good('approved'),
    { name: 'to be approved', code: 'GATE_AHEAD', apply: (inputs) => ({ ...inputs, gate: null }) },
    {
      name: 'rejected',
      code: 'APPROVAL_REJECTED',
      apply: (inputs) => ({
        ...inputs,
        gate: () => ({ reasons: [{ code: 'APPROVAL_REJECTED', environment: 'production', by: 'bob' }], approvers: [] }),
      }),
    },
    {
      name: 'approved by its reviewers alone',
      code: 'NOT_SEPARATE',
      apply: (inputs) => ({
        ...inputs,
        gate: () => ({ reasons: [], approvers: inputs.pull.reviews.items.map(({ author }) => author?.login ?? '') }),
      }),
    },
  ],
  [good('mergeable'), onPull('conflicting', 'CONFLICTING', { mergeable: 'CONFLICTING' })],
];

/** Waiting is for what passes or what people do; everything else speaks against the pull request. */
const waiting: ReadonlySet<ReasonCode> = new Set([
  'PULL_IS_DRAFT',
  'HELD',
  'HEALTH_PENDING',
  'HEALTH_FAILED',
  'EVIDENCE_UNREAD',
  'SOAKING',
  'REVIEWS_MISSING',
  'CHANGES_REQUESTED',
  'GATE_AHEAD',
  'CONFLICTING',
]);

const provenanceCodes = new Set(provenance.flatMap((values) => values.flatMap(({ code }) => code ?? [])));

const oneOf =
  (...codes: readonly ReasonCode[]) =>
  (code: ReasonCode): boolean =>
    codes.includes(code);

/** What is not said beside certain others. */
const hidden: ReadonlyMap<ReasonCode, (other: ReasonCode) => boolean> = new Map([
  // How healthy something is says nothing of what does not run there.
  ['HEALTH_PENDING', oneOf('NOT_UPSTREAM')],
  ['HEALTH_FAILED', oneOf('NOT_UPSTREAM')],
  ['EVIDENCE_UNREAD', oneOf('NOT_UPSTREAM')],
  ['SOAKING', oneOf('NOT_UPSTREAM', 'HEALTH_PENDING', 'HEALTH_FAILED', 'EVIDENCE_UNREAD')],
  // Nobody is asked for an approval until all else is there.
  ['GATE_AHEAD', () => true],
  // Where nobody reviewed, nobody did both; where reviews are objected to, that is said.
  ['NOT_SEPARATE', oneOf('REVIEWS_MISSING', 'CHANGES_REQUESTED')],
]);

/** The codes that these values must give together. */
function expectedCodes(values: readonly Value[]): readonly ReasonCode[] {
  const all = values.flatMap(({ code }) => code ?? []);
  // What a pull request does is not judged where it cannot be told what it does.
  if (all.includes('NOT_EXACT')) return all.filter((code) => code === 'NOT_EXACT' || provenanceCodes.has(code));
  const isHidden = (code: ReasonCode): boolean => all.some((other) => other !== code && hidden.get(code)?.(other));
  return all.filter((code) => !isHidden(code));
}

/** What is to be read is a reason where no other is. */
function standing(codes: readonly ReasonCode[]): readonly ReasonCode[] {
  const known = codes.filter((code) => code !== 'EVIDENCE_UNREAD');
  return known.length > 0 ? known : codes;
}

function kindOf(codes: readonly ReasonCode[]): string {
  if (codes.length === 0) return 'merge';
  return codes.every((code) => waiting.has(code)) ? 'wait' : 'refuse';
}

function* product(classes: readonly Class[]): Generator<readonly Value[]> {
  const [first, ...others] = classes;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const rest of product(others)) for (const value of first) yield [value, ...rest];
}

function check(values: readonly Value[]): void {
  const { state, pull, evidence, gate } = values.reduce((inputs, value) => value.apply(inputs), passing);
  const verdict = judge(state, pull, policy, evidence, { gate, requests: new Map() });
  const codes = verdict.kind === 'merge' ? [] : verdict.reasons.map((reason) => reason.code);
  const expected = standing(expectedCodes(values));
  const about = values.map(({ name }) => name).join(', ');
  assert.deepEqual([...codes].toSorted(), [...expected].toSorted(), about);
  assert.equal(verdict.kind, kindOf(expected), about);
}

const only = (...names: readonly string[]): readonly Class[] =>
  facts.map((values) => [values.find(({ name }) => names.includes(name)) ?? (values[0] as Value)]);

test('whose pull request it is and what it does, in every combination', () => {
  let rows = 0;
  for (const others of [only(), only('soaking'), only('unverified'), only('not reviewed', 'to be approved')]) {
    for (const values of product([...provenance, change, ...others])) {
      check(values);
      rows += 1;
    }
  }
  assert.equal(rows, 4 * 2 ** 8);
});

test('what is promoted and who agreed, in every combination', () => {
  let rows = 0;
  let merged = 0;
  for (const values of product([...provenance.map(([first]) => [first as Value]), [change[0] as Value], ...facts])) {
    check(values);
    rows += 1;
    if (expectedCodes(values).length === 0) merged += 1;
  }
  assert.equal(rows, 3 * 2 * 4 * 2 * 2 * 3 * 4 * 2);
  assert.equal(merged, 1, 'one row alone is merged');
});
