import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textFile } from './blob.ts';
import { candidates, plan, type Step } from './plan.ts';
import type { Hold } from './hold.ts';
import type { Bump } from './state.ts';
import * as sample from './sample-state.ts';

const { api, web, dev, staging, prod, digest, at, policy, verified, stateOf, pullFor, oid } = sample;

const bump = (service: Bump['service'], environment: Bump['environment'], from: number | null, to: number): Bump => ({
  service,
  environment,
  from: from === null ? null : digest(from),
  to: digest(to),
  source: sample.source,
});

/** What a test compares of a plan. */
function told(steps: readonly Step[]): readonly string[] {
  return steps.map((step) => {
    switch (step.kind) {
      case 'open':
      case 'update':
        return `${step.kind} ${step.environment}: ${step.bumps.map((wanted) => `${wanted.service}→${Number(wanted.to.slice(7))}`).join(' ')}`;
      case 'merge':
        return `merge #${step.pull.number}`;
      case 'gate':
        return `gate #${step.pull.number}`;
      case 'close':
        return `close #${step.pull.number}`;
      case 'wait':
      case 'refuse':
        return `${step.kind} ${step.environment}: ${step.because.map((reason) => reason.code).join(' ')}`;
    }
  });
}

const hold = (service: Hold['service'], environment: Hold['environment']): Hold => ({
  service,
  environment,
  digest: digest(1),
  replaced: digest(2),
  reason: 'p99 doubled',
  by: 'carol',
  since: at(5).toISOString(),
});

test('where every environment follows the one before it, there is nothing to do', () => {
  const state = stateOf({ dev: { api: digest(1) }, staging: { api: digest(1) }, prod: { api: digest(1) } });
  assert.deepEqual(plan(state, policy, new Map()), []);
});

test('what dev proved is proposed to staging, all services in one pull request', () => {
  const state = stateOf({ dev: { api: digest(2), web: digest(2) }, staging: { api: digest(1), web: null }, prod: {} });
  assert.deepEqual(told(plan(state, policy, verified(digest(1), digest(2)))).slice(0, 1), [
    'open staging: api→2 web→2',
  ]);
});

test('every digest that a plan rests on is asked to be verified', () => {
  const state = stateOf({ dev: { api: digest(2) }, staging: { api: digest(1) }, prod: { api: null } });
  const asked = candidates(state, policy).map(
    (candidate) => `${candidate.service} ${Number(candidate.digest.slice(7))}`,
  );
  assert.deepEqual(asked.toSorted(), ['api 1', 'api 2']);
});

test('an image that does not verify is refused and proposed nowhere', () => {
  const state = stateOf({ dev: { api: digest(2) }, staging: { api: digest(1) }, prod: { api: digest(1) } });
  assert.deepEqual(told(plan(state, policy, new Map())), ['refuse staging: IMAGE_UNVERIFIED']);
});

test('health is awaited: none reported, pending, failed, and reported by someone else', () => {
  const deployed = { dev: { api: digest(2) }, staging: { api: digest(1) }, prod: { api: digest(1) } };
  const told1 = (state: 'SUCCESS' | 'PENDING' | 'FAILURE', creator?: string) =>
    told(
      plan(
        stateOf(deployed, { commits: [sample.reportedCommit(oid(1), 1, { 'argocd/bitvault-dev': state }, creator)] }),
        policy,
        verified(digest(2)),
      ),
    );
  const silent = stateOf(deployed, { commits: [sample.reportedCommit(oid(1), 1, {})] });
  assert.deepEqual(told(plan(silent, policy, verified(digest(2)))), ['wait staging: HEALTH_PENDING']);
  assert.deepEqual(told1('PENDING'), ['wait staging: HEALTH_PENDING']);
  assert.deepEqual(told1('FAILURE'), ['wait staging: HEALTH_FAILED']);
  assert.deepEqual(told1('SUCCESS', 'mallory'), ['wait staging: EVIDENCE_UNREAD'], 'who knows what it covers up');
  assert.deepEqual(told1('SUCCESS'), ['open staging: api→2']);
});

test('a report on a later commit counts while the digest is the same, one on an earlier commit never does', () => {
  const deployed = { dev: { api: digest(2) }, staging: { api: digest(1) }, prod: { api: digest(1) } };
  const before = sample.healthyCommit(oid(90), 0);
  const after = sample.healthyCommit(oid(91), 9);
  const arrival = { oid: oid(1), committedAt: at(5), statuses: [] };
  const late = stateOf(deployed, { commits: [after, arrival, before] });
  assert.deepEqual(told(plan(late, policy, verified(digest(2)))), ['open staging: api→2']);
  const old = stateOf(deployed, { commits: [arrival, before] });
  assert.deepEqual(told(plan(old, policy, verified(digest(2)))), ['wait staging: HEALTH_PENDING']);
});

test('a hold stops promotion into its environment, and out of it', () => {
  const state = stateOf(
    { dev: { api: digest(2) }, staging: { api: digest(2) }, prod: { api: digest(1) } },
    { holds: [hold(api, prod)] },
  );
  assert.deepEqual(told(plan(state, policy, verified(digest(2)))), ['wait prod: HELD']);
  const upstream = stateOf(
    { dev: { api: digest(1) }, staging: { api: digest(1) }, prod: { api: digest(2) } },
    { holds: [hold(api, staging)] },
  );
  assert.deepEqual(told(plan(upstream, policy, verified(digest(1)))), ['wait prod: HELD']);
});

test('a reviewed staging pull request is merged, an unreviewed one waits', () => {
  const state = stateOf({ dev: { api: digest(2) }, staging: { api: digest(1) }, prod: { api: digest(1) } });
  const pull = pullFor(state, [bump(api, staging, 1, 2)]);
  const reviewed = { ...pull, reviews: { total: 1, items: [sample.approval('alice', pull.head)] } };
  assert.deepEqual(told(plan({ ...state, pulls: [pull] }, policy, verified(digest(2)))), [
    'wait staging: REVIEWS_MISSING',
  ]);
  assert.deepEqual(told(plan({ ...state, pulls: [reviewed] }, policy, verified(digest(2)))), ['merge #7']);
});

test('a prod pull request soaks first, then asks for the gate', () => {
  const deployed = { dev: { api: digest(2) }, staging: { api: digest(2) }, prod: { api: digest(1) } };
  const plans = (minute: number) => {
    const state = stateOf(deployed, { now: at(minute) });
    const pull = pullFor(state, [bump(api, prod, 1, 2)]);
    const reviewed = { ...pull, reviews: { total: 1, items: [sample.approval('alice', pull.head)] } };
    return told(plan({ ...state, pulls: [reviewed] }, policy, verified(digest(2))));
  };
  assert.deepEqual(plans(30), ['wait prod: SOAKING']);
  assert.deepEqual(plans(31), ['gate #7']);
});

test('a frozen environment waits with its reason', () => {
  const saturday = new Date('2026-11-28T12:00:00Z');
  const state = stateOf(
    { dev: { api: digest(2) }, staging: { api: digest(2) }, prod: { api: digest(1) } },
    { now: saturday },
  );
  const pull = pullFor(state, [bump(api, prod, 1, 2)]);
  const steps = told(plan({ ...state, pulls: [pull] }, policy, verified(digest(2))));
  assert.deepEqual(steps, ['wait prod: FROZEN REVIEWS_MISSING']);
});

test('a pull request that the environment has moved past is updated, or closed when nothing is left', () => {
  const earlier = stateOf({
    dev: { api: digest(2), web: digest(1) },
    staging: { api: digest(1), web: digest(1) },
    prod: {},
  });
  const pull = pullFor(earlier, [bump(api, staging, 1, 2)]);
  const newer = stateOf({
    dev: { api: digest(3), web: digest(1) },
    staging: { api: digest(1), web: digest(1) },
    prod: {},
  });
  const steps = told(plan({ ...newer, pulls: [pull] }, policy, verified(digest(1), digest(3))));
  assert.equal(steps[0], 'update staging: api→3');
  const level = stateOf({
    dev: { api: digest(1), web: digest(1) },
    staging: { api: digest(1), web: digest(1) },
    prod: {},
  });
  assert.equal(told(plan({ ...level, pulls: [pull] }, policy, verified(digest(1))))[0], 'close #7');
});

test('a pull request whose service is held meanwhile is closed', () => {
  const deployed = { dev: { api: digest(2) }, staging: { api: digest(1) }, prod: { api: digest(1) } };
  const pull = pullFor(stateOf(deployed), [bump(api, staging, 1, 2)]);
  const state = stateOf(deployed, { holds: [hold(api, staging)], pulls: [pull] });
  assert.deepEqual(told(plan(state, policy, verified(digest(2)))), ['wait staging: HELD', 'close #7']);
});

test('a pull request is left alone while its successor is not yet proved', () => {
  const earlier = stateOf({ dev: { api: digest(2) }, staging: { api: digest(1) }, prod: { api: digest(1) } });
  const pull = pullFor(earlier, [bump(api, staging, 1, 2)]);
  const state = stateOf(
    { dev: { api: digest(3) }, staging: { api: digest(1) }, prod: { api: digest(1) } },
    { commits: [sample.reportedCommit(oid(1), 1, {})], pulls: [pull] },
  );
  assert.deepEqual(told(plan(state, policy, verified(digest(2), digest(3)))), ['wait staging: HEALTH_PENDING']);
});

test('a pull request with a foreign commit is refused and not written to', () => {
  const state = stateOf({ dev: { api: digest(3) }, staging: { api: digest(1) }, prod: { api: digest(1) } });
  const pull = pullFor(state, [bump(api, staging, 1, 2)]);
  const [own] = pull.commits.items;
  assert.ok(own);
  const foreign = { ...own, oid: oid(501), authorEmail: '7+mallory@users.noreply.github.com' };
  const tampered = { ...pull, head: foreign.oid, commits: { total: 2, items: [own, foreign] } };
  const steps = told(plan({ ...state, pulls: [tampered] }, policy, verified(digest(2), digest(3))));
  assert.deepEqual(steps, ['refuse staging: COMMIT_UNVERIFIED NOT_UPSTREAM REVIEWS_MISSING']);
});

test('a dev pull request that fell behind its base is brought up to date with the bumps that still mean something', () => {
  const state = stateOf({ dev: { api: digest(1), web: digest(1) }, staging: {}, prod: {} });
  const pull = pullFor(state, [bump(api, dev, 1, 2), bump(web, dev, 1, 2)]);
  const moved = stateOf({ dev: { api: digest(1), web: digest(5) }, staging: {}, prod: {} });
  const steps = told(plan({ ...moved, pulls: [pull] }, policy, verified(digest(1), digest(2), digest(5))));
  assert.equal(steps[0], 'update dev: api→2');
});

test('what the bot committed for another environment is not carried on', () => {
  const state = stateOf({ dev: { api: digest(2) }, staging: { api: digest(2) }, prod: { api: digest(1) } });
  const astray = pullFor(state, [bump(api, prod, 1, 2)], { headBranch: 'promote/dev', mergeable: 'CONFLICTING' });
  const steps = told(plan({ ...state, pulls: [astray] }, policy, verified(digest(2))));
  assert.deepEqual(steps, ['close #7', 'open prod: api→2']);
});

test('a registry that does not answer closes nothing', () => {
  const state = stateOf({ dev: { api: digest(2) }, staging: { api: digest(1) }, prod: { api: digest(1) } });
  const pull = pullFor(state, [bump(api, staging, 1, 2)]);
  assert.deepEqual(told(plan({ ...state, pulls: [pull] }, policy, new Map())), ['refuse staging: IMAGE_UNVERIFIED']);
});

test('a pull request with more commits than are read is closed, so that a fresh one takes its place', () => {
  const deployed = { dev: { api: digest(2) }, staging: { api: digest(1) }, prod: { api: digest(1) } };
  const pull = pullFor(stateOf(deployed), [bump(api, staging, 1, 2)]);
  const commits = { total: 101, items: [sample.botCommit(oid(600), 'Promote api to staging')] };
  const state = stateOf(deployed, { pulls: [{ ...pull, commits }] });
  assert.deepEqual(told(plan(state, policy, verified(digest(2)))), ['close #7']);
  const build = pullFor(stateOf(deployed), [bump(api, dev, 2, 3)]);
  const asked = stateOf(deployed, { pulls: [{ ...build, commits }] });
  assert.equal(told(plan(asked, policy, verified(digest(2), digest(3))))[0], 'refuse dev: COMMITS_UNREAD');
});

test('an environment whose digests cannot be read is refused, not passed over', () => {
  const state = stateOf({ dev: { api: digest(2) }, staging: { api: digest(1) }, prod: { api: digest(1) } });
  const [devFile, stagingFile] = ['envs/dev/values.dev.yaml', 'envs/staging/values.staging.yaml'];
  const told1 = (files: typeof state.base.files) =>
    told(plan({ ...state, base: { ...state.base, files } }, policy, verified(digest(1), digest(2))));
  const cut = new Map([...state.base.files, [stagingFile, { ...textFile('cut'), text: null }]]);
  assert.deepEqual(told1(cut), ['refuse staging: FILE_UNREADABLE']);
  const absent = new Map([...state.base.files].filter(([path]) => path !== devFile));
  assert.deepEqual(told1(absent), ['refuse dev: FILE_UNREADABLE']);
});
