import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { noPeople } from './agreement.ts';
import { textFile } from './blob.ts';
import { wantedBy } from './further.ts';
import { canonicalHold, holdPath, renderHold, type Hold } from './hold.ts';
import { judge } from './judge.ts';
import { decideRollback, rollbackTarget, type RollbackRequest, type RollbackTarget } from './rollback.ts';
import * as sample from './sample-state.ts';
import type { FileVersion, Further, Past, PullRequest, State, StatusReport } from './state.ts';

const { api, staging, prod, digest, oid, at, policy, stateOf, verified } = sample;

/** Prod waits for reports on staging; nobody waits for any on prod. */
const context = 'argocd/bitvault-staging';
const inStaging = { service: api, environment: staging };
const inProd = { service: api, environment: prod };
type Where = typeof inStaging | typeof inProd;

const numberOf = (value: string): number => Number.parseInt(value.slice(7), 16);

const success = (minute: number, creator = 'bitvault-argocd[bot]', state: StatusReport['state'] = 'SUCCESS') => ({
  context,
  state,
  createdAt: at(minute),
  creator: { login: creator, kind: 'Bot' as const },
});

/** Deployed ten minutes apart, the oldest first; the reports on each version. */
function versionsOf(
  { environment }: Where,
  digests: readonly number[],
  reports: (index: number) => readonly StatusReport[] = () => [success(0)],
): readonly FileVersion[] {
  return digests
    .map((n, index): FileVersion => {
      const files = stateOf({ [environment]: { api: digest(n) } }).base.files;
      const file = files.get(`envs/${environment}/values.${environment}.yaml`) ?? null;
      return { commit: oid(900 + index), committedAt: at(10 * index), file, statuses: reports(index) };
    })
    .toReversed();
}

const heldBy = (where: Where, to: number, from: number, more: Partial<Hold> = {}): Hold => ({
  ...where,
  digest: digest(to),
  replaced: digest(from),
  reason: 'it leaks',
  by: 'carol',
  since: at(5).toISOString(),
  ...more,
});

interface Given {
  readonly where?: Where;
  readonly hold?: Hold;
  readonly past?: Partial<Past>;
  readonly spans?: Further['spans'];
}

/** The state in which these were deployed, the oldest first, with everything read. */
function having(digests: readonly number[], { where = inProd, hold, past, spans }: Given = {}): State {
  const state = stateOf(
    { [where.environment]: { api: digest(digests.at(-1) ?? 0) } },
    { now: at(300), holds: hold === undefined ? [] : [hold] },
  );
  const versions = past?.versions ?? versionsOf(where, digests);
  return { ...state, further: sample.furtherOf(where, { ...past, versions }, spans) };
}

const told = (target: RollbackTarget): string =>
  target.kind === 'target'
    ? [numberOf(target.digest), ...target.against.map(({ code }) => code)].join(' ')
    : target.reasons.map(({ code }) => code).join(' ');

const goes = (state: State, request: RollbackRequest = {}, where: Where = inProd): string =>
  told(rollbackTarget(state, policy, where, request));

describe('a target', () => {
  test('is what ran before', () => {
    assert.equal(goes(having([5, 1, 2])), '1');
    assert.equal(goes(having([5, 1, 2]), { to: digest(5) }), '5');
    assert.equal(goes(having([2])), 'NOTHING_BEFORE');
    assert.equal(goes(having([1, 2]), { to: digest(9) }), 'NEVER_DEPLOYED');
    assert.equal(goes(having([1, 2]), { to: digest(9), force: true }), 'NEVER_DEPLOYED', 'whatever anybody says');
  });

  test('is not what something has gone back over', () => {
    assert.equal(goes(having([1, 2, 1])), 'NOTHING_BEFORE');
    assert.equal(goes(having([1, 2, 1]), { to: digest(2) }), 'TARGET_NEWER');
    assert.equal(goes(having([1, 2, 1]), { to: digest(2), force: true }), '2 TARGET_NEWER');
    assert.equal(goes(having([1, 2, 1, 2, 3]), { to: digest(2) }), '2', 'it came again');
  });

  test('is not what the hold that stands took out', () => {
    const state = having([1, 2, 1], { hold: heldBy(inProd, 1, 2) });
    assert.equal(goes(state, { to: digest(2) }), 'TARGET_NEWER TARGET_REPLACED');
    assert.equal(goes(state, { to: digest(2), force: true }), '2 TARGET_NEWER TARGET_REPLACED');
    const older = having([4, 1, 2, 1], { hold: heldBy(inProd, 1, 4) });
    assert.equal(goes(older, { to: digest(4) }), 'TARGET_REPLACED', 'though it be older');
    assert.equal(goes(older), 'NOTHING_BEFORE');
  });

  test('is nothing that was forced over what stands in the way of all', () => {
    const state = having([1, 2]);
    const holds = new Map([['holds/prod/API.yaml', textFile('')]]);
    const broken = { ...state, base: { ...state.base, holds } };
    assert.equal(goes(broken), 'HOLD_BROKEN');
    assert.equal(goes(broken, { to: digest(1), force: true }), '1 HOLD_BROKEN');
  });

  test('is, where a rollback went back further than was read, older than all that was', () => {
    const holds = [{ commit: oid(902), file: textFile(renderHold(heldBy(inProd, 1, 3))) }];
    assert.equal(goes(having([2, 3, 1]), { to: digest(3) }), '3', 'for all that anybody knows');
    assert.equal(goes(having([2, 3, 1], { past: { holds } }), { to: digest(3) }), 'TARGET_NEWER');
    const forced = heldBy(inProd, 1, 3, { forced: { why: 'a fix', against: ['TARGET_NEWER'] } });
    const forward = [{ commit: oid(902), file: textFile(renderHold(forced)) }];
    assert.equal(goes(having([2, 3, 1], { past: { holds: forward } }), { to: digest(3) }), '3', 'that went forward');
  });
});

describe('a target that others wait to be healthy', () => {
  const reported = (reports: (index: number) => readonly StatusReport[]) =>
    having([1, 2, 3], { where: inStaging, past: { versions: versionsOf(inStaging, [1, 2, 3], reports) } });

  test('was reported healthy while it ran', () => {
    assert.equal(
      goes(
        reported(() => [success(0)]),
        {},
        inStaging,
      ),
      '2',
    );
  });

  test('is looked for among the commits of its time, where the file’s own say nothing', () => {
    const unread = reported((index) => (index === 1 ? [] : [success(0)]));
    const target = rollbackTarget(unread, policy, inStaging, { to: digest(2) });
    const span = { since: at(10), until: at(20) };
    assert.deepEqual(target.kind === 'refused' && wantedBy([target.reasons])?.spans, [span]);
    const found = (minute: number, report: StatusReport) =>
      having([1, 2, 3], {
        where: inStaging,
        past: { versions: versionsOf(inStaging, [1, 2, 3], (index) => (index === 1 ? [] : [success(0)])) },
        spans: [{ ...span, commits: [{ oid: oid(77), committedAt: at(minute), statuses: [report] }] }],
      });
    assert.equal(goes(found(15, success(16)), { to: digest(2) }, inStaging), '2');
    for (const facts of [
      found(15, success(16, 'mallory')),
      found(15, success(16, 'bitvault-argocd[bot]', 'FAILURE')),
      found(20, success(21)),
      found(9, success(21)),
    ]) {
      assert.equal(goes(facts, { to: digest(2) }, inStaging), 'TARGET_UNHEALTHY');
      assert.equal(goes(facts, { to: digest(2), force: true }, inStaging), '2 TARGET_UNHEALTHY');
      assert.equal(goes(facts, {}, inStaging), '1', 'the one before it is taken');
    }
  });
});

describe('the window', () => {
  const many = Array.from({ length: 100 }, (_, index) => index + 1);

  test('is read before anything is said', () => {
    const state = { ...having([1, 2]), further: stateOf({}).further };
    const target = rollbackTarget(state, policy, inProd, {});
    assert.deepEqual(target.kind === 'refused' && wantedBy([target.reasons])?.pasts, [
      { slot: inProd, file: 'envs/prod/values.prod.yaml', hold: 'holds/prod/api.yaml', depth: 100 },
    ]);
  });

  test('is read further for a digest that is not in it, and no further than that', () => {
    const part = having(many, { past: { complete: false } });
    const target = rollbackTarget(part, policy, inProd, { to: digest(999) });
    assert.deepEqual(target.kind === 'refused' && wantedBy([target.reasons])?.pasts.map(({ depth }) => depth), [500]);
    const five = Array.from({ length: 500 }, (_, index) => index + 1);
    assert.equal(goes(having(five, { past: { complete: false } }), { to: digest(999) }), 'NEVER_DEPLOYED');
    assert.equal(goes(part), '99');
  });
});

/** The pull request that the bot would open for it, reviewed and let through. */
function proposedPull(state: State, to: number, request: RollbackRequest): PullRequest | null {
  const target = rollbackTarget(state, policy, inProd, { ...request, to: digest(to) });
  if (target.kind === 'refused') return null;
  const { digest: found, against } = target;
  const origin = { by: 'carol', reason: 'it leaks', run: null, forced: 'nothing else runs' };
  const wanted = { ...inProd, to: found, against };
  const decision = decideRollback(
    { base: state.base, head: null, pull: null },
    policy,
    wanted,
    verified(found),
    origin,
  );
  if (decision.kind !== 'propose') return null;
  const { files, message, branch: headBranch } = decision.proposal;
  const head = oid(500);
  const held = holdPath(prod, api);
  const items = [...files.keys()].map((path) => ({
    path,
    change: path === held && !state.base.holds.has(held) ? ('ADDED' as const) : ('MODIFIED' as const),
  }));
  return {
    ...sample.pullFor(state, [{ ...inProd, from: null, to: digest(1), source: null }]),
    head,
    headBranch,
    commits: { total: 1, items: [sample.botCommit(head, message)] },
    files: { total: items.length, items },
    headFiles: new Map([...files].flatMap(([path, file]) => (file === null ? [] : [[path, textFile(file.text)]]))),
    reviews: { total: 1, items: [sample.approval('alice', head)] },
  };
}

/** What the gate says of where it goes. */
function judged(state: State, pull: PullRequest): readonly string[] {
  const verdict = judge(state, pull, policy, verified(...[1, 2, 3, 4].map(digest)), noPeople);
  if (verdict.kind === 'merge') return [];
  return verdict.reasons
    .map(({ code }) => code)
    .filter((code) => /^(?:TARGET|NEVER|HOLD|NOT_EXACT|EVIDENCE)/.test(code));
}

/** The hold without what it says of being forced. */
function unforced(pull: PullRequest): PullRequest {
  const path = holdPath(prod, api);
  const hold = canonicalHold(pull.headFiles.get(path)?.text ?? '');
  assert.ok(hold);
  const { forced: _, ...plain } = hold;
  return { ...pull, headFiles: new Map([...pull.headFiles, [path, textFile(renderHold(plain))]]) };
}

test('who proposes a rollback and who judges it agree, forced or not', () => {
  const histories = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 8 });
  const cases = fc.record({
    history: histories,
    to: fc.integer({ min: 1, max: 4 }),
    force: fc.boolean(),
    replaced: fc.option(fc.integer({ min: 1, max: 4 })),
  });
  fc.assert(
    fc.property(cases, ({ history, to, force, replaced }) => {
      const today = history.at(-1) ?? 0;
      fc.pre(to !== today);
      const given = replaced === null ? {} : { hold: heldBy(inProd, today, replaced) };
      const state = having(history, given);
      const pull = proposedPull(state, to, { force });
      if (pull === null) {
        const refusal = rollbackTarget(state, policy, inProd, { to: digest(to), force });
        assert.equal(refusal.kind, 'refused');
        return;
      }
      assert.deepEqual(judged(state, pull), []);
      const target = rollbackTarget(state, policy, inProd, { to: digest(to), force });
      const against = target.kind === 'target' ? target.against.map(({ code }) => code) : [];
      assert.deepEqual(judged(state, unforced(pull)), against, 'a hold that does not say so overrides nothing');
    }),
    { numRuns: 200 },
  );
});

test('a hold overrides what it names, and nothing else', () => {
  const state = having([1, 2, 1], { hold: heldBy(inProd, 1, 2) });
  const pull = proposedPull(state, 2, { force: true });
  assert.ok(pull);
  const path = holdPath(prod, api);
  const hold = canonicalHold(pull.headFiles.get(path)?.text ?? '');
  assert.deepEqual(hold?.forced, { why: 'nothing else runs', against: ['TARGET_NEWER', 'TARGET_REPLACED'] });
  const forced = { why: 'nothing else runs', against: ['TARGET_NEWER'] as const };
  const less = new Map([...pull.headFiles, [path, textFile(renderHold({ ...hold, forced }))]]);
  assert.deepEqual(judged(state, { ...pull, headFiles: less }), ['TARGET_REPLACED']);
});
