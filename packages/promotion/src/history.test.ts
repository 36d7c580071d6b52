import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deployedRuns, standingRuns, type DigestVersion } from './history.ts';
import { parseCommitOid, parseDigest } from './names.ts';

const digest = (n: number) => parseDigest(`sha256:${String(n).repeat(64)}`);
const at = (hour: number) => new Date(Date.UTC(2026, 10, 24, hour));

/** Versions at hours 1, 2, …; written oldest first, given newest first. */
function versions(...digests: readonly (number | null)[]): DigestVersion[] {
  return digests
    .map((n, index) => ({
      commit: parseCommitOid(String(index + 1).repeat(40)),
      committedAt: at(index + 1),
      digest: n === null ? null : digest(n),
    }))
    .toReversed();
}

test('consecutive versions of one digest are one run, from its first commit to its successor', () => {
  const runs = deployedRuns(versions(1, 1, 2, 2, 1));
  assert.deepEqual(
    runs.map((run) => [run.digest, run.commit[0], run.since, run.until]),
    [
      [digest(1), '5', at(5), null],
      [digest(2), '3', at(3), at(5)],
      [digest(1), '1', at(1), at(3)],
    ],
  );
});

test('a version without a digest ends a run and is none', () => {
  const runs = deployedRuns(versions(null, 1, null, 1, null));
  assert.deepEqual(
    runs.map((run) => [run.since, run.until]),
    [
      [at(4), at(5)],
      [at(2), at(3)],
    ],
  );
});

/** Where rollback after rollback leads, each of which is deployed before the next. */
function rollbacks(...deployed: readonly (number | null)[]): readonly number[] {
  const digests = [...deployed];
  const led: number[] = [];
  for (;;) {
    const before = standingRuns(deployedRuns(versions(...digests))).at(-2);
    if (before === undefined) return led;
    led.push(Number(before.digest.slice(7, 8)));
    digests.push(led.at(-1) ?? null);
  }
}

test('each rollback goes further back, never to what an earlier one took out', () => {
  assert.deepEqual(rollbacks(1, 2, 3, 4), [3, 2, 1]);
  assert.deepEqual(rollbacks(1, 1), []);
  assert.deepEqual(rollbacks(), []);
});

test('what came after a rollback is good until it is rolled back itself', () => {
  assert.deepEqual(rollbacks(1, 2, 1, 3), [1], '2 was taken out, then 3 was released');
  assert.deepEqual(rollbacks(1, 2, 1, 2, 3), [2, 1], '2 was released again');
  assert.deepEqual(rollbacks(1, 2, 3, 1), [], 'back over two at once');
  assert.deepEqual(rollbacks(1, 2, 3, 2, 4, 2), [1]);
});

test('where a rollback went back further than was read, nothing that was read stands before it', () => {
  const runs = deployedRuns(versions(2, 3, 1));
  const standing = (isReturn: boolean) =>
    standingRuns(runs, ({ digest: of }) => isReturn && of === digest(1)).map(({ digest: of }) =>
      Number(of.slice(7, 8)),
    );
  assert.deepEqual(standing(false), [2, 3, 1]);
  assert.deepEqual(standing(true), [1]);
});
