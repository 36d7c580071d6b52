import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { joinFurther, nothingFurther, nothingWanted } from './further.ts';
import { unprovenReason } from './health.ts';
import * as sample from './sample-state.ts';
import type { CommitOid } from './names.ts';
import type { Reason } from './reason.ts';
import type { Further, ReportedCommit, State, StatusReport } from './state.ts';

const { api, staging, digest, oid, at, policy, stateOf } = sample;

const context = 'argocd/bitvault-staging';
const path = 'envs/staging/values.staging.yaml';
const slot = { service: api, environment: staging };
const minutes = 60_000;

const reasonOf = (state: State, soak = 0, contexts: readonly string[] = [context]) =>
  unprovenReason(state, policy, slot, { contexts, soak: soak * minutes });
const codeOf = (reason: Reason | null) => reason?.code ?? 'proved';

/** Which minute a soak ends, or what else stands in the way. */
const soaked = (state: State, soak: number) => {
  const reason = reasonOf(state, soak);
  if (reason?.code === 'SOAKING') return (reason.until.getTime() - at(0).getTime()) / minutes;
  return reason?.code === 'EVIDENCE_UNREAD' ? reason.wanted : codeOf(reason);
};

describe('a branch that has moved on', () => {
  /** More commits than are read at first, none of which staging said anything of. */
  const elsewhere = Array.from({ length: 50 }, (_, index) =>
    sample.reportedCommit(oid(1_000 + index), 500 - index, {}),
  );
  const busy = stateOf({ staging: { api: digest(2) } }, { now: at(600), commits: elsewhere });
  const arrived = (states: Parameters<typeof sample.reportedCommit>[2]): ReportedCommit =>
    sample.reportedCommit(oid(1), 7, states);

  /** Staging's file came with this commit, on which these were reported. */
  function arrivedWith(states: Parameters<typeof sample.reportedCommit>[2]): State {
    const { committedAt, statuses } = arrived(states);
    const file = busy.base.files.get(path) ?? null;
    return { ...busy, versions: new Map([[path, [{ commit: oid(1), committedAt, file, statuses }]]]) };
  }

  /** The same, once the branch was read back to it. */
  const readBack = (state: State, between: readonly ReportedCommit[], exhausted = false): State => ({
    ...state,
    further: { ...nothingFurther, branch: { commits: [...elsewhere, ...between], exhausted } },
  });

  test('is read back to the commit that brought the digest before anything is said', () => {
    const state = arrivedWith({ [context]: 'SUCCESS' });
    assert.deepEqual(soaked(state, 0), { ...nothingWanted, contexts: [context], branch: [oid(1)] });
    assert.equal(codeOf(reasonOf(readBack(state, [arrived({ [context]: 'SUCCESS' })]))), 'proved');
    const failed = readBack(arrivedWith({ [context]: 'FAILURE' }), [arrived({ [context]: 'FAILURE' })]);
    assert.equal(codeOf(reasonOf(failed)), 'HEALTH_FAILED');
  });

  test('may have failed where nobody had looked', () => {
    const between = sample.reportedCommit(oid(2), 20, { [context]: 'FAILURE' });
    const state = readBack(arrivedWith({ [context]: 'SUCCESS' }), [between, arrived({ [context]: 'SUCCESS' })]);
    assert.equal(codeOf(reasonOf(state)), 'HEALTH_FAILED');
  });

  test('proves nothing by what lies further back than can be read', () => {
    const state = readBack(arrivedWith({ [context]: 'SUCCESS' }), [], true);
    assert.deepEqual(soaked(state, 0), { ...nothingWanted, contexts: [context] });
  });

  test('proves itself by a later report, whatever lies behind', () => {
    const reported = sample.reportedCommit(oid(999), 550, { [context]: 'SUCCESS' });
    const state = { ...arrivedWith({ [context]: 'FAILURE' }), commits: [reported, ...elsewhere] };
    assert.equal(codeOf(reasonOf(state)), 'proved');
  });

  test('where no report is asked for, the digest proves itself from when it came', () => {
    assert.equal(codeOf(reasonOf(arrivedWith({}), 593, [])), 'proved');
    assert.equal(codeOf(reasonOf(arrivedWith({}), 594, [])), 'SOAKING');
  });
});

const argocd = 'bitvault-argocd[bot]';
const report = (minute: number, state: StatusReport['state'], by = argocd): StatusReport => ({
  context,
  state,
  createdAt: at(minute),
  creator: { login: by, kind: 'Bot' },
});

/** Every report on each commit of staging's digest, oldest first, as GitHub has them; and the state that GraphQL shows. */
function reportedAs(
  truth: readonly (readonly [commit: number, made: number, ...reports: StatusReport[]])[],
  now: number,
) {
  const newestFirst = truth.toReversed();
  const commits = newestFirst.map(([commit, made, ...reports]) => ({
    oid: oid(commit),
    committedAt: at(made),
    statuses: reports.slice(-1),
  }));
  const logs = new Map(
    newestFirst.map(([commit, , ...reports]) => [oid(commit), { reports: reports.toReversed(), complete: true }]),
  );
  const state = stateOf({ staging: { api: digest(2) } }, { now: at(now), commits });
  const file = state.base.files.get(path) ?? null;
  const [first] = truth;
  assert.ok(first);
  const versions = new Map([[path, [{ commit: oid(first[0]), committedAt: at(first[1]), file, statuses: [] }]]]);
  return { state: { ...state, versions }, logs };
}

const withLogs = (state: State, logs: Further['logs'], ...commits: readonly CommitOid[]): State => ({
  ...state,
  further: joinFurther(state.further, {
    ...nothingFurther,
    logs: new Map([...logs].filter(([commit]) => commits.includes(commit))),
  }),
});

describe('a soak', () => {
  test('is not over where a failure was reported over a success, and then another success', () => {
    const { state, logs } = reportedAs(
      [
        [1, 0, report(5, 'SUCCESS')],
        [2, 10, report(15, 'SUCCESS'), report(20, 'FAILURE'), report(140, 'SUCCESS')],
      ],
      141,
    );
    assert.deepEqual(soaked(state, 120), { ...nothingWanted, contexts: [context], logs: [oid(2)] });
    assert.equal(soaked(withLogs(state, logs, oid(2)), 120), 260);
  });

  test('does not begin again with each repeat of one success', () => {
    const repeats = [5, 7, 15, 65, 125].map((minute) => report(minute, 'SUCCESS'));
    const { state, logs } = reportedAs([[1, 0, ...repeats]], 126);
    assert.deepEqual(soaked(state, 120), { ...nothingWanted, contexts: [context], logs: [oid(1)] });
    assert.equal(soaked(withLogs(state, logs, oid(1)), 120), 'proved');
    assert.equal(soaked(withLogs(state, logs, oid(1)), 122), 127);
  });

  test('goes on over later commits that carry the digest', () => {
    const { state, logs } = reportedAs(
      [
        [1, 0, report(5, 'SUCCESS')],
        [2, 50, report(55, 'SUCCESS')],
        [3, 100, report(105, 'SUCCESS')],
      ],
      126,
    );
    assert.deepEqual(soaked(state, 120), { ...nothingWanted, contexts: [context], logs: [oid(3), oid(2)] });
    assert.equal(soaked(withLogs(state, logs, oid(3), oid(2)), 120), 'proved');
    assert.equal(soaked(withLogs(state, logs, oid(3), oid(2), oid(1)), 122), 127);
  });

  test('needs nothing read before it can be over', () => {
    const { state } = reportedAs([[1, 0, report(5, 'SUCCESS')]], 60);
    assert.equal(soaked(state, 30), 'proved', 'the last report is old enough');
    assert.equal(soaked(state, 70), 70, 'the commit is not');
  });

  test('is broken by what is neither success nor failure, too', () => {
    for (const state of ['PENDING', 'ERROR', 'EXPECTED'] as const) {
      const reported = reportedAs([[1, 0, report(5, 'SUCCESS'), report(50, state), report(55, 'SUCCESS')]], 60);
      assert.equal(soaked(withLogs(reported.state, reported.logs, oid(1)), 30), 85);
    }
  });

  test('is not lengthened by a log of which only the newest part was read', () => {
    const { state } = reportedAs([[1, 0, report(90, 'SUCCESS')]], 100);
    const part = { reports: [report(90, 'SUCCESS'), report(80, 'SUCCESS')], complete: false };
    assert.equal(soaked(withLogs(state, new Map([[oid(1), part]]), oid(1)), 60), 140);
  });

  test('is over in the very minute that it ends', () => {
    const { state } = reportedAs([[1, 0, report(5, 'SUCCESS')]], 60);
    assert.equal(soaked(state, 55), 'proved');
  });

  test('of no time is over with the report, whatever the clock says', () => {
    const { state } = reportedAs([[1, 0, report(61, 'SUCCESS')]], 60);
    assert.equal(soaked(state, 0), 'proved');
  });

  test('asks for no log of what a failure has ended', () => {
    const { state, logs } = reportedAs(
      [
        [1, 0, report(50, 'FAILURE')],
        [2, 52, report(55, 'SUCCESS')],
      ],
      60,
    );
    assert.equal(soaked(withLogs(state, logs, oid(2)), 8), 63);
  });

  test('asks for no log of what is old enough already, and for each that may reach back far enough', () => {
    const old = reportedAs(
      [
        [1, 0, report(50, 'SUCCESS')],
        [2, 60, report(105, 'SUCCESS')],
      ],
      110,
    );
    assert.deepEqual(soaked(old.state, 60), { ...nothingWanted, contexts: [context], logs: [oid(2)] });
    const just = reportedAs([[1, 50, report(105, 'SUCCESS')]], 110);
    assert.deepEqual(soaked(just.state, 60), { ...nothingWanted, contexts: [context], logs: [oid(1)] });
  });

  test('begins after what can no longer be read, and asks for nothing that could not change that', () => {
    const part = { reports: [report(90, 'SUCCESS'), report(20, 'SUCCESS', 'mallory')], complete: false };
    const alone = reportedAs([[1, 0, report(90, 'SUCCESS')]], 100);
    assert.equal(soaked(withLogs(alone.state, new Map([[oid(1), part]]), oid(1)), 60), 150);
    const later = reportedAs(
      [
        [1, 0, report(10, 'SUCCESS')],
        [2, 15, report(90, 'SUCCESS')],
      ],
      100,
    );
    assert.equal(soaked(withLogs(later.state, new Map([...later.logs, [oid(2), part]]), oid(1), oid(2)), 60), 150);
    const before = reportedAs(
      [
        [1, 0, report(80, 'SUCCESS')],
        [2, 10, report(105, 'SUCCESS')],
      ],
      110,
    );
    const lost = new Map([[oid(1), { reports: [report(80, 'SUCCESS')], complete: false }]]);
    assert.equal(soaked(withLogs(before.state, lost, oid(1)), 60), 140);
  });
});

describe('a report by somebody else', () => {
  test('hides nothing that Argo CD reported before it', () => {
    const { state, logs } = reportedAs(
      [
        [1, 0, report(5, 'SUCCESS')],
        [2, 10, report(15, 'FAILURE'), report(16, 'SUCCESS', 'mallory')],
      ],
      30,
    );
    assert.deepEqual(soaked(state, 0), { ...nothingWanted, contexts: [context], logs: [oid(2)] });
    assert.equal(codeOf(reasonOf(withLogs(state, logs, oid(2)))), 'HEALTH_FAILED');
  });

  test('counts for nothing, however it says it', () => {
    const { state, logs } = reportedAs([[1, 0, report(5, 'FAILURE'), report(6, 'SUCCESS', 'mallory')]], 30);
    assert.equal(codeOf(reasonOf(withLogs(state, logs, oid(1)))), 'HEALTH_FAILED');
  });

  test('does not matter where Argo CD has reported since', () => {
    const { state } = reportedAs(
      [
        [1, 0, report(5, 'FAILURE'), report(6, 'FAILURE', 'mallory')],
        [2, 10, report(15, 'SUCCESS')],
      ],
      30,
    );
    assert.equal(codeOf(reasonOf(state)), 'proved');
  });
});
