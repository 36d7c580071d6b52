import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { RegistryError } from './registry-error.ts';
import { retryAfterOf, retrying, TransientFailure } from './retrying.ts';

const pace = { retries: 2, minTimeout: 1, maxTimeout: 2 };
const reason = new RegistryError('REGISTRY_FAILING', 'it fails');

suite('Retry-After', () => {
  const now = Date.UTC(2026, 0, 1);
  for (const [value, milliseconds] of [
    ['0', 0],
    ['7', 7_000],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['Thu, 01 Jan 2020 00:00:00 GMT', 0],
    ['soon', 0],
    ['9'.repeat(100_000), 0],
  ] as const) {
    test(`${value.slice(0, 40)} is ${milliseconds} ms`, () =>
      assert.equal(retryAfterOf(new Headers({ 'retry-after': value }), now), milliseconds));
  }
});

suite('trying again', () => {
  test('ends with what was wrong, not with its wrapping', async () => {
    let attempts = 0;
    const failing = retrying(async () => {
      attempts += 1;
      throw new TransientFailure(reason);
    }, pace);
    await assert.rejects(failing, reason);
    assert.equal(attempts, 3);
  });

  test('is not done for what will not pass', async () => {
    let attempts = 0;
    const failing = retrying(async () => {
      attempts += 1;
      throw reason;
    }, pace);
    await assert.rejects(failing, reason);
    assert.equal(attempts, 1);
  });

  test('tells which attempt it is', async () => {
    const result = await retrying(async (attempt) => {
      if (attempt < 3) throw new TransientFailure(reason);
      return attempt;
    }, pace);
    assert.equal(result, 3);
  });
});
