import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { nothingFurther, nothingWanted } from './further.ts';
import { unprovenReason } from './health.ts';
import * as sample from './sample-state.ts';
import type { FileVersion, ReportedCommit, State, StatusReport } from './state.ts';

const { api, staging, digest, oid, at, policy, stateOf } = sample;

const context = 'argocd/bitvault-staging';
const path = 'envs/staging/values.staging.yaml';
const slot = { service: api, environment: staging };
const minutes = 60_000;

const reasonOf = (state: State, soak = 0) =>
  unprovenReason(state, policy, slot, { contexts: [context], soak: soak * minutes });

const pendingSince = (n: number) => ({
  code: 'HEALTH_PENDING',
  environment: staging,
  context,
  since: oid(n),
});

/** A commit of the branch, and the last report on it. */
function commit(n: number, minute: number, state: StatusReport['state'] | null, by = 'bitvault-argocd[bot]') {
  const creator = { login: by, kind: 'Bot' as const };
  const statuses = state === null ? [] : [{ context, state, createdAt: at(minute), creator }];
  return { oid: oid(n), committedAt: at(minute), statuses };
}

/** A commit as a version of the file, which deploys this digest. */
const bringing = ({ oid: made, committedAt, statuses }: ReportedCommit, n: number): FileVersion => ({
  commit: made,
  committedAt,
  file: stateOf({ staging: { api: digest(n) } }).base.files.get(path) ?? null,
  statuses,
});

/** The branch and the versions of staging's file, newest first. */
const having = (commits: readonly ReportedCommit[], versions: readonly FileVersion[], now = 600): State => ({
  ...stateOf({ staging: { api: digest(2) } }, { now: at(now), commits }),
  versions: new Map([[path, versions]]),
});

describe('a digest that came with a commit', () => {
  test('waits for the first report', () => {
    for (const state of [null, 'PENDING', 'EXPECTED'] as const) {
      const arrived = commit(7, 20, state);
      assert.deepEqual(reasonOf(having([arrived], [bringing(arrived, 2)])), pendingSince(7));
    }
  });

  test('has failed where the newest report is a failure or an error', () => {
    for (const state of ['FAILURE', 'ERROR'] as const) {
      const arrived = commit(7, 20, state);
      const reason = { code: 'HEALTH_FAILED', environment: staging, context, commit: oid(7) };
      assert.deepEqual(reasonOf(having([arrived], [bringing(arrived, 2)])), reason);
    }
  });

  test('is not proved by what was reported on the one before', () => {
    const arrived = commit(7, 20, null);
    const before = commit(6, 10, 'SUCCESS');
    assert.deepEqual(reasonOf(having([arrived, before], [bringing(arrived, 2)])), pendingSince(7));
    const versions = [bringing(arrived, 2), bringing(before, 1), bringing(commit(5, 5, 'SUCCESS'), 2)];
    assert.deepEqual(reasonOf(having([arrived, before, commit(5, 5, 'SUCCESS')], versions)), pendingSince(7));
  });

  test('is read of where somebody else has reported last', () => {
    const arrived = commit(7, 20, 'SUCCESS', 'mallory');
    const wanted = { ...nothingWanted, contexts: [context], logs: [oid(7)] };
    assert.deepEqual(reasonOf(having([arrived], [bringing(arrived, 2)])), { code: 'EVIDENCE_UNREAD', slot, wanted });
  });
});

test('a file without a history is reported on by any commit of the branch', () => {
  assert.equal(reasonOf(having([commit(8, 20, 'SUCCESS')], [])), null);
  assert.equal(reasonOf({ ...having([commit(8, 20, 'SUCCESS')], []), versions: new Map() }), null);
  assert.deepEqual(reasonOf(having([commit(8, 20, null)], [])), pendingSince(1));
});

describe('a digest that came before what was read of the branch', () => {
  const recent = commit(9, 550, 'SUCCESS');

  test('has failed where a version of its file was reported to since', () => {
    const failed = commit(7, 560, 'FAILURE');
    const reason = reasonOf(having([recent], [bringing(recent, 2), bringing(failed, 2)]));
    assert.deepEqual(reason, { code: 'HEALTH_FAILED', environment: staging, context, commit: oid(7) });
  });

  test('cannot have soaked for longer than it has been there', () => {
    const arrived = bringing(commit(7, 500, null), 2);
    const until = at(620);
    assert.deepEqual(reasonOf(having([recent], [arrived]), 120), { code: 'SOAKING', environment: staging, until });
  });

  test('is judged by what was read of a commit first', () => {
    const arrived = bringing(commit(7, 500, null), 2);
    const branch = { commits: [commit(9, 570, 'SUCCESS'), commit(7, 500, null)], exhausted: false };
    const state = { ...having([commit(9, 550, 'FAILURE')], [arrived]), further: { ...nothingFurther, branch } };
    assert.equal(reasonOf(state)?.code, 'HEALTH_FAILED');
  });
});
