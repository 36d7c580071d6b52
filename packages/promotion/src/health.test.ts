import assert from 'node:assert/strict';
import { test } from 'node:test';
import { healthOf, type Health } from './health.ts';
import * as sample from './sample-state.ts';
import type { State } from './state.ts';

const { api, staging, digest, oid, at, policy, stateOf } = sample;

const context = 'argocd/bitvault-staging';
const path = 'envs/staging/values.staging.yaml';

/** The base branch has gone on without staging for longer than it is read back. */
const elsewhere = Array.from({ length: 50 }, (_, index) => sample.reportedCommit(oid(1_000 + index), 500 - index, {}));
const busy = stateOf({ staging: { api: digest(2) } }, { now: at(600), commits: elsewhere });

/** Staging's file came with this commit, on which these were reported. */
function arrivedWith(statuses: Parameters<typeof sample.reportedCommit>[2]): State {
  const { committedAt, statuses: reports } = sample.reportedCommit(oid(1), 7, statuses);
  const file = busy.base.files.get(path) ?? null;
  return { ...busy, versions: new Map([[path, [{ commit: oid(1), committedAt, file, statuses: reports }]]]) };
}

const since = (health: Health): Date | string => (health.kind === 'healthy' ? health.since : health.reason.code);

test('a report on the commit that brought the digest counts however much the branch has moved on', () => {
  const healthy = arrivedWith({ [context]: 'SUCCESS' });
  assert.deepEqual(since(healthOf(healthy, policy, [context], staging, api)), at(7));
  const failed = arrivedWith({ [context]: 'FAILURE' });
  assert.deepEqual(since(healthOf(failed, policy, [context], staging, api)), 'HEALTH_FAILED');
});

test('where no report is asked for, the digest proves itself from when it came', () => {
  assert.deepEqual(since(healthOf(arrivedWith({}), policy, [], staging, api)), at(7));
});
