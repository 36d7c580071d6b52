import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deployedRuns, everDeployed, previousDigest, type DigestVersion } from './history.ts';
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

test('the digest before today’s, and the one before that where it was rejected', () => {
  assert.equal(previousDigest(deployedRuns(versions(1, 2, 3))), digest(2));
  assert.equal(previousDigest(deployedRuns(versions(1, 2, 3)), new Set([digest(2)])), digest(1));
  assert.equal(previousDigest(deployedRuns(versions(1, 2, 1))), digest(2));
  assert.equal(previousDigest(deployedRuns(versions(1, 2, 1)), new Set([digest(2)])), undefined);
  assert.equal(previousDigest(deployedRuns(versions(1, 1))), undefined);
  assert.equal(previousDigest([]), undefined);
});

test('only what ran was ever deployed', () => {
  const runs = deployedRuns(versions(1, 2));
  assert.ok(everDeployed(runs, digest(1)));
  assert.ok(!everDeployed(runs, digest(3)));
});
