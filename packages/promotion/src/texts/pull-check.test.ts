import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noPeople, type GateJudge } from '../agreement.ts';
import type { Evidence } from '../evidence.ts';
import { judge } from '../judge.ts';
import type { Review, State } from '../state.ts';
import * as sample from '../sample-state.ts';
import { pullCheck } from './pull-check.ts';

const { api, prod, digest, at, policy, verified, stateOf, pullFor, approval, oid } = sample;

const runs = { dev: { api: digest(2) }, staging: { api: digest(2) }, prod: { api: digest(1) } };
const bump = { service: api, environment: prod, from: digest(1), to: digest(2), source: sample.source } as const;
const isVerified =
  '- **Verified:** api `' +
  digest(2) +
  '`, built from bitvault/bitvault at `' +
  sample.source.commit.slice(0, 7) +
  '`.';
const isProved = '- **Proved:** api runs in staging, healthy by argocd/bitvault-staging, for 30m or more.';
const isReviewed = '- **Reviewed** by alice: 1 of 1.';

interface Case {
  readonly minute?: number;
  readonly reviews?: readonly Review[];
  readonly evidence?: Evidence;
  readonly gate?: GateJudge;
}

/** What is said of a pull request of prod to be there, and the codes of what is missing. */
function said({ minute = 60, reviews, evidence = verified(digest(2)), gate = null }: Case = {}): readonly string[] {
  const state: State = stateOf(runs, { now: at(minute) });
  const made = pullFor(state, [bump]);
  const items = reviews ?? [approval('alice', made.head)];
  const pull = { ...made, reviews: { total: items.length, items } };
  const verdict = judge(state, pull, policy, evidence, { ...noPeople, gate });
  assert.notEqual(verdict.kind, 'merge');
  if (verdict.kind === 'merge') return [];
  const { summary } = pullCheck(verdict.reasons, null, verdict.met);
  return summary
    .split('\n')
    .filter((line) => line.startsWith('- ') || line === '**There already:**')
    .map((line) => /^- \*\*([A-Z_]+)\*\*/.exec(line)?.[1] ?? line);
}

test('what waits for the gate alone has all else', () => {
  assert.deepEqual(said(), ['GATE_AHEAD', '**There already:**', isVerified, isProved, isReviewed]);
});

test('a soak that is not over is missing, not there', () => {
  assert.deepEqual(said({ minute: 20 }), ['SOAKING', '**There already:**', isVerified, isReviewed]);
});

test('an image that was not verified is missing, not there', () => {
  assert.deepEqual(said({ evidence: new Map() }), ['IMAGE_UNVERIFIED', '**There already:**', isProved, isReviewed]);
});

test('a review of another head is missing, not there', () => {
  const reviews = [approval('alice', oid(77))];
  assert.deepEqual(said({ reviews }), ['REVIEWS_MISSING', '**There already:**', isVerified, isProved]);
});

test('whoever let it through is told where something else is missing', () => {
  const gate: GateJudge = () => ({ reasons: [], approvers: ['bob'] });
  assert.deepEqual(said({ gate, minute: 20 }), [
    'SOAKING',
    '**There already:**',
    isVerified,
    isReviewed,
    '- **Let through** the gate by bob.',
  ]);
});

test('what nothing was found of says what is missing alone', () => {
  assert.match(pullCheck([{ code: 'NOT_A_BUMP' }]).summary, /^- \*\*NOT_A_BUMP\*\*/);
});

test('names of others are no markup', () => {
  const met = [{ kind: 'reviewed', by: ['@all'], need: 1 }] as const;
  assert.doesNotMatch(pullCheck([{ code: 'NOT_A_BUMP' }], null, met).summary, /@all/);
});
