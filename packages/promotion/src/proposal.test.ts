import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdPath, readHold, type Hold } from './hold.ts';
import type { ProposalState } from './ports.ts';
import { composePromotion, decidePromotion, type ProposalDecision, type WantedBump } from './proposal.ts';
import { decideResume, decideRollback, rollbackTarget } from './rollback.ts';
import * as sample from './sample-state.ts';
import type { FileVersion } from './state.ts';

const { api, web, dev, prod, digest, at, oid, policy, stateOf, botCommit, verified } = sample;

const { base } = stateOf({ dev: { api: digest(1), web: digest(1) }, staging: {}, prod: { api: digest(2), web: null } });
const fresh: ProposalState = { base, head: null, pull: null };
const want = (service: WantedBump['service'], to: number): WantedBump => ({
  service,
  environment: dev,
  to: digest(to),
  source: null,
});

function told(decision: ProposalDecision): string {
  switch (decision.kind) {
    case 'propose':
      return `propose ${decision.proposal.title}`;
    case 'unchanged':
    case 'unsettled':
      return decision.kind;
    case 'refused':
      return `refused ${decision.reasons.map((reason) => reason.code).join(' ')}`;
  }
}

/** The state after the bot has written `wanted` and opened its pull request. */
function standing(...wanted: readonly [WantedBump, ...WantedBump[]]): ProposalState {
  const [first, ...others] = wanted;
  const decision = decidePromotion(fresh, policy, dev, [first, ...others], null);
  assert.equal(decision.kind, 'propose');
  const { message, title } = decision.kind === 'propose' ? decision.proposal : assert.fail();
  const pull = {
    id: 'PR_1',
    number: 7,
    url: 'https://github.com/x/y/pull/7',
    title,
    author: 'bitvault-promoter[bot]',
  };
  return { base, head: botCommit(oid(500), message), pull };
}

test('one proposal carries all services, in one file, and names them', () => {
  const decision = decidePromotion(
    fresh,
    policy,
    dev,
    [want(api, 2), want(web, 3)],
    'https://github.com/x/y/actions/runs/1',
  );
  assert.equal(told(decision), 'propose Promote api, web to dev');
  assert.ok(decision.kind === 'propose');
  const { branch, files, message } = decision.proposal;
  assert.equal(branch, 'promote/dev');
  assert.deepEqual([...files.keys()], ['envs/dev/values.dev.yaml']);
  assert.match(
    message,
    /Promotion-Service: api\nPromotion-Environment: dev\nPromotion-From: build\nPromotion-Digest: sha256:0{63}2\n/,
  );
});

test('what is deployed, or proposed, already needs nothing', () => {
  assert.equal(told(decidePromotion(fresh, policy, dev, [want(api, 1)], null)), 'unchanged');
  assert.equal(told(decidePromotion(standing(want(api, 2)), policy, dev, [want(api, 2)], null)), 'unchanged');
});

test('a title that somebody else put on what is proposed already is put right', () => {
  const state = standing(want(api, 2));
  assert.ok(state.pull !== null);
  const retitled = { ...state, pull: { ...state.pull, title: 'Promote web to dev' } };
  assert.equal(told(decidePromotion(retitled, policy, dev, [want(api, 2)], null)), 'propose Promote api to dev');
});

test('a new bump joins what the pull request carries; of the same service it replaces it', () => {
  assert.equal(
    told(decidePromotion(standing(want(api, 2)), policy, dev, [want(web, 2)], null)),
    'propose Promote api, web to dev',
  );
  const newer = decidePromotion(standing(want(api, 2)), policy, dev, [want(api, 3)], null);
  assert.ok(newer.kind === 'propose');
  assert.match(newer.proposal.files.get('envs/dev/values.dev.yaml')?.text ?? '', new RegExp(digest(3)));
});

test('a branch or pull request of somebody else is never built upon', () => {
  const mine = standing(want(api, 2));
  assert.ok(mine.pull && mine.head);
  const theirs = { ...mine, pull: { ...mine.pull, author: 'mallory' } };
  assert.equal(told(decidePromotion(theirs, policy, dev, [want(web, 2)], null)), 'refused AUTHOR_UNEXPECTED');
  const pushed = { ...mine, head: { ...mine.head, authorEmail: 'mallory@example.com' } };
  assert.equal(told(decidePromotion(pushed, policy, dev, [want(web, 2)], null)), 'refused COMMIT_UNVERIFIED');
});

test('a commit of the bot without a pull request is waited for while it is new, and a left-over after that', () => {
  const mine = standing(want(api, 2));
  assert.ok(mine.head);
  const after = (seconds: number, head = mine.head) => {
    const now = new Date(at(10).getTime() + seconds * 1000);
    return decidePromotion({ base: { ...base, now }, head, pull: null }, policy, dev, [want(web, 3)], null);
  };
  assert.equal(told(after(19)), 'unsettled');
  assert.equal(told(after(20)), 'propose Promote web to dev');
  const theirs = { ...mine.head, authorEmail: '9+mallory@users.noreply.github.com' };
  assert.equal(told(after(1, theirs)), 'propose Promote web to dev');
});

const hold: Hold = {
  service: api,
  environment: prod,
  digest: digest(1),
  replaced: digest(2),
  reason: 'p99 doubled',
  by: 'carol',
  since: at(5).toISOString(),
};

test('a held service is not proposed', () => {
  const held = stateOf(
    { dev: { api: digest(1), web: digest(1) }, staging: {}, prod: {} },
    { holds: [{ ...hold, environment: dev }] },
  );
  assert.equal(told(decidePromotion({ ...fresh, base: held.base }, policy, dev, [want(api, 3)], null)), 'refused HELD');
});

test('a digest file that is not there is named, with what to add', () => {
  const missing = { ...base, files: new Map() };
  assert.throws(() => composePromotion(missing, policy, dev, [{ ...want(api, 2), from: null }], null), {
    code: 'DIGEST_FILE_MISSING',
    message: /envs\/dev\/values\.dev\.yaml/,
    next: /services\.api\.image\.digest/,
  });
});

test('an environment or a service that the policy does not have is named, beside those that it has', () => {
  const qa = sample.dev.replace('dev', 'qa') as typeof dev;
  assert.throws(() => decidePromotion(fresh, policy, qa, [{ ...want(api, 2), environment: qa }], null), {
    code: 'POLICY_ENVIRONMENT_UNKNOWN',
    message: 'the policy has no environment qa, only dev, staging, prod',
  });
  const unknown = sample.api.replace('api', 'db') as typeof api;
  assert.throws(() => decidePromotion(fresh, policy, dev, [want(unknown, 2)], null), {
    code: 'POLICY_SERVICE_UNKNOWN',
  });
});

/** Versions of prod's file, newest first. */
function versionsOf(...digests: readonly number[]): readonly FileVersion[] {
  return digests.map((n, index) => {
    const file = stateOf({ prod: { api: digest(n), web: null } }).base.files.get('envs/prod/values.prod.yaml') ?? null;
    return { commit: oid(900 + index), committedAt: at(-index), file, statuses: [] };
  });
}

const slot = { service: api, environment: prod };
const target = (versions: readonly FileVersion[], asked?: number, on = base) => {
  const facts = { base: on, further: sample.furtherOf(slot, { versions }) };
  const found = rollbackTarget(facts, policy, slot, asked === undefined ? {} : { to: digest(asked) });
  return found.kind === 'target' ? Number(found.digest.slice(7)) : found.reasons.map((reason) => reason.code).join(' ');
};

test('a rollback goes to what ran before, or to any digest that ran here earlier', () => {
  assert.equal(target(versionsOf(2, 1, 5)), 1);
  assert.equal(target(versionsOf(2, 1, 5), 5), 5);
  assert.equal(target(versionsOf(2, 1), 9), 'NEVER_DEPLOYED');
  assert.equal(target(versionsOf(2)), 'NOTHING_BEFORE');
});

test('a second rollback does not go forward to what the first one took out', () => {
  const held = stateOf({ prod: { api: digest(1), web: null } }, { holds: [hold] });
  assert.equal(target(versionsOf(1, 2, 1, 5), undefined, held.base), 5);
});

test('a rollback puts the digest back and writes the hold, and only for an image that verifies', () => {
  const origin = { by: 'carol', reason: 'p99 doubled', run: null };
  const decision = decideRollback(fresh, policy, { ...slot, to: digest(1) }, verified(digest(1)), origin);
  assert.equal(told(decision), 'propose Roll back api in prod');
  assert.ok(decision.kind === 'propose');
  assert.deepEqual([...decision.proposal.files.keys()], ['envs/prod/values.prod.yaml', 'holds/prod/api.yaml']);
  assert.equal(
    told(decideRollback(fresh, policy, { ...slot, to: digest(1) }, new Map(), origin)),
    'refused IMAGE_UNVERIFIED',
  );
  assert.equal(
    told(decideRollback(fresh, policy, { ...slot, to: digest(2) }, verified(digest(2)), origin)),
    'refused DEPLOYED_ALREADY',
  );
});

test('a rollback of what is held says why it was held, however much there is to say', () => {
  const held = { ...hold, by: 'alice', since: '2026-11-24T09:00:00Z' };
  const reasonOver = (reason: string, why: string): string => {
    const state = {
      ...fresh,
      base: stateOf({ prod: { api: digest(2) } }, { holds: [{ ...held, reason: why }] }).base,
    };
    const origin = { by: 'carol', reason, run: null };
    const decision = decideRollback(state, policy, { ...slot, to: digest(1) }, verified(digest(1)), origin);
    assert.ok(decision.kind === 'propose');
    return readHold(decision.proposal.files.get(holdPath(prod, api))?.text ?? '', 'the hold').reason;
  };
  const before = '; held until then by alice since 2026-11-24T09:00:00Z: ';
  assert.equal(reasonOver('p99 doubled', 'it leaks'), `p99 doubled${before}it leaks`);
  const [long, much] = ['x'.repeat(1_000), '💥'.repeat(500)];
  assert.equal(reasonOver(long, 'it leaks'), `${'x'.repeat(999 - before.length - 8)}…${before}it leaks`);
  assert.match(reasonOver('p99 doubled', much), /^p99 doubled; held until then by alice since [^ ]+: (?:💥)+.?…$/u);
  const both = reasonOver(long, much);
  assert.match(both, /^x{499}…; held until then by alice since [^ ]+: (?:💥)+.?…$/u);
  assert.equal(both.length, 1_000);
});

test('resume lifts a hold, and needs nothing where there is none', () => {
  const held = { ...fresh, base: stateOf({ prod: { api: digest(1) } }, { holds: [hold] }).base };
  assert.equal(told(decideResume(held, policy, slot, null)), 'propose Resume promotion of api to prod');
  assert.equal(told(decideResume(fresh, policy, slot, null)), 'unchanged');
});
