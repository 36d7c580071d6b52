import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { textFile } from './blob.ts';
import { nothingFurther, nothingWanted } from './further.ts';
import { holdPath, renderHold, type Hold } from './hold.ts';
import { parsePolicy } from './policy.ts';
import * as sample from './sample-state.ts';
import type { FileVersion, Further, Past, ReportedCommit, State, StatusReport } from './state.ts';
import { earlierDigests, goesForward, targetReasons } from './target.ts';

const { api, web, staging, prod, digest, oid, at, policy, stateOf } = sample;

const slot = { service: api, environment: staging };
const inStaging = 'argocd/bitvault-staging';
const smoke = 'smoke/staging';
const argocd = { login: 'bitvault-argocd[bot]', kind: 'Bot' as const };
const success = (context: string, creator: StatusReport['creator'] = argocd): StatusReport => ({
  context,
  state: 'SUCCESS',
  createdAt: at(1),
  creator,
});

/** Deployed ten minutes apart, the oldest first; the reports on each version. */
function having(
  digests: readonly number[],
  reports: (n: number) => readonly StatusReport[] = () => [success(inStaging)],
  { spans = [], ...past }: Partial<Past> & { readonly spans?: Further['spans'] } = {},
): State {
  const versions = digests.map((n, index): FileVersion => {
    const { files } = stateOf({ staging: { api: digest(n) } }).base;
    const file = files.get('envs/staging/values.staging.yaml') ?? null;
    return { commit: oid(900 + index), committedAt: at(10 * index), file, statuses: reports(n) };
  });
  const state = stateOf({ staging: { api: digest(digests.at(-1) ?? 0) } }, { now: at(300) });
  return { ...state, further: sample.furtherOf(slot, { versions: versions.toReversed(), ...past }, spans) };
}

const reasonsFor = (state: State, to: number, by = policy) => targetReasons(state, by, slot, digest(to));
const codes = (state: State, to: number, by = policy) => reasonsFor(state, to, by).map(({ code }) => code);

test('a hold goes forward where it was forced to what is newer, or to what a hold took out, whatever else', () => {
  const forcedOver = (...against: NonNullable<Hold['forced']>['against']) =>
    goesForward({ forced: { why: 'a fix', against } });
  assert.ok(forcedOver('TARGET_NEWER'));
  assert.ok(forcedOver('TARGET_REPLACED'));
  assert.ok(forcedOver('HOLD_BROKEN', 'TARGET_NEWER'));
  assert.ok(!forcedOver('TARGET_UNHEALTHY'));
  assert.ok(!forcedOver('HOLD_BROKEN', 'TARGET_UNHEALTHY'));
  assert.ok(!goesForward({}));
});

describe('what runs today', () => {
  test('is no target', () => {
    assert.deepEqual(codes(having([1, 2]), 2), ['TARGET_NEWER']);
    assert.deepEqual(earlierDigests(having([3, 1, 2]), policy, slot), {
      digests: [digest(1), digest(3)],
      unread: null,
    });
  });

  test('has run until now', () => {
    const reasons = reasonsFor(
      having([1, 2], () => []),
      2,
    );
    const span = { since: at(10), until: at(300) };
    assert.deepEqual(reasons.at(-1), {
      code: 'EVIDENCE_UNREAD',
      slot,
      wanted: { ...nothingWanted, contexts: [inStaging], spans: [span] },
    });
  });
});

describe('a past', () => {
  const file = 'envs/staging/values.staging.yaml';
  const wanted = (depth: number) => ({
    code: 'EVIDENCE_UNREAD',
    slot,
    wanted: { ...nothingWanted, contexts: [inStaging], pasts: [{ slot, file, hold: 'holds/staging/api.yaml', depth }] },
  });

  test('that was not read has no digests, and says what to read', () => {
    const unread = { ...having([1, 2]), further: nothingFurther };
    assert.deepEqual(earlierDigests(unread, policy, slot), { digests: [], unread: wanted(100) });
    assert.deepEqual(reasonsFor(unread, 1), [wanted(100)]);
  });

  test('is read deeper until it is complete, or deep enough', () => {
    const ofLength = (length: number) => Array.from({ length }, (_, index) => index + 1);
    const part = (length: number) => having(ofLength(length), () => [], { complete: false });
    assert.deepEqual(reasonsFor(part(499), 999), [wanted(500)]);
    assert.deepEqual(codes(part(500), 999), ['NEVER_DEPLOYED']);
    assert.deepEqual(codes(part(501), 999), ['NEVER_DEPLOYED']);
    assert.deepEqual(earlierDigests(part(1), policy, slot), { digests: [], unread: wanted(500) });
  });
});

describe('a rollback further back than was read', () => {
  const held: Hold = {
    ...slot,
    digest: digest(1),
    replaced: digest(3),
    reason: 'it leaks',
    by: 'carol',
    since: at(5).toISOString(),
  };
  const after = (hold: string | null, commit = 902) => {
    const holds = [{ commit: oid(commit), file: hold === null ? null : textFile(hold) }];
    return codes(
      having([2, 3, 1], () => [success(inStaging)], { holds }),
      3,
    );
  };

  test('leaves nothing standing of what was', () => {
    assert.deepEqual(after(renderHold(held)), ['TARGET_NEWER']);
  });

  test('is none that another slot had, or that put something else there', () => {
    assert.deepEqual(after(renderHold({ ...held, service: web })), []);
    assert.deepEqual(after(renderHold({ ...held, environment: prod })), []);
    assert.deepEqual(after(renderHold({ ...held, digest: digest(4) })), []);
    assert.deepEqual(after(renderHold(held), 999), [], 'on another commit');
  });

  test('is none where nobody can say what was held', () => {
    assert.deepEqual(after(null), [], 'the hold was deleted');
    assert.deepEqual(after('service: api\n'), []);
    const binary = { ...textFile(''), text: null };
    const holds = [{ commit: oid(902), file: binary }];
    assert.deepEqual(codes(having([2, 3, 1], undefined, { holds }), 3), []);
  });

  test('went forward where it was forced to what is newer', () => {
    const forced = { why: 'a fix', against: ['TARGET_NEWER'] as const };
    assert.deepEqual(after(renderHold({ ...held, forced })), []);
  });
});

test('what the hold that stands on the slot took out is no target, nor is what a broken hold may mean', () => {
  const state = having([1, 2]);
  const on = (hold: Hold) => ({ ...state, base: { ...state.base, holds: new Map([[pathOf(hold), fileOf(hold)]]) } });
  const pathOf = ({ environment, service }: Hold) => holdPath(environment, service);
  const fileOf = (hold: Hold) => textFile(renderHold(hold));
  const hold: Hold = {
    ...slot,
    digest: digest(2),
    replaced: digest(1),
    reason: 'it leaks',
    by: 'carol',
    since: at(5).toISOString(),
  };
  assert.deepEqual(reasonsFor(on(hold), 1), [
    { code: 'TARGET_REPLACED', slot, digest: digest(1), by: 'carol', why: 'it leaks' },
  ]);
  assert.deepEqual(codes(on({ ...hold, replaced: digest(3) }), 1), []);
  assert.deepEqual(codes(on({ ...hold, service: web }), 1), []);
});

describe('the health of a target', () => {
  const two = parsePolicy(
    sample.policyText.replace('healthy: [argocd/bitvault-staging]', `healthy: [${inStaging}, ${smoke}]`),
  );
  const span = { since: at(10), until: at(20) };
  const during = (minute: number, ...statuses: readonly StatusReport[]): ReportedCommit => ({
    oid: oid(77),
    committedAt: at(minute),
    statuses,
  });
  const spanned = (own: readonly StatusReport[], spans: Further['spans']) =>
    having([1, 2, 3], (n) => (n === 2 ? own : [success(inStaging), success(smoke)]), { spans });

  test('is reported by each context, on its own commits or on those of its time', () => {
    const read = (...statuses: readonly StatusReport[]) => [{ ...span, commits: [during(15, ...statuses)] }];
    assert.deepEqual(reasonsFor(spanned([success(inStaging)], []), 2, two), [
      { code: 'EVIDENCE_UNREAD', slot, wanted: { ...nothingWanted, contexts: [inStaging, smoke], spans: [span] } },
    ]);
    assert.deepEqual(codes(spanned([success(inStaging)], read(success(smoke))), 2, two), []);
    assert.deepEqual(codes(spanned([], read(success(inStaging), success(smoke))), 2, two), []);
    assert.deepEqual(reasonsFor(spanned([success(inStaging)], read(success(inStaging))), 2, two), [
      { code: 'TARGET_UNHEALTHY', slot, digest: digest(2), context: smoke },
    ]);
  });

  test('is reported from the moment that the target came', () => {
    assert.deepEqual(codes(spanned([], [{ ...span, commits: [during(10, success(inStaging))] }]), 2), []);
  });

  test('is looked for in its own time, whatever else was read', () => {
    const commits = [during(15, success(inStaging))];
    for (const other of [
      { since: at(10), until: at(30) },
      { since: at(0), until: at(20) },
    ])
      assert.deepEqual(codes(spanned([], [{ ...other, commits }]), 2), ['EVIDENCE_UNREAD']);
  });

  test('is reported by Argo CD alone', () => {
    const spans = [{ ...span, commits: [] }];
    assert.deepEqual(codes(spanned([success(inStaging, null)], spans), 2), ['TARGET_UNHEALTHY']);
    assert.deepEqual(codes(spanned([success(inStaging)], spans), 2, { ...policy, argocd: null }), ['TARGET_UNHEALTHY']);
    const written = { login: 'Bitvault-ArgoCD[bot]', kind: 'Bot' as const };
    assert.deepEqual(codes(spanned([success(inStaging, written)], spans), 2), []);
  });
});
